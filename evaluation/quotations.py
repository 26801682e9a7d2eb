"""Scores quotations as Petersen-Frey & Biemann (2024) do: aligned one to one on the token F1 of their contents."""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from depesche.annotators.quotations.marks import find_marked, is_name
from depesche.intake import make_article
from depesche.model import Document, Quotation, Span, TokenIndex
from depesche.pipeline import Failure, read_articles

_ROLES = ("speaker", "cue", "addressee", "frame")
_ORDER = (
    *("content", "roles", "joint", "paired_roles", *_ROLES),
    *("form_accuracy", "direct_speaker", "direct_speaker_of_all"),
)
_SHARES = _ORDER[-3:]
_FORMS = {
    "Direct": "direct",
    "Indirect": "indirect",
    "FreeIndirect": "free-indirect",
    "Reported": "reported",
    "IndirectFreeIndirect": "free-indirect",
}


@dataclass(frozen=True)
class TokenQuotation:
    """A quotation as sets of token numbers."""

    content: frozenset[int]
    roles: dict[str, frozenset[int]]
    form: str
    speaker_head: int | None = None
    """Number of the head token of the speaker's words."""


@dataclass
class Tally:
    """Sums over articles from which the figures follow, by name of figure."""

    precision: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    recall: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, mine: frozenset[int], theirs: frozenset[int]) -> None:
        """Count one item: its precision if we have it, its recall if the gold has it."""
        p, r, _ = _overlap(mine, theirs)
        if mine:
            self.precision[name] += p
            self.found[name] += 1
        if theirs:
            self.recall[name] += r
            self.gold[name] += 1

    def share(self, name: str, right: bool) -> None:
        """Count one yes or no."""
        self.precision[name] += right
        self.found[name] += 1

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1 of contents, roles, both, types and each role, and the plain shares."""
        result = {}
        for name in sorted(self.found, key=_ORDER.index):
            p = self.precision[name] / self.found[name]
            if name in _SHARES:
                result[name] = p
                continue
            r = self.recall[name] / self.gold[name] if self.gold[name] else 0.0
            result[f"{name}_p"], result[f"{name}_r"] = p, r
            result[f"{name}_f1"] = 2 * p * r / (p + r) if p + r else 0.0
        return result


class _Tokens:
    """Maps character spans of the reading back to token numbers of the data set, whose text intake has cleaned."""

    def __init__(self, tokens: Sequence[dict[str, object]], text: str) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.numbers: list[int] = []
        position = 0
        for number, token in enumerate(tokens):
            word = str(token["text"])
            at = text.find(word, position)
            if at < 0 or at - position > 400:
                continue
            self.starts.append(at)
            self.ends.append(at + len(word))
            self.numbers.append(number)
            position = at + len(word)

    def inside(self, spans: Iterable[Span]) -> frozenset[int]:
        found: set[int] = set()
        for span in spans:
            first = bisect_left(self.ends, span.start + 1)
            while first < len(self.starts) and self.starts[first] < span.end:
                found.add(self.numbers[first])
                first += 1
        return frozenset(found)


def _gold_quotations(data: dict[str, list[dict[str, dict[str, list[int]]]]]) -> list[TokenQuotation]:
    return [
        TokenQuotation(
            frozenset(a["quote"]["tokenIds"]),
            {role: frozenset(a[role]["tokenIds"]) for role in _ROLES},
            _FORMS[str(a["type"])],
        )
        for a in data["annotations"]
    ]


def _found_quotations(document: Document, tokens: _Tokens) -> list[TokenQuotation]:
    """The quotations as the data set counts them: of a mixed one the quoted words are a direct quotation of their own."""
    index = TokenIndex(document.sentences)
    marked = [m for m in find_marked(document.article.text, document.article.blocks) if not is_name(index, m)]
    found = []
    for quotation in document.quotations:
        whole = _tokenised(quotation, tokens, document)
        if quotation.form != "mixed" or not all(content in marked for content in quotation.content):
            found.append(whole)
        if quotation.form == "mixed":
            found.extend(
                replace(whole, content=tokens.inside([span]), form="direct")
                for span in marked
                if any(content.covers(span) for content in quotation.content)
            )
    return found


def _tokenised(quotation: Quotation, tokens: _Tokens, document: Document) -> TokenQuotation:
    free = quotation.form == "free-indirect" or (quotation.form == "mixed" and not quotation.cue)
    announced = quotation.form != "reported" and not free  # the data set gives those but a speaker
    spans: dict[str, tuple[Span, ...]] = {
        "speaker": (quotation.speaker_span,) if quotation.speaker_span else (),
        "cue": quotation.cue if announced else (),
        "addressee": (quotation.addressee_span,) if quotation.addressee_span and announced else (),
        "frame": quotation.frame if announced else (),
    }
    if announced and not spans["speaker"] and quotation.frame == quotation.cue:
        spans["speaker"] = quotation.cue  # "demnach": the data set takes the adverb for the speaker
    form = "free-indirect" if free else "indirect" if quotation.form == "mixed" else quotation.form
    roles = {role: tokens.inside(part) for role, part in spans.items()}
    return TokenQuotation(tokens.inside(quotation.content), roles, form, _speaker_head(quotation, tokens, document))


def _speaker_head(quotation: Quotation, tokens: _Tokens, document: Document) -> int | None:
    span = quotation.speaker_span
    sentence = next((s for s in document.sentences if span is not None and s.span.covers(span)), None)
    head = sentence.head_of(span) if sentence is not None and span is not None else None
    return min(tokens.inside([head.span]), default=None) if head is not None else None


def _overlap(one: frozenset[int], other: frozenset[int]) -> tuple[float, float, float]:
    shared = len(one & other)
    p = shared / len(one) if one else 0.0
    r = shared / len(other) if other else 0.0
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def score_article(
    found: Sequence[TokenQuotation], gold: Sequence[TokenQuotation], tally: Tally
) -> list[tuple[int, int]]:
    """Add one article to `tally`; return the (found, gold) pairs that share at least one token."""
    pairs = _align(found, gold)
    for i, j in pairs:
        _score_pair(found[i], gold[j], tally)
    nothing = TokenQuotation(frozenset(), dict.fromkeys(_ROLES, frozenset()), "")
    for number in sorted(set(range(len(found))) - {i for i, _ in pairs}):
        _score_parts(found[number], nothing, tally)
    for number in sorted(set(range(len(gold))) - {j for _, j in pairs}):
        _score_parts(nothing, gold[number], tally)
        if gold[number].form == "direct" and gold[number].roles["speaker"]:
            tally.share("direct_speaker_of_all", False)
    return pairs


def _align(found: Sequence[TokenQuotation], gold: Sequence[TokenQuotation]) -> list[tuple[int, int]]:
    """Pairs with the largest sum of token F1; of equal ones those of the same form, as in the data set's script."""
    if not found or not gold:
        return []
    scores = np.array([[_overlap(f.content, g.content)[2] for g in gold] for f in found])
    bonus = np.array([[0.01 * (f.form == g.form) for g in gold] for f in found]) * (scores > 0)
    rows, columns = linear_sum_assignment(scores + bonus, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if scores[i, j] > 0]


