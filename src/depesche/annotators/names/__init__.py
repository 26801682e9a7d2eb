"""Who and where: names of persons, organisations and places, found by a trained tagger."""

from __future__ import annotations
