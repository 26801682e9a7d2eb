"""Civilians of an unknown state (`CIV`) stand no longer under the code of Côte d'Ivoire."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, String, inspect

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Name the articles whose rows are to be made anew from their readings after the migrations."""
    if not inspect(op.get_bind()).has_table("appearance"):  # from the first schema: all is made anew
        return
    op.create_table("stale_article", Column("id", String, primary_key=True))
    op.execute(
        "INSERT INTO stale_article (id) SELECT DISTINCT article.id FROM article"
        " JOIN appearance ON appearance.article_key = article.key"
        " WHERE appearance.kind = 'unnamed' AND appearance.code = 'CIV'"
    )
