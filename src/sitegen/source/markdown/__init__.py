"""Markdown as editors write it, read as GitHub reads it, with the place of everything in it.

The one reading: the pages show this tree (`site/markdown_html.py`), and the checks look at it.
"""

from __future__ import annotations

from sitegen.source.markdown.nodes import Bracketed, Document, Inline
from sitegen.source.markdown.usual_blocks import read_usual_blocks

__all__ = ["read", "read_usual"]


def read(text: str) -> Document:
    """Read a text. Places in the document are indexes in it."""
    found = read_usual(text)
    if found is None:
        from sitegen.source.markdown.whole import read_whole  # noqa: PLC0415 - few texts need it

        found = read_whole(text)
    return found


def read_usual(text: str) -> Document | None:
    """Read a text of usual blocks; None where it holds others."""
    bracketed: list[Bracketed] = []

    def whole(lines: list[tuple[int, int]]) -> list[Inline]:
        from sitegen.source.markdown.whole import read_lines  # noqa: PLC0415 - as above

        return read_lines(text, lines, bracketed)

    blocks = read_usual_blocks(text, whole)
    if blocks is None:
        return None
    return Document(blocks, [], sorted(bracketed, key=lambda one: one.start), [])
