"""Writes silver trees: raw German text parsed by the shipped model, tags and lemmas corrected by HanTa.

`python training/syntax/silver.py TEXT… --out silver.conllu`; TEXT is a plain text file or a JSON file with "originalText".
HanTa (LGPL) serves training only and is no dependency of what ships.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from HanTa import HanoverTagger

from depesche.model import Sentence, Token
from depesche.syntax import load_parser

UPOS = {"NN": "NOUN", "NE": "PROPN", "ADJ(A)": "ADJ", "ADJ(D)": "ADJ", "ADJA": "ADJ", "ADJD": "ADJ"}
OPEN = {"NOUN", "PROPN", "ADJ", "VERB", "ADV", "X", "NUM"}
PLAIN = {"ADJ(A)": "ADJA", "ADJ(D)": "ADJD", "VV(FIN)": "VVFIN", "VV(INF)": "VVINF", "VV(PP)": "VVPP", "VV(IZU)": "VVIZU",
         "VV(IMP)": "VVIMP"}


def texts(path: Path) -> Iterator[str]:
    """Yield the paragraphs of a file."""
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        content = json.loads(content)["originalText"]
    yield from (line for line in content.splitlines() if line.strip())


def recased(lemma: str, form: str) -> str:
    """Return the lemma with the capitals of the form: "Us-außenminister" of "US-Außenminister"."""
    same = 0
    while same < min(len(lemma), len(form)) and lemma[same].lower() == form[same].lower():
        same += 1
    return form[:same] + lemma[same:]


def corrected(token: Token, lemma: str, tag: str) -> tuple[str, str, str]:
    """Return (lemma, UPOS, STTS tag) of a token after HanTa's word."""
    upos, xpos = token.upos, token.xpos
    if upos in OPEN:
        if tag in UPOS:
            upos, xpos = UPOS[tag], PLAIN.get(tag, tag)
        elif tag.startswith("VV"):
            upos, xpos = "VERB", PLAIN.get(tag, tag)
    own = token.lemma
    if upos in ("NOUN", "ADJ", "VERB") and token.text[:1].isalpha():
        own = recased(lemma, token.text) if upos == "NOUN" else lemma.lower()
        if token.lemma.endswith(own) and token.lemma != own and upos == "VERB":
            own = token.lemma.removesuffix(own) + own if len(token.lemma) - len(own) < 6 else own
    elif upos == "PROPN":
        own = token.text
    return own or token.text, upos, xpos


def as_conllu(sentence: Sentence, tagger: HanoverTagger.HanoverTagger) -> str:
    """Return the sentence as CoNLL-U."""
    rows = []
    tagged = tagger.tag_sent([t.text for t in sentence.tokens], taglevel=1)
    for token, (_, lemma, tag) in zip(sentence.tokens, tagged, strict=True):
        own, upos, xpos = corrected(token, lemma, tag)
        feats = "|".join(f"{k}={v}" for k, v in sorted(token.feats.items())) or "_"
        rows.append("\t".join([str(token.index + 1), token.text, own, upos, xpos, feats, str(token.head + 1), token.deprel, "_", "_"]))
    return "\n".join(rows) + "\n\n"


def main() -> None:
    """Parse, correct, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    tagger = HanoverTagger.HanoverTagger("morphmodel_ger.pgz")
    reader = load_parser("de")
    with args.out.open("w", encoding="utf-8") as out:
        for path in args.paths:
            for sentences in reader.parse([(text, ()) for text in texts(path)]):
                for sentence in sentences:
                    if 4 <= len(sentence.tokens) <= 60:
                        out.write(as_conllu(sentence, tagger))


if __name__ == "__main__":
    main()
