"""A report in SARIF 2.1.0 (OASIS), which GitHub's code scanning and other programs show."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any
from urllib.parse import quote

from sitegen.catalogue import CATALOGUE
from sitegen.diagnostics import Diagnostic, Report, Severity, Span
from sitegen.reports.harmless import can_be_written, harmless

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


def sarif_report(report: Report, version: str) -> str:
    """Write one run of this `version` of sitegen, with the rules that it names."""
    codes = sorted({diagnostic.code for diagnostic in report.diagnostics})
    numbers = {code: number for number, code in enumerate(codes)}
    seen: Counter[str] = Counter()
    driver = {"name": "sitegen", "version": version, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, numbers[one.code], seen) for one in report.diagnostics],
    }
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=True, indent=1) + "\n"


def _rule(code: str) -> dict[str, Any]:
    entry = CATALOGUE[code]
    return {
        "id": code,
        "shortDescription": {"text": f"{entry.title}."},
        "fullDescription": {"text": entry.why},
        "help": {"text": f"{entry.why} To read more: sitegen explain {code}"},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
    }


def _result(diagnostic: Diagnostic, rule: int, seen: Counter[str]) -> dict[str, Any]:
    parts = (diagnostic.message, diagnostic.help, diagnostic.entry and f"In: {diagnostic.entry}.")
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _words(*parts)},
        "locations": [{"physicalLocation": _place(diagnostic.span)}],
        "partialFingerprints": {"sitegen/v1": _fingerprint(diagnostic, seen)},
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _place(related.span),
                "message": {"text": _words(related.message)},
            }
            for number, related in enumerate(diagnostic.related, 1)
        ]
    if diagnostic.fix and can_be_written(diagnostic.fix.text):
        replacement = {
            "deletedRegion": _region(diagnostic.fix.span),
            "insertedContent": {"text": diagnostic.fix.text},
        }
        change = {
            "artifactLocation": _file(diagnostic.fix.span),
            "replacements": [replacement],
        }
        result["fixes"] = [
            {
                "description": {"text": _words(diagnostic.help or "Mend it.")},
                "artifactChanges": [change],
            }
        ]
    return result


def _words(*parts: str | None) -> str:
    """Give sentences as one text. `[words](address)` would be a link there (SARIF 3.11.6)."""
    return " ".join(harmless(part).replace("](", "] (") for part in parts if part)


def _fingerprint(diagnostic: Diagnostic, seen: Counter[str]) -> str:
    """Name a problem by what it is and not by its line, so that lines above it may move."""
    typed = diagnostic.span.typed[:200]
    parts = (diagnostic.code, diagnostic.span.path, diagnostic.entry or "", typed)
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", errors="replace")).hexdigest()[:32]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"


def _place(span: Span) -> dict[str, Any]:
    return {"artifactLocation": _file(span), "region": _region(span)}


def _file(span: Span) -> dict[str, Any]:
    return {"uri": quote(_bytes(span.path)), "uriBaseId": "%SRCROOT%"}


def _bytes(path: str) -> bytes:
    """Give the name of a file as the disk has it, also where it is no text."""
    try:
        return path.encode("utf-8", errors="surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", errors="replace")


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
