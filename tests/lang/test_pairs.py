"""What is said in English and in German is one event: same type, same sides."""

from __future__ import annotations

from collections.abc import Callable

from depesche.intake import make_article
from depesche.model import Document
from depesche.pipeline import Failure, read_articles
from evaluation.parallel import Signature, signatures

LEAST = 0.9
"""Share of the pairs that have to be read alike; the rest is named."""
PAIRS = [
    ("The European Union is maintaining sanctions on Belarus.", "Die EU erhält ihre Sanktionen gegen Belarus aufrecht."),
    ("Mexico recalled its ambassador from Lima.", "Mexiko rief seinen Botschafter aus Lima zurück."),
    ("Poland expelled the Belarusian military attache.", "Polen wies den belarussischen Militärattaché aus."),
    ("Japan imposed tariffs on Indian steel.", "Japan verhängte Zölle auf indischen Stahl."),
    ("Saudi Arabia boycotted Canada.", "Saudi-Arabien boykottierte Kanada."),
    ("Russia cut off gas supplies to Finland.", "Russland stellte die Gaslieferungen an Finnland ein."),
    ("Peru declared a state of emergency.", "Peru rief den Ausnahmezustand aus."),
    ("Malaysia deported twelve Indonesian migrants.", "Malaysia schob zwölf indonesische Migranten ab."),
    ("Chinese fighter jets entered Taiwan's airspace.", "Chinesische Kampfflugzeuge drangen in den Luftraum Taiwans ein."),
    ("NATO sent 500 soldiers to Kosovo.", "Die Nato schickte 500 Soldaten in das Kosovo."),
    ("Israeli jets bombed targets in Lebanon.", "Israelische Kampfjets bombardierten Ziele im Libanon."),
    ("Saudi Arabia intercepted a Houthi drone.", "Saudi-Arabien fing eine Drohne der Huthi ab."),
    ("Belarus threatened Poland with war.", "Belarus drohte Polen mit Krieg."),
    ("Tehran gave the Europeans an ultimatum.", "Teheran stellte den Europäern ein Ultimatum."),
    ("Cuba denounced the American blockade.", "Kuba prangerte die amerikanische Blockade an."),
    ("Lebanon demanded an explanation from Israel.", "Der Libanon verlangte von Israel eine Erklärung."),
    ("The US president invited the Indian prime minister.", "Der US-Präsident lud den indischen Ministerpräsidenten ein."),
    ("Georgian protesters set fire to police cars.", "Georgische Demonstranten zündeten Polizeiautos an."),
    ("The opposition in Togo boycotted the election.", "Die Opposition in Togo boykottierte die Wahl."),
    ("Hungary took in refugees from Ukraine.", "Ungarn nahm Flüchtlinge aus der Ukraine auf."),
    ("Niger received 40 million euros in European aid.", "Niger erhielt 40 Millionen Euro an europäischer Hilfe."),
    ("Qatar invested three billion dollars in Pakistan.", "Katar investierte drei Milliarden Dollar in Pakistan."),
    ("Norway pledged 50 million euros for Syria.", "Norwegen sagte 50 Millionen Euro für Syrien zu."),
    ("Vietnam and Japan signed a defence agreement.", "Vietnam und Japan unterzeichneten ein Verteidigungsabkommen."),
    ("Azerbaijan released twelve Armenian prisoners.", "Aserbaidschan ließ zwölf armenische Gefangene frei."),
    ("Belarus pardoned a German.", "Belarus begnadigte einen Deutschen."),
    ("The Serbian president received the Chinese foreign minister.", "Der serbische Präsident empfing den chinesischen Außenminister."),
    ("Taiwan thanked Lithuania for its support.", "Taiwan dankte Litauen für die Unterstützung."),
    ("The British government rejected the Spanish proposal.", "Die britische Regierung lehnte den spanischen Vorschlag ab."),
    ("The French president admitted mistakes in Rwanda.", "Der französische Präsident räumte Fehler in Ruanda ein."),
]  # fmt: skip
NOTHING = [
    ("The police arrested a burglar.", "Die Polizei nahm einen Einbrecher fest."),
    ("The striker attacked down the left wing.", "Der Stürmer griff über den linken Flügel an."),
    ("The company invested in a new factory.", "Die Firma investierte in eine neue Fabrik."),
    ("The captain sealed the victory.", "Der Kapitän besiegelte den Sieg."),
    ("He killed himself.", "Er nahm sich das Leben."),
]


def read(texts: list[str], language: str) -> list[Document]:
    documents = []
    for document in read_articles([make_article(text, language=language, published="2024-05-06") for text in texts]):
        if isinstance(document, Failure):
            raise document.error
        documents.append(document)
    return documents


def readings(pairs: list[tuple[str, str]]) -> list[tuple[set[Signature], set[Signature]]]:
    english, german = read([one for one, _ in pairs], "en"), read([other for _, other in pairs], "de")
    return [(signatures(one), signatures(other)) for one, other in zip(english, german, strict=True)]


def test_pairs_are_the_same_events(note: Callable[[str], None]):
    unlike = [
        f"{pair[0]} / {pair[1]}\n        {one}\n        {other}"
        for pair, (one, other) in zip(PAIRS, readings(PAIRS), strict=True)
        if one != other or not one
    ]
    if unlike:
        note(f"{len(unlike)} of {len(PAIRS)} pairs not read alike:\n    " + "\n    ".join(unlike))
    assert 1 - len(unlike) / len(PAIRS) >= LEAST, "\n".join(unlike)


def test_pairs_without_politics_are_no_events():
    for pair, (one, other) in zip(NOTHING, readings(NOTHING), strict=True):
        assert not one and not other, pair
