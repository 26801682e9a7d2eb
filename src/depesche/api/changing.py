"""Judgements: corrections by persons, which are kept, can be undone, and outlive a new reading."""
