"""Pictures that other sites show beside a link to a page: what stands where in them, and drawing.

What draws is an extra of the package. A site without such pictures needs none of it.
"""

from __future__ import annotations

from importlib.util import find_spec

FONT = "fontpkg_atkinson_hyperlegible"
"""The package of the font. Its letters are made for people who see little, and hard to mistake."""


def can_draw() -> bool:
    """Tell whether all is installed that draws."""
    return find_spec("PIL") is not None and find_spec(FONT) is not None
