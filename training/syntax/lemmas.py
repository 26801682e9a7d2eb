"""Puts the forms of the lexicons' words into the shipped models: `python training/syntax/lemmas.py de en`.

A parser trained on few trees guesses the lemmas of rare forms ("expelled", "überfiel"); for the words that frames and
cues know, the forms come from simplemma's dictionaries (MIT) instead. Run it after each training and each round of lexicon work.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from depesche.lang import load_pack
from depesche.syntax.verbs import load_verbs

PACKAGE = Path(__file__).parents[2] / "src" / "depesche" / "lang"


def lexicon_lemmas(language: str) -> dict[str, set[str]]:
    """Return the lemmas of frames and cues, in German also the nouns that these ask for, by UPOS tag."""
    found: dict[str, set[str]] = {"VERB": set(), "NOUN": set()}
    pack = load_pack(language)
    for entry in (*pack.frames, *pack.cues):
        if entry.pos in found:
            found[entry.pos].update(entry.lemmas)
        for _, needed in (*entry.needs, *entry.without) if language == "de" else ():
            found["NOUN"].update(word for word in needed if word[:1].isupper())
    verbs = load_verbs(language)
    for particle in verbs.particles if verbs is not None else ():  # "plauderte … aus"
        found["VERB"].update([verb.removeprefix(particle) for verb in found["VERB"] if verb.startswith(particle)])
    return found


def forms_of(language: str, lemmas: dict[str, set[str]]) -> dict[str, str]:
    """Return `form|UPOS` → lemma for each form that the dictionary leads to one of the lemmas."""
    dictionary = DefaultDictionaryFactory().get_dictionary(language)
    found: dict[str, str] = {}
    for form, lemma in dictionary.items():
        form, lemma = (x.decode() if isinstance(x, bytes) else x for x in (form, lemma))
        if lemma in lemmas["VERB"] and (language != "de" or form[:1].islower()) and form.islower():
            found[f"{form}|VERB"] = lemma
            found[f"{form.capitalize()}|VERB"] = lemma
        if lemma in lemmas["NOUN"]:
            found[f"{form}|NOUN"] = lemma
    if language == "en":
        for lemma in (lemma for lemma in lemmas["VERB"] if lemma.endswith(("al", "el", "il"))):
            for ending in ("led", "ling"):  # "signalled", where American spelling has one l
                found[f"{lemma}{ending}|VERB"] = lemma
    return found


def main() -> None:
    """Patch the inventories of the named languages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="+")
    for language in parser.parse_args().languages:
        path = PACKAGE / language / "model" / "syntax.json.gz"
        content = json.loads(gzip.decompress(path.read_bytes()))
        forms = forms_of(language, lexicon_lemmas(language))
        new = {key: lemma for key, lemma in forms.items() if content["lemmas"].get(key) is None}
        content["lemmas"].update(new)
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
        print(language, len(forms), "forms known,", len(new), "new,", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
