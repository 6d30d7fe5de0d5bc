"""What each command loads: the start is the larger part of its time on a site of ordinary size."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

TO_BUILD = {"jinja2", "markdown", "icalendar", "nh3", "sitegen.site.rendering"}
TO_SERVE = {"livereload", "tornado", "sitegen.serve"}
FOR_LARGE_SITES = {"multiprocessing", "concurrent.futures"}
SELDOM = {"babel", "dataclasses", "importlib.metadata", "segno", "urllib.request"}
FOR_SOME_SITES = {"decimal", "hashlib", "json", "markupsafe", "shutil"}
TO_COMPARE = {"sitegen.compare", "sitegen.comparing", "sitegen.revision", "subprocess", "tempfile"}
TO_READ = {"yaml", "sitegen.check", "sitegen.folder", "sitegen.source", "zoneinfo"}


def loaded(*arguments: str, cache: Path) -> set[str]:
    """Give the modules that one run of the program has loaded."""
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('\\n' + ' '.join(sys.modules)))\n"
        "from sitegen.__main__ import main\n"
        "sys.exit(main())\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={"PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": str(cache)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("command", "never"),
    [
        (
            "--help",
            TO_READ | TO_BUILD | TO_SERVE | SELDOM | FOR_SOME_SITES | {"sitegen.diagnostics"},
        ),
        ("--version", TO_READ | TO_BUILD | TO_SERVE | SELDOM | {"sitegen.diagnostics"}),
        ("explain", TO_READ - {"sitegen.source"} | TO_BUILD | TO_SERVE | SELDOM),
        ("check", TO_BUILD | TO_COMPARE | TO_SERVE | SELDOM | FOR_SOME_SITES | {"yaml"}),
        ("check --format json", TO_BUILD | TO_SERVE | SELDOM | {"yaml"}),
        ("diff published --help", TO_READ | TO_BUILD | TO_COMPARE | TO_SERVE | SELDOM),
        ("diff . --today 2022-01-10", TO_SERVE | FOR_LARGE_SITES | {"segno", "urllib.request"}),
    ],
)
def test_a_command_loads_what_it_needs(command: str, never: set[str], tmp_path: Path) -> None:
    assert loaded(*command.split(), cache=tmp_path) & never == set()


def test_a_build_draws_codes_by_itself_and_one_without_a_change_only_compares(
    tmp_path: Path,
) -> None:
    build, cache = ("build", "--output", str(tmp_path / "output")), tmp_path / "cache"
    first = loaded(*build, cache=cache)
    assert "jinja2" in first
    assert first & {"segno", "yaml"} == set()
    to_build = TO_READ - {"zoneinfo"} | TO_BUILD | TO_SERVE | SELDOM
    assert loaded(*build, cache=cache) & to_build == set()
    other_day = loaded(*build, "--today", "2022-03-01", cache=cache)
    assert (
        other_day & (SELDOM - {"dataclasses"} | {"icalendar", "livereload"} | FOR_LARGE_SITES)
        == set()
    )
    assert "jinja2" in other_day


def test_a_site_of_usual_texts_is_built_without_what_shows_others(tmp_path: Path) -> None:
    site = str(ROOT / "tests/projects/small")
    output = str(tmp_path / "output")
    built = loaded("build", "--root", site, "--output", output, cache=tmp_path / "cache")
    assert "jinja2" in built
    assert built & {"markdown", "nh3"} == set()