def _score_parts(found: TokenQuotation, gold: TokenQuotation, tally: Tally) -> None:
    """Contents and roles as the data set's script counts them: an unmatched quotation's roles count as wrong."""
    for name in ("content", "joint"):
        tally.add(name, found.content, gold.content)
    for role in _ROLES:
        for name in ("roles", "joint", role):
            tally.add(name, found.roles[role], gold.roles[role])


def _score_pair(found: TokenQuotation, gold: TokenQuotation, tally: Tally) -> None:
    _score_parts(found, gold, tally)
    tally.share("form_accuracy", found.form == gold.form)
    for role in _ROLES:
        mine, theirs = found.roles[role], gold.roles[role]
        if mine or theirs:
            _score_pair_role(mine, theirs, tally)
    if gold.form == "direct" and gold.roles["speaker"]:
        right = found.speaker_head in gold.roles["speaker"]
        tally.share("direct_speaker", right)
        tally.share("direct_speaker_of_all", right)


def _score_pair_role(mine: frozenset[int], theirs: frozenset[int], tally: Tally) -> None:
    """A role of an aligned pair that either side has, one item for precision and recall."""
    p, r, _ = _overlap(mine, theirs)
    tally.precision["paired_roles"] += p
    tally.recall["paired_roles"] += r
    tally.found["paired_roles"] += 1
    tally.gold["paired_roles"] += 1


def score_quotations(folder: Path, *, explain: bool = False) -> dict[str, float]:
    """Return the figures over all articles of `folder`."""
    paths = sorted(folder.glob("*.json"))
    datas = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    articles = [make_article(data["originalText"], language="de") for data in datas]
    tally = Tally()
    for path, data, document in zip(paths, datas, read_articles(articles), strict=True):
        if isinstance(document, Failure):
            raise document.error
        tokens = _Tokens(data["tokens"], document.article.text)
        found, gold = _found_quotations(document, tokens), _gold_quotations(data)
        pairs = score_article(found, gold, tally)
        if explain:
            _explain(path, data, found, gold, pairs)
    return tally.figures()


def _explain(
    path: Path,
    data: dict[str, list[dict[str, object]]],
    found: Sequence[TokenQuotation],
    gold: Sequence[TokenQuotation],
    pairs: Sequence[tuple[int, int]],
) -> None:
    def words(ids: Iterable[int]) -> str:
        return " ".join(str(data["tokens"][i]["text"]) for i in sorted(ids))

    def show(q: TokenQuotation) -> str:
        return f"{q.form}: {words(q.content)} || S={words(q.roles['speaker'])} C={words(q.roles['cue'])} A={words(q.roles['addressee'])} F={words(q.roles['frame'])}"

    print(f"== {path.name}")
    matched = {j: i for i, j in pairs}
    for j, g in enumerate(gold):
        print("  GOLD", show(g))
        print("     =", show(found[matched[j]]) if j in matched else "(missed)")
    for i, f in enumerate(found):
        if i not in matched.values():
            print("  EXTRA", show(f))


def main() -> None:
    """Print the figures; `--explain` prints each quotation with its pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/quotations/dev"))
    parser.add_argument("--explain", action="store_true")
    arguments = parser.parse_args()
    for name, value in score_quotations(arguments.folder, explain=arguments.explain).items():
        print(f"{name:16} {value:.3f}")


if __name__ == "__main__":
    main()
