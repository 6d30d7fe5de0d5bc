"""What one kind of problem means, with an example, from the page of all problems."""

from __future__ import annotations

import re

from sitegen.catalogue import CATALOGUE, Severity

_SECTION = re.compile(r"^## (\S+)$", re.MULTILINE)
_FENCE = re.compile(r"^(`{3,})[a-z]*\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


def explanation(page: str, code: str) -> str:
    """Give the section of `code` in `page`, the Markdown of all problems, as plain text."""
    starts = list(_SECTION.finditer(page))
    number = next(n for n, start in enumerate(starts) if start[1] == code)
    end = starts[number + 1].start() if starts[number + 1 :] else len(page)
    section = page[starts[number].end() : end].partition("\nAlso:\n")[0].strip()
    entry = CATALOGUE[code]
    head = f"{code} ({entry.severity.value})\n{entry.title}.\n{entry.why}\n"
    parts, done = [head], section.find("\n\n") + 1 or len(section)
    for fence in _FENCE.finditer(section, done):
        parts.append(_without_marks(section[done : fence.start()]))
        parts.append("".join(f"    {line}".rstrip() + "\n" for line in fence[2].splitlines()))
        done = fence.end()
    parts.append(_without_marks(section[done:]))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip() + "\n"


def _without_marks(markdown: str) -> str:
    return markdown.replace("`", "").replace("&lt;", "<").replace("**", "").strip("\n") + "\n"


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
