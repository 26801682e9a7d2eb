"""German time expressions: invented sentences, read on Wednesday, 8 March 2023, without trees unless tense matters."""

from __future__ import annotations

import pytest

from depesche.annotators.time import find_timexes
from tests.factory import make_sentences

PUBLISHED = "2023-03-08"


def read(text: str, *, anchor: str | None = PUBLISHED, rows: str | None = None) -> list[tuple[str, str, str]]:
    """The expressions as (words, type, value)."""
    sentences = make_sentences(text, rows) if rows else ()
    found = find_timexes(text, language="de", anchor=anchor, sentences=sentences)
    return [(text[t.start : t.end], t.type, t.value) for t in found]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Das Abkommen vom 2. März 2023 gilt.", "2. März 2023", "2023-03-02"),
        ("Am Donnerstag, den 2. März 2023, kam er an.", "Donnerstag, den 2. März 2023", "2023-03-02"),
        ("Am 24.02.2022 begann der Krieg.", "24.02.2022", "2022-02-24"),
        ("Am 3.10.90 war es so weit.", "3.10.90", "1990-10-03"),
        ("Stand: 2023-03-02", "2023-03-02", "2023-03-02"),
        ("Am 2. März kam er.", "2. März", "2023-03-02"),
        ("Am 21. Dezember hatte man abgestimmt.", "21. Dezember", "2022-12-21"),
        ("Am ersten Mai wird gefeiert.", "ersten Mai", "2023-05-01"),
        ("Am 5. Juli vergangenen Jahres trat er ab.", "5. Juli vergangenen Jahres", "2022-07-05"),
        ("Im März 2022 scheiterten die Gespräche.", "März 2022", "2022-03"),
        ("Ende Januar reiste sie ab.", "Ende Januar", "2023-01"),
        ("Im Dezember war er in Wien.", "Dezember", "2022-12"),
        ("Seit Mitte Februar dieses Jahres wird gestreikt.", "Mitte Februar dieses Jahres", "2023-02"),
        ("Im vergangenen November tagte der Rat.", "vergangenen November", "2022-11"),
        ("Im Sommer 2021 fiel Kabul.", "Sommer 2021", "2021-SU"),
        ("Im Sommer vergangenen Jahres setzte Moskau den Vertrag aus.", "Sommer vergangenen Jahres", "2022-SU"),
        ("Das war im vergangenen Herbst.", "vergangenen Herbst", "2022-FA"),
        ("Im dritten Quartal 2022 schrumpfte die Wirtschaft.", "dritten Quartal 2022", "2022-Q3"),
        ("Die erste Jahreshälfte 2023 wird schwierig.", "Die erste Jahreshälfte 2023", "2023-H1"),
        ("Im Geschäftsjahr 2021/22 stieg der Umsatz.", "Geschäftsjahr 2021/22", "FY2021"),
        ("In den neunziger Jahren war Krieg.", "neunziger Jahren", "199"),
        ("In den 1980er-Jahren rüstete man auf.", "1980er-Jahren", "198"),
        ("Im 19. Jahrhundert entstand der Staat.", "19. Jahrhundert", "18"),
        ("Seit 2014 ist die Halbinsel besetzt.", "2014", "2014"),
        ("Im Jahr 1990 endete das.", "Jahr 1990", "1990"),
        ("Anfang 2022 wurde gewarnt.", "Anfang 2022", "2022"),
        ("Am Dienstag traf er ein.", "Dienstag", "2023-03-07"),
        ("Am Mittwoch traf er ein.", "Mittwoch", "2023-03-08"),
        ("Am vergangenen Mittwoch traf er ein.", "vergangenen Mittwoch", "2023-03-01"),
        ("Am kommenden Freitag tagt der Rat.", "kommenden Freitag", "2023-03-10"),
        ("Am Montag vergangener Woche sagte er ab.", "Montag vergangener Woche", "2023-02-27"),
        ("Am morgigen Donnerstag reist sie ab.", "Donnerstag", "2023-03-09"),
        ("Das teilte sie gestern mit.", "gestern", "2023-03-07"),
        ("Übermorgen wird gewählt.", "Übermorgen", "2023-03-10"),
        ("In der vergangenen Woche brach er auf.", "der vergangenen Woche", "2023-W09"),
        ("Im nächsten Monat endet die Frist.", "nächsten Monat", "2023-04"),
        ("Im vergangenen Jahr blieb er.", "vergangenen Jahr", "2022"),
        ("Noch innerhalb dieses Jahres soll es enden.", "dieses Jahres", "2023"),
        ("Bis Jahresende ziehen sie ab.", "Jahresende", "2023"),
        ("Anders als im Vorjahr kam er.", "Vorjahr", "2022"),
        ("Am Wochenende demonstrierten Tausende.", "Wochenende", "2023-W09-WE"),
        ("An Ostern ruhen die Waffen.", "Ostern", "2023-04-09"),
        ("Pfingsten 2022 war warm.", "Pfingsten 2022", "2022-06-05"),
        ("Der Tag der Deutschen Einheit 2020 fiel aus.", "Tag der Deutschen Einheit 2020", "2020-10-03"),
        ("Damals war er Minister.", "Damals", "PAST_REF"),
        ("In naher Zukunft ändert sich nichts.", "naher Zukunft", "FUTURE_REF"),
        ("Jetzt wird verhandelt.", "Jetzt", "PRESENT_REF"),
    ],
)
def test_time_de_date(text: str, words: str, value: str) -> None:
    assert (words, "DATE", value) in read(text)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Er sprach am Dienstagabend im Parlament.", "Dienstagabend", "2023-03-07TEV"),
        ("Am Montagmorgen begann der Streik.", "Montagmorgen", "2023-03-06TMO"),
        ("Gestern Abend landete er.", "Gestern Abend", "2023-03-07TEV"),
        ("In der Nacht zum Sonntag schlugen Raketen ein.", "Nacht zum Sonntag", "2023-03-04TNI"),
        ("Am 2. März um 20.30 Uhr sprach er.", "20.30 Uhr", "2023-03-02T20:30"),
        ("Um 8 Uhr am Montag begann es.", "8 Uhr", "2023-03-06T08:00"),
        ("Das Treffen beginnt um halb acht.", "halb acht", "2023-03-08T07:30"),
        ("Gegen Mittag wurde es ruhig.", "Mittag", "2023-03-08TMI"),
        ("In den frühen Morgenstunden fielen Schüsse.", "den frühen Morgenstunden", "2023-03-08TMO"),
    ],
)
def test_time_de_time_of_day(text: str, words: str, value: str) -> None:
    assert (words, "TIME", value) in read(text)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Das Gespräch dauerte zehn Minuten.", "zehn Minuten", "PT10M"),
        ("Es dauerte anderthalb Stunden.", "anderthalb Stunden", "PT90M"),
        ("Nach einem halben Jahr endete es.", "einem halben Jahr", "P6M"),
        ("Er regierte fünf Jahre lang.", "fünf Jahre", "P5Y"),
        ("Die dreitägigen Gespräche enden.", "dreitägigen", "P3D"),
        ("Sie einigten sich auf eine 72-stündige Waffenruhe.", "72-stündige", "PT72H"),
        ("Seit Jahren wird verhandelt.", "Jahren", "PXY"),
        ("In den vergangenen Monaten stieg die Zahl.", "den vergangenen Monaten", "PXM"),
        ("In den vergangenen zwei Jahrzehnten wuchs sie.", "den vergangenen zwei Jahrzehnten", "P2DE"),
        ("In den kommenden Wochen wird entschieden.", "den kommenden Wochen", "PXW"),
        ("Mehrere Wochen blieb er fort.", "Mehrere Wochen", "PXW"),
        ("Es war eine tagelange Belagerung.", "tagelange", "PXD"),
    ],
)
def test_time_de_duration(text: str, words: str, value: str) -> None:
    assert (words, "DURATION", value) in read(text)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Sie tagen täglich.", "täglich", "P1D"),
        ("Die jährliche Konferenz beginnt.", "jährliche", "P1Y"),
        ("Jeden Montag wird demonstriert.", "Jeden Montag", "XXXX-WXX-1"),
        ("Alle zwei Jahre wird gewählt.", "Alle zwei Jahre", "P2Y"),
        ("Alle paar Wochen tagen sie.", "Alle paar Wochen", "PXW"),
        ("Zweimal im Jahr tagt der Rat.", "Zweimal im Jahr", "P1Y"),
        ("Der Rat tagt jede Woche.", "jede Woche", "P1W"),
        ("Der Markt ist jeden letzten Samstag im Monat.", "jeden letzten Samstag im Monat", "P1M"),
    ],
)
def test_time_de_set(text: str, words: str, value: str) -> None:
    assert (words, "SET", value) in read(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Der Gipfel vom 9. bis 11. März 2022 war kurz.", [("9.", "2022-03-09"), ("11. März 2022", "2022-03-11")]),
        ("Zwischen 1939 und 1945 war Krieg.", [("1939", "1939"), ("1945", "1945")]),
        ("Geöffnet von 14.30 bis 18 Uhr.", [("14.30", "2023-03-08T14:30"), ("18 Uhr", "2023-03-08T18:00")]),
        ("Von März bis Mai 2020 war Ruhe.", [("März", "2020-03"), ("Mai 2020", "2020-05")]),
        ("Im 18. und 19. Jahrhundert war es so.", [("18.", "17"), ("19. Jahrhundert", "18")]),
        ("In den siebziger und achtziger Jahren war es so.", [("siebziger", "197"), ("achtziger Jahren", "198")]),
        ("Drei bis vier Tage vergingen.", [("Drei", "P3D"), ("vier Tage", "P4D")]),
    ],
)
def test_time_de_range_gives_both_ends(text: str, found: list[tuple[str, str]]) -> None:
    assert [(words, value) for words, _, value in read(text)] == found


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Am 2. März 2022 tagte der Rat. Am nächsten Tag reiste er ab.", "nächsten Tag", "2022-03-03"),
        ("1990 trat er ein und im selben Jahr aus.", "selben Jahr", "1990"),
        ("1990 trat er ein und im Jahr darauf aus.", "Jahr darauf", "1991"),
        ("1990 trat er ein. Zwei Jahre später trat er aus.", "Zwei Jahre später", "1992"),
        ("Am 2. März 2022 tagte der Rat, tags darauf reiste er ab.", "tags darauf", "2022-03-03"),
        ("Am 2. Mai 2020 kam er. Am Vortag war er in Wien.", "Vortag", "2020-05-01"),
        ("Am 3. Februar 2022, einem Donnerstag, kam er, am Freitag ging er.", "Freitag", "2022-02-04"),
        ("Im März 2020 fiel das Treffen aus, im Juni kam es zustande.", "Juni", "2020-06"),
    ],
)
def test_time_de_counts_from_the_day_told_of(text: str, words: str, value: str) -> None:
    assert (words, "DATE", value) in read(text)


