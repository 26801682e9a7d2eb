from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from depesche import api
from depesche.errors import ExchangeError
from depesche.exchange import gdelt, polecat, tables
from depesche.record import Filters, Record
from tests.exchange.cases import NEWS, WIEN, make_record


@pytest.fixture
def record(tmp_path: Path):
    with make_record(tmp_path / "record.db") as made:
        yield made


def exported(record: Record, format: str, **filters: str) -> str:
    sink = io.BytesIO()
    api.export_to(record, format, sink, Filters(**filters))
    return sink.getvalue().decode("utf-8")


def rows_of(record: Record, format: str, names: tuple[str, ...] | None = None, **filters: str) -> list[dict[str, str]]:
    lines = [line.split("\t") for line in exported(record, format, **filters).splitlines()]
    head = names or tuple(lines.pop(0))
    assert all(len(line) == len(head) for line in lines)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_gdelt_has_61_columns_and_a_row_for_each_pair(record: Record):
    assert len(gdelt.COLUMNS) == 61
    rows = rows_of(record, "gdelt", gdelt.COLUMNS)
    assert [(r["Actor1Code"], r["Actor2Code"]) for r in rows] == [
        ("NORGOV", "YEMGOV"),
        ("BLR", "LTU"),
        ("BLR", "IGOUNO"),
    ]
    assert len({r["GlobalEventID"] for r in rows}) == 3


def test_gdelt_row_tells_day_code_and_place(record: Record):
    meeting, arrest, _ = rows_of(record, "gdelt", gdelt.COLUMNS)
    assert (meeting["Day"], meeting["MonthYear"], meeting["Year"]) == ("20240514", "202405", "2024")
    assert (meeting["EventCode"], meeting["EventBaseCode"], meeting["EventRootCode"]) == ("044", "044", "04")
    assert (meeting["QuadClass"], meeting["GoldsteinScale"], meeting["IsRootEvent"]) == ("1", "2.5", "1")
    assert (meeting["ActionGeo_Type"], meeting["ActionGeo_Fullname"]) == ("4", "Vienna, Austria")
    assert (meeting["ActionGeo_CountryCode"], meeting["ActionGeo_FeatureID"]) == ("AU", "2761369")
    assert (meeting["DATEADDED"], meeting["SOURCEURL"]) == ("20240515000000", "https://hafenkurier.example/wien")
    assert (arrest["EventCode"], arrest["ActionGeo_Type"], arrest["ActionGeo_CountryCode"]) == ("173", "1", "BO")
    assert (arrest["Actor2Name"], arrest["NumMentions"], arrest["AvgTone"]) == ("LITHUANIA", "2", "")


def test_gdelt_keeps_the_place_of_a_vague_date_empty(record: Record):
    (row,) = rows_of(record, "gdelt", gdelt.COLUMNS, status="denied")
    assert (row["Day"], row["MonthYear"], row["FractionDate"]) == ("", "202405", "")
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("YEMREB", "YEM", "REB")


def test_polecat_has_40_columns_and_writes_missing_values_as_none(record: Record):
    assert len(polecat.COLUMNS) == 40
    meeting, arrest = rows_of(record, "polecat")
    assert (meeting["Actor Name"], meeting["Actor Country"]) == ("Henrik Solbakken;Tariq al-Hamadi", "NOR;YEM")
    assert (meeting["Actor Title"], meeting["Recipient Name"]) == ("foreign minister;None", "None")
    assert (meeting["Quad Code"], meeting["Event Mode"], meeting["GeoNames ID"]) == (
        "VERBAL COOPERATION",
        "third-party",
        "2761369",
    )
    assert (arrest["Recipient Country"], arrest["Primary Recipient Sector"]) == ("LTU;None", "None;IGO")
    assert (arrest["Source"], arrest["Version"].split()[0]) == ("None", "depesche")


@pytest.mark.parametrize("format", ["gdelt", "polecat"])
def test_formats_without_status_leave_out_what_is_not_presented_as_real(record: Record, format: str):
    assert "fishermen" not in exported(record, format) and "Rebellen" not in exported(record, format)
    assert len(exported(record, "csv").splitlines()) == 6


def test_csv_holds_every_field_and_disarms_formulas(record: Record):
    rows = list(csv.DictReader(io.StringIO(exported(record, "csv"))))
    assert list(rows[0]) == list(tables.COLUMNS)
    arrest = next(r for r in rows if r["id"] == "b000000000000001")
    assert (arrest["recipient_codes"], arrest["headline"]) == ("LTU; UN", "'=1+1")
    assert arrest["evidence"].startswith("'=SUM(1) Belarus\tarrested")
    start = NEWS.index("on 2 May")
    assert (arrest["spans"].split("; ")[1], arrest["judged"]) == (f"{start}-{start + 8}", "false")


