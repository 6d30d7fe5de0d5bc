"""A YAML file to nodes with places, and what is wrong with it.

Nearly every file is plain: it is read at once. Only for another one a parser is loaded, which takes
as long as reading all files of a site of ordinary size.
"""

from __future__ import annotations

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.source.edits import Edit, Edited
from sitegen.source.line_scan import scan_lines
from sitegen.source.nodes import Node, Unreadable
from sitegen.source.odd_signs import cleaned
from sitegen.source.plain_yaml import plain_nodes


def read_yaml(source: Source, end: int | None = None) -> tuple[Node | None, list[Diagnostic]]:
    """Read the one document in `source`, up to index `end`; None where nothing can be used."""
    whole = len(source.text) if end is None else end
    clean = cleaned(source.text[:whole])
    is_clean = len(clean.text) == whole and source.text.startswith(clean.text)
    seen = source if is_clean else Source(source.path, clean.text + source.text[whole:])
    scanned = scan_lines(seen, len(clean.text), clean.lost)
    found = list(scanned.found)
    root = None if scanned.lost else plain_nodes(scanned.text)
    if root is None:
        from sitegen.source.yaml_parts import read_parts  # noqa: PLC0415 - it loads the parser

        root, more = read_parts(seen, scanned.text, scanned.lost)
        found += more
    if root is None and not found:
        message = "The file holds nothing but comments or blank lines."
        help_ = "Write its content, or delete the file."
        return None, [problem("empty-file", Span(source, 0, 0), message, help_)]
    if not is_clean:
        back = Edited(source, (Edit(at, at + 1, "") for at in clean.removed))
        root = root and back.node(root)
        found = [back.diagnostic(one) for one in found]
    return (None if isinstance(root, Unreadable) else root), found