@pytest.mark.parametrize(
    ("text", "printed", "value", "date"),
    [
        ("Vor zwei Wochen begannen die Gespräche.", "zwei Wochen", "P2W", "2023-W08"),
        ("Vor einem Jahr marschierten sie ein.", "einem Jahr", "P1Y", "2022"),
        ("Vor drei Tagen kam er.", "drei Tagen", "P3D", "2023-03-05"),
        ("In drei Tagen kommt er.", "drei Tagen", "P3D", "2023-03-11"),
        ("Vor einigen Tagen kam er.", "einigen Tagen", "PXD", None),
        ("Nach drei Tagen ging er.", "drei Tagen", "P3D", None),
    ],
)
def test_time_de_length_points_to_a_date(text: str, printed: str, value: str, date: str | None) -> None:
    found = find_timexes(text, language="de", anchor=PUBLISHED)
    assert [(text[t.start : t.end], t.type, t.value, t.date) for t in found] == [(printed, "DURATION", value, date)]


@pytest.mark.parametrize(
    "text",
    [
        "Der 38-jährige Diplomat schwieg.",
        "Sie ist 62 Jahre alt.",
        "Einer von 7000 Menschen erkrankt.",
        "Die Mai-Kundgebung fiel aus.",
        "Rund 1500 Soldaten kamen.",
        "Das kostet 2,5 Millionen Euro.",
        "Wählen darf man ab 16 Jahren.",
        "Am 31. Februar 2022 kam er.",
        "Am Abgrund stand die Macht.",
    ],
)
def test_time_de_is_no_time(text: str) -> None:
    assert read(text) == []


