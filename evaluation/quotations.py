"""Scores quotations as Petersen-Frey & Biemann (2024) do: aligned one to one on the token F1 of their contents."""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from depesche.annotators.quotations.marks import find_marked
from depesche.intake import make_article
from depesche.model import Document, Quotation, Span
from depesche.pipeline import Failure, read_articles

_ROLES = ("speaker", "cue", "addressee", "frame")
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


@dataclass
class Tally:
    """Sums over articles from which the figures follow."""

    precision: Counter[str] = field(default_factory=Counter)
    recall: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    forms: int = 0
    pairs: int = 0
    speakers_right: int = 0
    speakers: int = 0

    def figures(self) -> dict[str, float]:
        """Return F1 of contents, of roles and of both, form accuracy and speakers of direct quotations."""
        result = {}
        for name in ("content", "roles", "joint"):
            p = self.precision[name] / self.found[name] if self.found[name] else 0.0
            r = self.recall[name] / self.gold[name] if self.gold[name] else 0.0
            result[f"{name}_p"], result[f"{name}_r"] = p, r
            result[f"{name}_f1"] = 2 * p * r / (p + r) if p + r else 0.0
        result["form_accuracy"] = self.forms / self.pairs if self.pairs else 0.0
        result["direct_speaker"] = self.speakers_right / self.speakers if self.speakers else 0.0
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
    marked = find_marked(document.article.text, document.article.blocks)
    found = []
    for quotation in document.quotations:
        whole = _tokenised(quotation, tokens)
        found.append(whole)
        if quotation.form == "mixed":
            found.extend(
                replace(whole, content=tokens.inside([span]), form="direct")
                for span in marked
                if any(content.covers(span) for content in quotation.content)
            )
    return found


def _tokenised(quotation: Quotation, tokens: _Tokens) -> TokenQuotation:
    announced = quotation.form not in ("reported", "free-indirect")  # the data set gives those no cue and no frame
    spans: dict[str, tuple[Span, ...]] = {
        "speaker": (quotation.speaker_span,) if quotation.speaker_span else (),
        "cue": quotation.cue if announced else (),
        "addressee": (quotation.addressee_span,) if quotation.addressee_span else (),
        "frame": quotation.frame if announced else (),
    }
    form = "indirect" if quotation.form == "mixed" else quotation.form
    return TokenQuotation(tokens.inside(quotation.content), {r: tokens.inside(s) for r, s in spans.items()}, form)


def _overlap(one: frozenset[int], other: frozenset[int]) -> tuple[float, float, float]:
    shared = len(one & other)
    p = shared / len(one) if one else 0.0
    r = shared / len(other) if other else 0.0
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def score_article(
    found: Sequence[TokenQuotation], gold: Sequence[TokenQuotation], tally: Tally
) -> list[tuple[int, int]]:
    """Add one article to `tally`; return the aligned (found, gold) pairs."""
    tally.found["content"] += len(found)
    tally.gold["content"] += len(gold)
    tally.found["joint"] += len(found)
    tally.gold["joint"] += len(gold)
    if not found or not gold:
        return []
    scores = np.array([[_overlap(f.content, g.content)[2] for g in gold] for f in found])
    rows, columns = linear_sum_assignment(-scores)
    pairs = [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if scores[i, j] > 0]
    for i, j in pairs:
        _score_pair(found[i], gold[j], tally)
    return pairs


def _score_pair(found: TokenQuotation, gold: TokenQuotation, tally: Tally) -> None:
    p, r, _ = _overlap(found.content, gold.content)
    for name in ("content", "joint"):
        tally.precision[name] += p
        tally.recall[name] += r
    tally.pairs += 1
    tally.forms += found.form == gold.form
    for role in _ROLES:
        mine, theirs = found.roles[role], gold.roles[role]
        if not mine and not theirs:
            continue
        p, r, f = _overlap(mine, theirs)
        for name in ("roles", "joint"):
            tally.precision[name] += p
            tally.recall[name] += r
            tally.found[name] += 1
            tally.gold[name] += 1
        if role == "speaker" and gold.form == "direct" and theirs:
            tally.speakers += 1
            tally.speakers_right += f >= 0.5


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