def test_parquet_has_types_and_the_citation_in_its_metadata(record: Record, tmp_path: Path):
    import pyarrow.parquet

    done = api.export(record, "parquet", tmp_path / "events.parquet")
    table = pyarrow.parquet.read_table(tmp_path / "events.parquet")
    assert (done.number, table.num_rows, table.column_names) == (5, 5, list(tables.COLUMNS))
    metadata = table.schema.metadata
    assert metadata[b"depesche:snapshot"].decode() == api.stats(record).snapshot
    meeting = next(r for r in table.to_pylist() if r["id"] == "a000000000000001")
    assert (meeting["actor_codes"], meeting["lat"], meeting["geonames"]) == (["NOR", "YEM"], 48.2, 2761369)
    ((start, end),) = meeting["spans"]
    assert [WIEN[start:end]] == meeting["evidence"]


def test_geojson_has_a_point_for_each_event_with_coordinates(record: Record):
    found = json.loads(exported(record, "geojson"))
    (feature,) = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [16.4, 48.2]}
    assert (feature["id"], feature["properties"]["type"], found["omitted"]) == ("a000000000000001", "CONSULT", 4)
    assert found["metadata"]["snapshot"] == api.stats(record).snapshot


def test_graphml_is_a_signed_graph_with_evidence_and_citation(record: Record):
    import networkx

    graph = networkx.parse_graphml(exported(record, "graphml"))
    assert set(graph.edges) == {("NOR", "YEM"), ("YEM", "NOR"), ("BLR", "LTU"), ("BLR", "UN")}
    assert graph.edges["BLR", "LTU"]["weight"] == -7.5
    assert graph.edges["NOR", "YEM"]["evidence"] == "a000000000000001"
    assert graph.nodes["BLR"]["name"] == "Belarus"
    assert api.stats(record).snapshot in exported(record, "graphml")


def test_gqg_groups_quotations_by_article_with_the_text_around(record: Record):
    (line,) = exported(record, "gqg").splitlines()
    article = json.loads(line)
    assert (article["date"], article["url"], article["lang"]) == (
        "2024-05-15",
        "https://hafenkurier.example/wien",
        "de",
    )
    first = article["quotes"][0]
    assert (first["quote"], first["speaker"]) == ("„Wir sind einen Schritt weiter“", "person:henrik-solbakken")
    assert first["pre"].endswith("Tariq al-Hamadi.") and first["post"].startswith(", sagte Solbakken.")
    assert first["addressee"] == ["person:tariq-al-hamadi"]


def test_gqg_csv_has_a_row_for_each_quotation(record: Record):
    rows = list(csv.DictReader(io.StringIO(exported(record, "gqg-csv", form="direct"))))
    assert [(r["speaker_name"], r["office"], r["cue"]) for r in rows] == [
        ("Henrik Solbakken", "foreign minister", "sagte")
    ]


@pytest.mark.parametrize("format", api.EXPORT_FORMATS)
def test_every_format_writes_the_same_bytes_twice_and_something_for_an_empty_record(
    record: Record, format: str, tmp_path: Path
):
    one, other = io.BytesIO(), io.BytesIO()
    assert api.export_to(record, format, one).number == api.export_to(record, format, other).number > 0
    assert one.getvalue() == other.getvalue()
    with Record(tmp_path / "empty.db") as empty:
        assert api.export_to(empty, format, io.BytesIO()).number == 0


@pytest.mark.parametrize("format", api.EXPORT_FORMATS)
def test_every_format_keeps_filters_and_limit(record: Record, format: str):
    sink = io.BytesIO()
    assert api.export_to(record, format, sink, Filters(language="fr")).number == 0
    if format != "graphml":
        assert api.export_to(record, format, sink, limit=1).number <= 1


def test_unknown_format_is_told_with_the_list(record: Record, tmp_path: Path):
    with pytest.raises(ExchangeError, match=r"'xls' is not known\. Use one of plover-jsonl, polecat, gdelt"):
        api.export(record, "xls", tmp_path / "x.xls")
    assert not (tmp_path / "x.xls").exists()
    with pytest.raises(ExchangeError, match="Use one of plover-jsonl, ftm"):
        api.import_file(record, "csv", tmp_path / "x.csv")
