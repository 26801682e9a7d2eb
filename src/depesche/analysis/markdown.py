"""A brief as Markdown."""

from __future__ import annotations

import re

from .brief_lines import Brief, BriefLine

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def brief_markdown(brief: Brief) -> str:
    """Return the brief as Markdown: a heading for each kind, a line for each change with its words and source.

    Words of articles are escaped, so that they show as printed.
    """
    until = f" to {brief.until}" if brief.until else ""
    parts = [f"# What changed since {brief.since}", "", f"{brief.events} events{until}; record {brief.snapshot}."]
    for section in brief.sections:
        parts += ["", f"## {section.title}", ""]
        parts += [_line(line) for line in section.lines]
        if section.more:
            parts += ["", f"… and {section.more} more."]
    if not brief.sections:
        parts += ["", "Nothing that the record knows of."]
    return "\n".join(parts) + "\n"


def _line(line: BriefLine) -> str:
    day = f"**{line.date or line.published}** " if line.date or line.published else ""
    reports = f" ({line.reports} reports, {line.independent} independent)" if line.reports > 1 else ""
    return f"- {day}{_plain(line.text)}{reports}\n  {_quoted(line.sentence)}\n  — {_source(line)}"


def _quoted(words: str) -> str:
    return _plain(words) if words[:1] in "\"“„»«‘‚'" and words else f"“{_plain(words)}”"


def _source(line: BriefLine) -> str:
    told = ", ".join(_plain(part) for part in (line.outlet, line.published) if part)
    title = _plain(line.headline or "untitled")
    if line.url is not None and re.match(r"https?://[^\s<>]+$", line.url):
        title = f"[{title}](<{line.url}>)"
    return f"{title}{', ' + told if told else ''}, article `{_plain(line.article)}`"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
