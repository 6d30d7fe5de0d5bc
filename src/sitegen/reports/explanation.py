"""What one kind of problem means, with an example that `make cases` writes beside this module."""

from __future__ import annotations

import json
from pathlib import Path

from sitegen.catalogue import CATALOGUE, Severity


def explanation(code: str) -> str:
    """Say what `code` means, and show an example of it."""
    entry = CATALOGUE[code]
    head = [f"{code} ({entry.severity.value})", f"{entry.title}.", entry.why]
    examples = json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8"))
    return "".join(f"{line}\n" for line in (*head, *examples[code]))


def every_code() -> str:
    """List all codes with what they are called, the gravest first."""
    width = max(map(len, CATALOGUE))
    lines = ["Every problem that sitegen can name. To read more: sitegen explain NAME", ""]
    for severity in Severity:
        lines.append(f"{severity.value.capitalize()}s")
        lines += [
            f"  {code:{width}}  {entry.title}"
            for code, entry in CATALOGUE.items()
            if entry.severity is severity
        ]
        lines.append("")
    return "\n".join(lines)
