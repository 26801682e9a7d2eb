"""Writes silver trees: raw German text parsed by a model, tags and lemmas corrected by HanTa.

`python training/syntax/silver.py TEXT… --out silver.conllu`; TEXT is a plain text file, a JSON file with "originalText",
a packed file of SmartData's documents (`*.json.gz`), or a folder, of which the JSON files and the files `*.de.txt` are read.
HanTa (LGPL) serves training only and is no dependency of what ships.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from HanTa import HanoverTagger

sys.path.insert(0, str(Path(__file__).parent))

from ensemble import Ensemble  # noqa: E402

from depesche.model import Sentence, Token  # noqa: E402
from depesche.syntax import ShippedParser  # noqa: E402

_SPACE = re.compile(r"\s*")
UPOS = {"NN": "NOUN", "NE": "PROPN", "ADJ(A)": "ADJ", "ADJ(D)": "ADJ", "ADJA": "ADJ", "ADJD": "ADJ"}
OPEN = {"NOUN", "PROPN", "ADJ", "VERB", "ADV", "X", "NUM"}
PLAIN = {"ADJ(A)": "ADJA", "ADJ(D)": "ADJD", "VV(FIN)": "VVFIN", "VV(INF)": "VVINF", "VV(PP)": "VVPP", "VV(IZU)": "VVIZU",
         "VV(IMP)": "VVIMP"}


def documents(content: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of a text in which they stand one after another."""
    decoder, place = json.JSONDecoder(), 0
    while place < len(content):
        found, end = decoder.raw_decode(content, place)
        yield found
        place = _SPACE.match(content, end).end()  # type: ignore[union-attr]


def texts(path: Path) -> Iterator[str]:
    """Yield the paragraphs of a file."""
    if path.suffix == ".gz":
        for document in documents(gzip.decompress(path.read_bytes()).decode("utf-8")):
            yield from (line for line in document["text"]["string"].splitlines() if line.strip())
        return
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        content = json.loads(content)["originalText"]
    yield from (line for line in content.splitlines() if line.strip())


def files(path: Path) -> list[Path]:
    """Return the files of a folder that hold German text, or the file itself."""
    return sorted([*path.glob("*.json"), *path.glob("*.de.txt")]) if path.is_dir() else [path]


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
    parser.add_argument("--model", type=Path, nargs="+", help="folders of the models that parse [default: the shipped one]")
    args = parser.parse_args()
    tagger = HanoverTagger.HanoverTagger("morphmodel_ger.pgz")
    reader = ShippedParser("de", Ensemble(args.model) if args.model else None)
    temporary = args.out.with_suffix(".part")
    with temporary.open("w", encoding="utf-8") as out:
        for path in (file for given in args.paths for file in files(given)):
            for sentences in reader.parse([(text, ()) for text in texts(path)]):
                for sentence in sentences:
                    if 4 <= len(sentence.tokens) <= 60:
                        out.write(as_conllu(sentence, tagger))
    temporary.replace(args.out)


if __name__ == "__main__":
    main()