_PAST = """Am an ADP 2 case
Freitag Freitag PROPN 3 obl
traf treffen VERB 0 root Tense=Past|VerbForm=Fin
er er PRON 3 nsubj
ein ein ADP 3 compound:prt
. . PUNCT 3 punct"""
_FUTURE = """Am an ADP 2 case
Freitag Freitag PROPN 3 obl
trifft treffen VERB 0 root Tense=Pres|VerbForm=Fin
er er PRON 3 nsubj
ein ein ADP 3 compound:prt
. . PUNCT 3 punct"""
_WILL = """Am an ADP 2 case
Freitag Freitag PROPN 5 obl
wird werden AUX 5 aux Tense=Pres|VerbForm=Fin
er er PRON 5 nsubj
eintreffen eintreffen VERB 0 root VerbForm=Inf
. . PUNCT 5 punct"""
_PERFECT = """Am an ADP 2 case
Freitag Freitag PROPN 5 obl
ist sein AUX 5 aux Tense=Pres|VerbForm=Fin
er er PRON 5 nsubj
eingetroffen eintreffen VERB 0 root VerbForm=Part
. . PUNCT 5 punct"""


_ANNOUNCED = """Er er PRON 2 nsubj
kündigte ankündigen VERB 0 root Tense=Past|VerbForm=Fin
am an ADP 4 case
Freitag Freitag PROPN 2 obl
Hilfe Hilfe NOUN 2 obj
an an ADP 2 compound:prt
. . PUNCT 2 punct"""
_ANNOUNCED_FOR = _ANNOUNCED.replace("am an", "für für")


