"""Where names begin and end: by brackets and strokes, particles and hyphens, legal forms, and nouns that stand before a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from depesche.errors import LexiconError
from depesche.lang import Pack

from .gazetteer import GIVEN, ORGANISED, SURNAME, WHERE, Gazetteer
from .model import KINDS, NameSpan
from .pieces import Piece, overlapping

_BESIDE = 0.7
"""Score of a name that stands before the noun that opens another: "Berliner" in "Berliner Agentur Nordlicht"."""
_DOUBT = 0.5
"""Score under which a name gives way to a person's that reaches over it."""
_NEAR = 10
"""Pieces before a stroke among which a word may say that it parts nothing."""


@dataclass(frozen=True)
class BorderWords:
    """The words of a language by which borders are told, from the pack's `names.toml`."""

    known_tags: frozenset[str]
    after_given: frozenset[str]
    after_name: frozenset[str]
    after_stroke: frozenset[str]
    before_stroke: frozenset[str]
    legal_forms: frozenset[str]
    before: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def border_words(pack: Pack) -> BorderWords:
    """Return the words of a pack; raises LexiconError where its `names.toml` has keys missing or unknown."""
    table = pack.table("names")
    before = table.get("before")
    keys = [field.name for field in fields(BorderWords)]
    if set(table) != set(keys) or not isinstance(before, dict) or set(before) != set(KINDS):
        raise LexiconError(
            f"names.toml: must hold {', '.join(keys)}, the last a table with {', '.join(KINDS)}. Mend the file."
        )
    return BorderWords(
        known_tags=pack.words("names", "known_tags"),
        after_given=pack.words("names", "after_given"),
        after_name=pack.words("names", "after_name"),
        after_stroke=pack.words("names", "after_stroke"),
        before_stroke=pack.words("names", "before_stroke"),
        legal_forms=pack.words("names", "legal_forms"),
        before={kind: tuple(str(ending) for ending in before[kind]) for kind in KINDS},
    )


