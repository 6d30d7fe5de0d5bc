"""Markdown files that begin with fields between two lines of three hyphens."""

from __future__ import annotations

import re

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.source.nodes import Node
from sitegen.source.yaml_reading import read_yaml

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def split_page(source: Source) -> tuple[Node | None, str, list[Diagnostic]]:
    """Give the fields as nodes, with places in the whole file, and the Markdown below them."""
    match = _FRONT_MATTER.match(source.text)
    if match is None:
        message = "The page does not begin with its fields."
        help_ = "Begin with a line ---, then title: and summary:, then a line ---."
        found = problem("missing-front-matter", Span(source, 0, 0), message, help_)
        return None, "", [found]
    node, problems = read_yaml(source, end=match.end(1))
    body = source.text[match.end() :].replace("\r\n", "\n").replace("\r", "\n")
    return node, body, problems