@pytest.mark.parametrize(
    ("text", "rows", "value"),
    [
        ("Er kündigte am Freitag Hilfe an.", _ANNOUNCED, "2023-03-03"),
        ("Er kündigte für Freitag Hilfe an.", _ANNOUNCED_FOR, "2023-03-10"),
        ("Am Freitag traf er ein.", _PAST, "2023-03-03"),
        ("Am Freitag trifft er ein.", _FUTURE, "2023-03-10"),
        ("Am Freitag wird er eintreffen.", _WILL, "2023-03-10"),
        ("Am Freitag ist er eingetroffen.", _PERFECT, "2023-03-03"),
    ],
)
def test_time_de_weekday_follows_tense(text: str, rows: str, value: str) -> None:
    assert read(text, rows=rows) == [("Freitag", "DATE", value)]


@pytest.mark.parametrize(("anchor", "value"), [("2023-03", "2023-03-02"), ("2023", "2023-03-02"), (None, "2023-03-02")])
def test_time_de_weekday_is_near_the_text_s_own_date(anchor: str | None, value: str) -> None:
    text = "Am 2. März 2023 trafen sie ein. Am Donnerstag sprachen sie, am Freitag auch."
    assert [v for w, _, v in read(text, anchor=anchor) if w == "Donnerstag"] == [value]
    assert [v for w, _, v in read(text, anchor=anchor) if w == "Freitag"] == ["2023-03-03"]


@pytest.mark.parametrize(
    ("text", "anchor", "value"),
    [
        ("Am Freitag kam er.", "2023-03", "XXXX-WXX-5"),
        ("Im vergangenen Jahr kam er.", "2023-03", "2022"),
        ("Gestern kam er.", "2023-03", "PAST_REF"),
        ("Im vergangenen Jahr kam er.", None, "PAST_REF"),
        ("Am 2. März kam er.", None, "XXXX-03-02"),
        ("Vor 900000000 Jahren.", PUBLISHED, "P900000000Y"),
    ],
)
def test_time_de_says_no_more_than_is_known(text: str, anchor: str | None, value: str) -> None:
    assert [v for _, _, v in read(text, anchor=anchor)] == [value]
