from __future__ import annotations

from pathlib import Path

import pytest

from depesche.errors import InputError
from depesche.watch import FeedSettings, load_watch


def test_config_settings_of_all_feeds_and_of_one(tmp_path: Path):
    path = tmp_path / "feeds.toml"
    path.write_text(
        '[watch]\nevery = "30m"\ndelay = 2\n[[feed]]\nurl = "https://a.example/f"\noutlet = "A"\nlanguage = "de"\n'
        '[[feed]]\nurl = "https://b.example/f"\nevery = "1h"\npage = "never"\n'
    )
    found = load_watch(path)
    assert found.delay == 2
    assert found.feeds == (
        FeedSettings("https://a.example/f", "A", "de", 1800.0),
        FeedSettings("https://b.example/f", every=3600.0, page="never"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "feed = 3",
        "[[feed]]\noutlet = 'A'",
        "[[feed]]\nurl = 'ftp://a.example'",
        "[[feed]]\nurl = 'https://a.example'\ncolour = 'red'",
        "[[feed]]\nurl = 'https://a.example'\nevery = 'often'",
        "[[feed]]\nurl = 'https://a.example'\nlanguage = 'tlh'",
        "[[feed]]\nurl = 'https://a.example'\npage = 'maybe'",
        "[[feed]]\nurl = 'https://a.example'\n[[feed]]\nurl = 'https://a.example'",
        "[wach]\n[[feed]]\nurl = 'https://a.example'",
        "[[feed",
    ],
)
def test_config_what_is_not_understood_is_named(tmp_path: Path, text: str):
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=r"feeds\.toml"):
        load_watch(path)
