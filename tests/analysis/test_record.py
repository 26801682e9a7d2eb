"""Analyses of a record: what is counted is what the record holds, and every figure leads to its events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from depesche import api
from depesche.errors import QueryError
from depesche.model import Actor, Article, Block, Document, Event, EventDate, OfficeFact, Quotation, Sentence, Span
from depesche.record import Filters, Record

Row = tuple[str, str, str, str, str]


def report(identity: str, published: str, rows: Sequence[Row], **fields: object) -> Document:
    """Rows are (who, type, whom, date, status); every event rests on a sentence of its own."""
    text, events, sentences = f"Headline {identity}\n\n", [], [Sentence(0, len(f"Headline {identity}"), ())]
    actors: dict[str, Actor] = {}
    for number, (who, kind, whom, date, status) in enumerate(rows):
        start = len(text)
        text += f"{who} did {kind} toward {whom or 'nobody'} in *{identity}*. "
        sentences.append(Sentence(start, len(text) - 1, ()))
        for code in (*who.split(), *whom.split()):
            actors[code] = Actor(id=f"state:{code}", kind="state", name=code, codes=(code,))
        events.append(
            Event(
                id=f"{identity}-{number:02d}",
                type=kind,
                status=status,
                actors=tuple(f"state:{code}" for code in who.split()),
                recipients=tuple(f"state:{code}" for code in whom.split()),
                date=EventDate(value=date) if date else None,
                evidence=(Span(start, start + len(who) + 4),),
            )
        )
    head = len(f"Headline {identity}")
    article = Article(
        id=identity, text=text, language="en", published=published, outlet=f"Outlet {identity}", headline=f"Headline {identity}",
        url=f"https://{identity}.example/", blocks=(Block("headline", 0, head), Block("paragraph", head + 2, len(text))),
    )  # fmt: skip
    return Document(
        article=article, sentences=tuple(sentences), actors=tuple(actors.values()), events=tuple(events), **fields
    )  # type: ignore[arg-type]


@pytest.fixture
def record(tmp_path: Path):
    with Record(tmp_path / "record.db") as made:
        for document in (
            report("one", "2023-01-11", [("RUS", "ACCUSE", "USA", "2023-01-10", "factual"),
                                         ("RUS", "ACCUSE", "USA", "2023-01-09", "reported"),
                                         ("RUS", "ACCUSE", "USA", "2023-01", "factual"),
                                         ("CHN", "AID", "IND", "", "factual"),
                                         ("RUS", "ASSAULT", "USA", "2023-01-10", "denied")]),
            report("two", "2023-03-02", [("RUS USA", "CONSULT", "", "2023-03-02", "factual"),
                                         ("RUS", "SUPPORT", "USA", "2023-03-02", "factual"),
                                         ("RUS", "SUPPORT", "USA", "2023-03-01", "factual"),
                                         ("FRA", "AID", "ARM", "2023-03-02", "factual"),
                                         ("FRA", "AID", "ARM", "2023-03-09", "planned")]),
        ):  # fmt: skip
            made.add(document, pipeline="test/1", lexicon="none")
        yield made


def test_series_of_a_record_has_its_denominator_and_leads_to_its_events(record: Record):
    found = api.series(record, "Russland", "USA")
    assert [(p.period, p.events, p.total) for p in found.points] == [
        ("2023-01", 3, 4),
        ("2023-02", 0, 0),
        ("2023-03", 3, 4),
    ]
    assert found.points[1].share is None
    assert all(api.event(record, identity) is not None for p in found.points for identity in p.main)


def test_series_by_week_leaves_out_what_is_known_to_the_month(record: Record):
    found = api.series(record, "RUS", "USA", grain="week")
    assert (found.points[0].period, found.points[0].events, found.unplaced) == ("2023-W02", 2, 1)


def test_series_of_a_status_asked_for(record: Record):
    (point,) = api.series(record, "RUS", "USA", Filters(status="denied")).points
    assert (point.events, point.total, point.counts["material conflict"]) == (1, 1, 1)


def test_series_of_both_directions_counts_a_meeting_once(record: Record):
    forth, both = api.series(record, "USA", "RUS"), api.series(record, "RUS", "USA", directed=False)
    assert sum(p.events for p in forth.points) == 1
    assert sum(p.events for p in both.points) == 6


def test_series_share_of_an_outlet_is_of_that_outlets_events(record: Record):
    (point,) = api.series(record, "RUS", "USA", Filters(outlet="Outlet two")).points
    assert (point.events, point.total) == (3, 4)


def test_tone_of_a_record(record: Record):
    first, _, last = api.tone(record, "USA")
    assert (first.given, first.received, last.given) == (None, pytest.approx(-3), pytest.approx(1.5))


def test_matrix_and_network_count_the_same(record: Record):
    matrix, network = api.matrix(record), api.network(record, directed=True)
    assert {(c.actor, c.recipient): c.events for c in matrix.cells} == {(e.a, e.b): e.events for e in network.edges}
    assert (matrix.counted, matrix.outside) == (8, 0)
    (edge,) = api.network(record, Filters(party="RUS")).edges
    assert (edge.a, edge.b, edge.events) == ("RUS", "USA", 6)
    assert all(api.event(record, identity) for identity in edge.evidence)


def test_network_of_a_window(record: Record):
    assert api.network(record, Filters(since="2023-02", until="2023-03-01")).counted == 1
    assert {e.a for e in api.network(record, Filters(until="2023-01")).edges} == {"CHN", "RUS"}


def test_blocs_and_balance_of_a_record(record: Record):
    network = api.network(record)
    assert api.blocs(network).groups == (("ARM", "FRA"), ("CHN", "IND"), ("RUS", "USA"))
    assert api.balance(network).degree is None


def sections(record: Record, since: str, filters: Filters = Filters()) -> dict[str, list[str]]:
    return {s.kind: [line.text for line in s.lines] for s in api.brief(record, since, filters).sections}


def test_brief_tells_what_changed_since_a_date_by_kind(record: Record):
    assert sections(record, "2023-03-01") == {
        "meetings": ["CONSULT: RUS, USA"],
        "cooperation": ["AID: FRA → ARM"],
        "words": ["SUPPORT: RUS → USA", "SUPPORT: RUS → USA"],
        "plans": ["AID: FRA → ARM"],
        "first": ["France → Armenia: AID", "United States → Russia: CONSULT"],
    }


def test_brief_lines_have_sentence_outlet_and_article(record: Record):
    brief = api.brief(record, "2023-03-02")
    line = next(line for s in brief.sections if s.kind == "cooperation" for line in s.lines)
    assert line.sentence == "FRA did AID toward ARM in *two*."
    assert (line.outlet, line.published, line.article, line.date) == ("Outlet two", "2023-03-02", "two", "2023-03-02")
    assert api.event(record, line.id) is not None
    assert (brief.since, brief.until, brief.events, brief.snapshot) == (
        "2023-03-02",
        "2023-03-02",
        3,
        api.stats(record).snapshot,
    )


def test_brief_tells_a_shift_of_tone_against_as_many_days_before(record: Record):
    rows: list[Row] = [("RUS", "SUPPORT", "USA", "2023-01-1" + str(day), "factual") for day in range(2, 6)]
    record.add(report("three", "2023-01-20", rows), pipeline="test/1", lexicon="none")
    texts = sections(record, "2023-01-12", Filters(until="2023-01-20"))["shifts"]
    assert texts == ["Russia → United States: mean -3.0 (3 events before) to +4.0 (4)"]


def test_brief_names_new_holders_and_quotations(record: Record):
    text = 'Ada Nordahl, the new foreign minister of Norway, said: "We stay."'
    actor = Actor(id="person:ada", kind="person", name="Ada Nordahl", codes=("NOR",), mentions=(Span(0, 11),))
    start = text.index('"')
    document = Document(
        article=Article(id="four", text=text, language="en", published="2023-04-01", outlet="Hafenkurier"),
        sentences=(Sentence(0, len(text), ()),),
        actors=(actor,),
        offices=(
            OfficeFact(person="person:ada", office="foreign minister", code="NOR", evidence=(Span(0, 47),), new=True),
        ),
        quotations=(Quotation(form="direct", content=(Span(start, len(text)),), speaker="person:ada"),),
    )
    record.add(document, pipeline="test/1", lexicon="none")
    brief = {s.kind: s.lines for s in api.brief(record, "2023-04").sections}
    assert brief["offices"][0].text == "Ada Nordahl: foreign minister of Norway"
    assert brief["offices"][0].sentence == "Ada Nordahl, the new foreign minister of Norway"
    assert (brief["quotations"][0].text, brief["quotations"][0].sentence) == ("Ada Nordahl (NOR)", '"We stay."')
    assert "offices" not in sections(record, "2023-04", Filters(actor="RUS"))


def test_brief_as_markdown_escapes_the_words_of_reports(record: Record):
    text = api.brief_markdown(api.brief(record, "2023-03-02"))
    assert "## Cooperation and agreements" in text
    assert r"in \*two\*." in text
    assert "[Headline two](<https://two.example/>), Outlet two, 2023-03-02, article `two`" in text


def test_brief_of_a_quiet_time_says_so(record: Record):
    brief = api.brief(record, "2030")
    assert (brief.sections, brief.events) == ((), 0)
    assert "Nothing that the record knows of." in api.brief_markdown(brief)


def test_brief_refuses_what_is_no_date(record: Record):
    with pytest.raises(QueryError, match="is no date"):
        api.brief(record, "soon")


def test_brief_lists_no_more_than_its_lines_and_counts_the_rest(record: Record):
    rows: list[Row] = [("IND", "AID", "NPL", f"2023-05-{day:02d}", "factual") for day in range(1, 21)]
    record.add(report("five", "2023-05-21", rows), pipeline="test/1", lexicon="none")
    (section, *_) = api.brief(record, "2023-05-01").sections
    assert (len(section.lines), section.more) == (12, 8)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory):
    """A record of 60 invented reports."""
    from depesche.record import Reading
    from evaluation.synthetic import Synthesiser

    with Record(tmp_path_factory.mktemp("many") / "many.db") as made:
        made.add_all([Reading(document, "synthetic", "none") for document in Synthesiser(days=200).documents(60)])
        yield made


@pytest.mark.parametrize("grain", ["week", "month", "year"])
def test_denominators_are_the_same_by_sql_and_by_counting(many: Record, grain: str):
    from depesche import analysis
    from depesche.analysis.loading import light_events

    counted = analysis.totals(many.ask(lambda c: list(light_events(c, Filters()))), grain=grain)
    network = api.network(many)
    one, other = network.nodes[0].key, network.nodes[1].key
    points = api.series(many, one, other, grain=grain, directed=False).points
    assert points and all(point.total == counted.get(point.period, 0) for point in points)


def test_analyses_agree_with_the_records_own_dyads(many: Record):
    asked = Filters(status="factual,reported")
    for edge in api.network(many, directed=True).edges[:40]:
        view = api.dyad(many, edge.a, edge.b, asked)
        assert edge.events == view.forth + view.mutual
        series = api.series(many, edge.a, edge.b)
        assert sum(point.events for point in series.points) + series.unplaced == edge.events
