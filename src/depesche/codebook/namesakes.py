"""Names that contain the name of a state or a capital and mean something else: Golf von Mexiko, Paris Agreement."""

from __future__ import annotations

from functools import lru_cache

from .inflection import german_name_forms
from .reading import DATA, read_entries
from .treaties import load_treaties, treaty_forms


@lru_cache(maxsize=4)
def namesakes(language: str) -> frozenset[str]:
    """Return the printed forms of names in which no actor of the codebook is meant, treaties among them."""
    treaties = load_treaties()
    found = {form for form, code in treaty_forms(language).items() if not treaties[code].names_actors}
    for entry in read_entries(DATA / "namesakes.toml", "namesake"):
        entry.needed("kind")
        names = {"de": entry.strings("de"), "en": entry.strings("en")}
        entry.done()
        for name in names[language]:
            found.update(german_name_forms(name) if language == "de" else (name,))
    return frozenset(found)