class Borders:
    """Mends the borders of the names of one sentence."""

    def __init__(self, pieces: Sequence[Piece], words: BorderWords, gazetteer: Gazetteer) -> None:
        self._pieces = pieces
        self._words = words
        self._gazetteer = gazetteer

    def mended(self, spans: Sequence[NameSpan], *, whole: frozenset[tuple[int, int]]) -> list[NameSpan]:
        """Return the names with their borders mended; those in `whole`, known as they stand, keep their beginning."""
        cut = [part for span in spans for part in self._parted(span)]
        grown: list[NameSpan] = []
        for span in cut:
            if not grown or grown[-1].end <= span.first:
                grown.append(self._grown(span, cut))
        return [part for span in grown for part in ([span] if (span.first, span.end) in whole else self._bared(span))]

    def _parted(self, span: NameSpan) -> Iterator[NameSpan]:
        """A place cut at commas, strokes and brackets that stay open: "Köln/Bonn", "Weiden (Landkreis Neustadt"."""
        cuts = list(self._cuts(span)) if span.kind == "place" else []
        if not cuts:
            yield span
            return
        first = span.first
        for end in (*cuts, span.end):
            if any(piece.tag == "PROPN" and piece.form[:1].isupper() for piece in self._pieces[first:end]):
                yield replace(span, first=first, end=end)
            first = end + 1

    def _cuts(self, span: NameSpan) -> Iterator[int]:
        forms = [piece.form for piece in self._pieces[span.first : span.end]]
        open_bracket = forms.count("(") != forms.count(")")
        for index, form in enumerate(forms, start=span.first):
            if form == "," or (form in "()" and open_bracket) or (form == "/" and self._parts_two(index)):
                yield index

    def _parts_two(self, stroke: int) -> bool:
        """Whether a stroke without blanks parts two places: "Köln/Bonn"; not "Frankfurt/Main", "zwischen Hamm/Unna und Werl"."""
        if (
            not (self._joined(stroke) and self._joined(stroke + 1))
            or self._form(stroke + 1) in self._words.after_stroke
        ):
            return False
        before = self._pieces[max(0, stroke - _NEAR) : stroke]
        return not any(piece.form in self._words.before_stroke for piece in before)

    def _joined(self, index: int) -> bool:
        """Whether no blank stands before a piece."""
        return 0 < index < len(self._pieces) and self._pieces[index - 1].end == self._pieces[index].start

    def _spaced(self, index: int) -> bool:
        """Whether one blank stands before a piece."""
        return 0 < index < len(self._pieces) and self._pieces[index - 1].end + 1 == self._pieces[index].start

    def _form(self, index: int) -> str:
        return self._pieces[index].form if 0 <= index < len(self._pieces) else ""

    def _grown(self, span: NameSpan, spans: Sequence[NameSpan]) -> NameSpan:
        others = [other for other in spans if other is not span]
        if span.kind == "person":
            end = span.end
            while (longer := self._person_end(span.first, end, others)) > end:
                end = longer
            return replace(span, end=end)
        if span.kind == "organisation":
            return replace(span, first=self._company_start(span, others), end=self._company_end(span))
        return span

    def _person_end(self, first: int, end: int, others: Sequence[NameSpan]) -> int:
        """Where a person's name ends that reaches to `end` at least: "Peter von den Driesch", "Erik S. Lesser"."""
        last, word = self._form(end - 1), self._form(end)
        given = end - first == 1 and bool(self._gazetteer.word(last) & GIVEN)
        if word in (self._words.after_given if given else self._words.after_name):
            start = end
            while self._form(start) in self._words.after_given and start < end + 3:
                start += 1
            return self._taken_in(start, others, end) if self._tag(start) == "PROPN" else end
        if last == "-" and self._joined(end):  # "Jan-Philipp"
            return self._taken_in(end, others, end)
        if word == "-" and self._joined(end) and self._joined(end + 1) and end - first > 1:  # "Anna Schulze-Sturm"
            surname = self._gazetteer.word(self._form(end + 1)) & SURNAME
            return end + 2 if surname and not overlapping(others, end, end + 2) else end
        initial = len(last) == 2 and last[1] == "."
        if (given or initial) and self._spaced(end) and self._is_surname(end) and not overlapping(others, end, end + 1):
            return end + 1
        return end

    def _taken_in(self, index: int, others: Sequence[NameSpan], end: int) -> int:
        """The end of the name that goes on at `index`; `end` where something else is named there."""
        if not self._form(index)[:1].isupper():
            return end
        over = overlapping(others, index, index + 1)
        if not over:
            return index + 1
        return over[0].end if over[0].kind == "person" or over[0].score < _DOUBT else end

    def _is_surname(self, index: int) -> bool:
        form = self._form(index)
        if len(form) < 3 or not form.isalpha() or not form[0].isupper() or form.isupper():
            return False
        return self._tag(index) == "PROPN" or bool(self._gazetteer.word(form) & SURNAME)

    def _tag(self, index: int) -> str:
        return self._pieces[index].tag if index < len(self._pieces) else ""

    def _company_start(self, span: NameSpan, others: Sequence[NameSpan]) -> int:
        """A company takes in the whole of a hyphenated word: "Natur-Solebad Werne GmbH"."""
        first = span.first
        if any(self._form(index) in self._words.legal_forms for index in range(first, span.end)):
            while self._form(first - 1) == "-" and self._joined(first) and self._joined(first - 1):
                if overlapping(others, first - 2, first):
                    break
                first -= 2
        return first

    def _company_end(self, span: NameSpan) -> int:
        """A legal form of several words is whole: "GmbH & Co. KGaA"."""
        cut = self._form(span.end - 1) in ("&", "Co.") and self._form(span.end) in self._words.legal_forms
        return span.end + 1 if cut else span.end

    def _bared(self, span: NameSpan) -> Iterator[NameSpan]:
        """A name without the noun before it; a place or an organisation before that noun is a name of its own."""
        noun = self._noun_before(span)
        if noun is None:
            yield span
            return
        for index in range(span.first, noun):
            if self._is_where(index):
                yield NameSpan(index, index + 1, "place", _BESIDE)
            elif self._gazetteer.word(self._form(index)) & ORGANISED:
                yield NameSpan(index, index + 1, "organisation", _BESIDE)
        yield replace(span, first=noun + 1)

    def _noun_before(self, span: NameSpan) -> int | None:
        endings = self._words.before[span.kind]
        for index in range(span.first, span.end - 1):
            form = self._form(index)
            if form[:1].isupper() and form.lower().removesuffix("s").endswith(endings):
                return index if self._opens(index, span) else None
            if not self._leads(index, span):
                return None
        return None

    def _leads(self, index: int, span: NameSpan) -> bool:
        """Whether a piece may stand before the noun: an adjective, a part of its word, whose person it is."""
        if self._tag(index) == "ADJ" or self._form(index) == "-" or self._form(index + 1) == "-":
            return True
        return span.kind == "person" and self._is_where(index)

    def _is_where(self, index: int) -> bool:
        """Whether a piece is a place, bare or with an ending: "Leipzigs", "Leipziger"."""
        form = self._form(index)
        return any(
            self._gazetteer.word(name) & WHERE for name in (form, form.removesuffix("s"), form.removesuffix("er"))
        )

    def _opens(self, index: int, span: NameSpan) -> bool:
        """Whether a name follows the noun: "Gewerkschaft Verdi"; not "Gewerkschaft der Polizei", "Agentur GmbH"."""
        if not self._spaced(index + 1) or self._tag(index) not in ("NOUN", "PROPN"):
            return False
        rest = [self._form(n) for n in range(index + 1, span.end)]
        small = any(form.islower() for form in rest) and span.kind == "organisation"
        return rest[0][:1].isupper() and rest[0] not in self._words.legal_forms and not small
