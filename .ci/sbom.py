"""Write the parts of a release, as they are installed: an SBOM in CycloneDX 1.6 (ECMA-424).

    python .ci/sbom.py > sitegen.cdx.json

It holds sitegen, what it needs, and what that needs. The same environment gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def needed_by(part: Distribution) -> Iterator[str]:
    """Yield the names of what a part needs here, without what is only for its extras."""
    for line in part.requires or ():
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate({"extra": ""}):
            yield canonicalize_name(need.name)


def parts_of(name: str) -> dict[str, Distribution]:
    """Give a part and everything that it needs, by name."""
    found: dict[str, Distribution] = {}
    waiting = [canonicalize_name(name)]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found[one] = distribution(one)
            waiting += needed_by(found[one])
    return dict(sorted(found.items()))


def reference(name: str, part: Distribution) -> str:
    """Name a part as other programs do (purl)."""
    return f"pkg:pypi/{name}@{part.version}"


def component(name: str, part: Distribution) -> dict[str, object]:
    """Describe a part."""
    kind = "application" if name == "sitegen" else "library"
    described: dict[str, object] = {
        "type": kind,
        "bom-ref": reference(name, part),
        "name": name,
        "version": part.version,
        "purl": reference(name, part),
    }
    if licence := part.metadata.get("License-Expression"):
        described["licenses"] = [{"expression": licence}]
    return described


def bill(name: str = "sitegen") -> dict[str, object]:
    """Give the whole list."""
    parts = parts_of(name)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": component(name, parts[name])},
        "components": [component(one, part) for one, part in parts.items() if one != name],
        "dependencies": [
            {
                "ref": reference(one, part),
                "dependsOn": sorted({reference(n, parts[n]) for n in needed_by(part)}),
            }
            for one, part in parts.items()
        ],
    }


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=2)
    sys.stdout.write("\n")
