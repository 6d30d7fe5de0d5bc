"""The items of JSON-LD on a page, and the published vocabulary that they are held against."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from needed import TESTS, node_with

TYPES = ("EducationEvent", "Course", "BreadcrumbList", "GovernmentOrganization")
"""What a page can be about."""


def items(html: str) -> list[dict[str, Any]]:
    """Every item of a page, as search engines read it."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(block) for block in blocks]


def parts(item: Any) -> Iterator[dict[str, Any]]:
    """The item itself, and every item within it."""
    if isinstance(item, dict):
        yield item
    inside = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    for value in inside:
        yield from parts(value)


def refusals(found: Collection[dict[str, Any]], folder: Path) -> list[str]:
    """What TypeScript says against these items, by the types that are made from schema.org.

    `schema-dts` has every type with its properties, and every property with what it may hold. An
    object that is written out may have no property that its type does not know.
    """
    node = node_with("schema-dts")
    (folder / "node_modules").symlink_to(TESTS / "node_modules")
    lines = [f'import type {{ {", ".join(TYPES)}, WithContext }} from "schema-dts";']
    for number, item in enumerate(found):
        text = json.dumps(item)
        lines.append(f"export const item{number}: WithContext<{item['@type']}> = {text};")
    (folder / "items.ts").write_text("\n".join(lines), encoding="utf-8")
    compiler = TESTS / "node_modules/typescript/bin/tsc"
    options = ("--noEmit", "--strict", "--skipLibCheck", "--pretty", "false")
    said = subprocess.run(
        [node, compiler, *options, "items.ts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return [line for line in said.stdout.splitlines() if line.startswith("items.ts")]
