"""A pull request with hostile names of files, ids and texts: no command prints what acts."""

from __future__ import annotations

import ast
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hostile import HOSTILE, acting, acting_in_markdown, commands

from sitegen import cli, failing, saying
from sitegen.arguments import FORMATS

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site in which whatever a pull request can name has a hostile name."""
    root = tmp_path_factory.mktemp("hostile")
    for name in ("content", "schedules"):
        shutil.copytree(ROOT / name, root / name)
    (root / "content/files").mkdir(exist_ok=True)
    for name in HOSTILE:
        try:
            part = os.fsencode(name.replace("/", "∕").replace("\x00", ""))[:200]
        except UnicodeEncodeError:  # half of a pair can be no name of a file
            continue
        for folder, ending in (
            ("content/files", b".pdf"),
            ("content/pages", b".md"),
            ("schedules", b".yaml"),
            ("content", b".yaml"),
        ):
            path = os.fsencode(root / folder) + b"/" + part + ending
            with open(path, "wb") as file:  # noqa: PTH123 - a name in bytes
                file.write(b"x: [\n")
    (root / "::schedules").mkdir()
    ids = "".join(
        f"  - id: {json.dumps(name)}\n    track: {json.dumps(name)}\n    {json.dumps(name)}: x\n"
        f"    start: {json.dumps(name)}\n    note: 5\t\n"
        for name in HOSTILE
    )
    (root / "schedules/2023.yaml").write_text(f"year: 2023\ntrainings:\n{ids}", encoding="utf-8")
    # What can be mended, below and above lines that a diff shows.
    for number, name in enumerate(HOSTILE):
        line = name.encode("utf-8", errors="replace").replace(b"\n", b"\r")
        text = b"# %b\nname: x\nstreet:\xc2\xa05\t\n# %b\n" % (line, line)
        (root / f"schedules/20{number + 30}.yaml").write_bytes(text)
    pages = "\n\n".join(name.replace("\ud800", "").replace("\udfff", "") for name in HOSTILE)
    (root / "content/pages/hostile.md").write_bytes(
        b"---\ntitle: x\n---\n" + pages.encode("utf-8", errors="surrogateescape")
    )
    return root


def run(
    arguments: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> tuple[int | str | None, str, str]:
    try:
        status: int | str | None = cli.main([*arguments])
    except SystemExit as ended:
        status = ended.code
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.mark.parametrize("form", FORMATS)
def test_a_check_prints_nothing_that_acts(
    form: str,
    hostile: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    status, out, err = run(
        ["check", "--root", str(hostile), "--format", form, "--today", "2022-03-01"], capsys
    )
    assert (status, err) == (1, "")
    out.encode()
    assert acting(out) == []
    assert len(out) > 10_000
    if form == "github":
        annotations = [line for line in out.splitlines() if line.startswith("::")]
        assert commands(out) == annotations
        assert 1 <= len(annotations) <= 30
        text = summary.read_text(encoding="utf-8")
        assert acting(text) == []
        assert acting_in_markdown(text) == []
    elif form == "text":
        assert commands(out) == []
    else:
        json.dumps(json.loads(out), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "arguments",
    [
        ["fix"],
        ["build"],
        ["record"],
        ["eligible"],
        ["eligible", "--all"],
        ["diff", "published"],
    ],
    ids=" ".join,
)
def test_other_commands_print_nothing_that_acts(
    arguments: list[str], hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = [*arguments, "--root", str(hostile), "--today", "2022-03-01"]
    status, out, err = run(whole, capsys)
    assert status == 1
    for said in (out, err):
        said.encode()
        assert acting(said) == []
        assert commands(said) == []
    assert ("@@" in out) == (arguments == ["fix"]), "there is a difference to show"


@pytest.mark.parametrize(
    "arguments",
    [
        ["explain", "{}"],
        ["{}"],
        ["check", "--root", "{}"],
        ["check", "--format", "{}"],
        ["check", "--today", "{}"],
        ["check", "--against", "{}"],
        ["fix", "--against", "{}"],
        ["check", "{}"],
        ["build", "--templates", "{}"],
        ["build", "--base-url", "x{}"],
        ["serve", "--port", "{}"],
        ["eligible", "{}=1"],
        ["eligible", "--for", "{}"],
        ["diff", "{}"],
        ["diff", "published", "{}"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_said_harmlessly(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    # Each question to the real site takes a check of it.
    for name in HOSTILE[:: 7 if "eligible" in arguments else 1]:
        if "\x00" in name or "\ud800" in name:  # no argument of a program can hold these
            continue
        filled = [part.replace("{}", name) for part in arguments]
        if name.startswith("-") and len(filled) == 1:
            continue
        status, out, err = run(filled, capsys)
        assert status == 2, filled
        for said in (out, err):
            said.encode()
            assert acting(said) == [], filled
            assert commands(said) == [], filled


def test_what_is_printed_goes_through_one_place() -> None:
    """Hold that no command writes by itself: three functions do, and two of them mask."""
    trees = [
        ast.parse(Path(one.__file__).read_text(encoding="utf-8")) for one in (cli, failing, saying)
    ]
    writing = {
        function.name
        for tree in trees
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
        and node.attr == "write"
        and ast.unparse(node.value) in {"sys.stdout", "sys.stderr"}
    }
    assert writing == {"say", "complain", "write_report"}
