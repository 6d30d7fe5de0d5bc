"""Nodes to what an editor's YAML 1.2 parser (core schema) makes of them, for JSON Schema."""

from __future__ import annotations

import re
from typing import Any

from sitegen.source.nodes import Mapping, Node, Scalar, Sequence

_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBERS = (
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text, 0)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), lambda _: 0.5),
)


def resolved(text: str) -> Any:
    """Give the value of a text without quotes (YAML 1.2.2, section 10.3.2)."""
    if text in _WORDS:
        return _WORDS[text]
    for pattern, convert in _NUMBERS:
        if pattern.fullmatch(text):
            return convert(text)
    return text


def as_json(node: Node) -> Any:
    """Give the value of a node as a validator of JSON Schema sees it."""
    match node:
        case Scalar():
            return resolved(node.text) if node.plain else node.text
        case Sequence():
            return [as_json(item) for item in node.items]
        case Mapping():
            return {key.text: as_json(value) for key, value in node.fields}
    raise AssertionError(node)
