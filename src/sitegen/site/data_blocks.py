"""JSON in a script element that holds data, and the JSON-LD that every page has."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup

SCHEMA = "https://schema.org"
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_SIGNS = ("<", ">", "&", "\u2028", "\u2029")
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in _SIGNS}


def data_block(data: Mapping[str, object]) -> Markup:
    """Give JSON for a script element that holds data.

    No text in it can end the element: the signs that HTML looks at are written as JSON escapes.
    """
    text = _written(data)
    if any(sign in text for sign in _SIGNS):
        text = text.translate(_ESCAPES)
    return Markup(text)  # noqa: S704 - escaped for a data block just here


def linked_data(item: Mapping[str, object]) -> Markup:
    """Give the data block of an item of schema.org, as JSON-LD."""
    return data_block({"@context": SCHEMA, **item})


def breadcrumb_list(trail: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Give the BreadcrumbList (https://schema.org/BreadcrumbList) of names and whole URLs.

    The last is the page itself. Google asks for `position`, `name` and `item` of each.
    """
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(trail, 1)
        ],
    }
