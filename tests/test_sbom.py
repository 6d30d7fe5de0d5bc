"""The list of the parts of a release: all of them, each once, and nothing that only tests need."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]


def written() -> bytes:
    made = subprocess.run([sys.executable, ROOT / ".ci/sbom.py"], capture_output=True, check=True)
    return made.stdout


def test_it_names_every_part_with_its_version() -> None:
    bill = json.loads(written())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["purl"] == f"pkg:pypi/sitegen@{version('sitegen')}"
    names = {one["name"] for one in bill["components"]}
    assert {"babel", "icalendar", "jinja2", "livereload", "markdown", "nh3", "pyyaml"} <= names
    assert {"markupsafe", "python-dateutil", "tornado"} <= names, "what these need, too"
    assert not names & {"pytest", "hypothesis", "ruff", "mypy", "vobject", "sitegen"}
    for one in bill["components"]:
        assert one["version"] == version(one["name"])


def test_each_part_stands_once_and_every_reference_leads_to_one() -> None:
    bill = json.loads(written())
    known = [bill["metadata"]["component"], *bill["components"]]
    references = [one["bom-ref"] for one in known]
    assert len(references) == len(set(references))
    assert {one["ref"] for one in bill["dependencies"]} == set(references)
    assert all(set(one["dependsOn"]) <= set(references) for one in bill["dependencies"])


def test_it_is_the_same_each_time() -> None:
    assert written() == written()


def test_what_the_tests_take_from_npm_has_a_hash() -> None:
    locked = json.loads((ROOT / "tests/package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert len(locked) > 10
    assert [name for name, one in locked.items() if name and "integrity" not in one] == []
