"""What is written is written whole, in the site's folder, and through no link."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from case_files import SMALL

from sitegen import writing
from sitegen.cli import main
from sitegen.programme.ledger import LEDGER_PATH
from sitegen.writing import PartlyWritten, UnsafePath, replace_files

PRECIOUS = b"the key of the maintainer"
MENDABLE = ("schedules/2022.yaml", "content/places.yaml", "content/site.yaml")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a site in which three files have something to mend, beside a file that is precious."""
    root = tmp_path / "site"
    shutil.copytree(SMALL, root)
    for path in MENDABLE:
        (root / path).write_bytes((root / path).read_bytes().replace(b"\n", b"\r\n", 1))
    (tmp_path / "precious").write_bytes(PRECIOUS)
    return root


def files(root: Path) -> dict[str, bytes]:
    """Give every file and link below a folder."""
    return {
        path.relative_to(root).as_posix(): str(path.readlink()).encode()
        if path.is_symlink()
        else path.read_bytes()
        for path in root.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def mended(root: Path) -> dict[str, bytes]:
    return {**files(root), **{p: (root / p).read_bytes().replace(b"\r", b"") for p in MENDABLE}}


def fix(root: Path) -> int:
    return main(["fix", "--yes", "--root", str(root), "--today", "2022-01-15"])


def record(root: Path) -> int:
    return main(["record", "--root", str(root), "--today", "2022-01-15"])


def schema(root: Path) -> int:
    return main(["schema", "--root", str(root)])


Command = Callable[[Path], int]


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (fix, "schedules/.2022.yaml.new"),
        (fix, "content/.places.yaml.new"),
        (record, f"schedules/.{LEDGER_PATH.rpartition('/')[2]}.new"),
        (schema, "schemas/.schedule.schema.json.new"),
    ],
)
def test_a_link_by_a_name_that_can_be_foreseen_is_not_followed(
    site: Path, command: Command, name: str
) -> None:
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).symlink_to(site.parent / "precious")
    assert command(site) == 0
    assert (site / name).is_symlink()
    assert (site.parent / "precious").read_bytes() == PRECIOUS


@pytest.mark.parametrize(
    ("command", "name", "target"),
    [
        (fix, "schedules/2022.yaml", "../papers/2022.yaml"),
        (fix, "content/places.yaml", "../papers/places.yaml"),
        (fix, "schedules", "papers"),
        (record, LEDGER_PATH, "../papers/ledger"),
        (record, LEDGER_PATH, "nowhere"),
        (record, "schedules", "papers"),
        (schema, "schemas", "../elsewhere"),
        (schema, "schemas", "content"),
        (schema, "schemas/schedule.schema.json", "../../precious"),
        (schema, "schemas/schedule.schema.json", "../content/site.yaml"),
    ],
)
def test_a_link_in_the_place_of_what_is_written_is_refused_and_stays(
    site: Path, command: Command, name: str, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.parent / "elsewhere").mkdir()
    if (site / name).is_dir():
        (site / name).rename(site / "papers")
    elif (site / name).exists():
        (site / "papers").mkdir()
        (site / name).rename(site / "papers" / (site / name).name)
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).symlink_to(target)
    before = files(site.parent)
    assert command(site) == 1
    assert files(site.parent) == before
    said = capsys.readouterr()
    assert "is a link" in said.err + said.out
    assert name.rpartition("/")[2] in said.err + said.out


def test_a_link_as_the_ledger_is_never_followed_out_of_the_site(site: Path) -> None:
    (site / LEDGER_PATH).symlink_to(site.parent / "precious")
    assert record(site) == 1
    assert (site.parent / "precious").read_bytes() == PRECIOUS


def test_the_schemas_go_wherever_the_maintainer_says(site: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert main(["schema", "--root", str(site), "--output", str(tmp_path / "link")]) == 0
    assert (tmp_path / "real/schedule.schema.json").is_file()


def test_a_file_keeps_who_may_read_it(site: Path) -> None:
    (site / "content/site.yaml").chmod(0o640)
    replace_files(site, {"content/site.yaml": b"new", "new/er/file": b"made"})
    assert stat.S_IMODE((site / "content/site.yaml").stat().st_mode) == 0o640
    assert (site / "new/er/file").read_bytes() == b"made"


def test_names_in_the_making_are_random_and_new(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing.os, "urandom", bytes)
    (site / f"content/.sitegen-{'0' * 32}.new-of-mine").write_bytes(b"mine")
    planted = site / f"more/.sitegen-{'0' * 32}.new"
    planted.parent.mkdir()
    planted.symlink_to(site.parent / "precious")
    with pytest.raises(FileExistsError):
        replace_files(site, {"more/a": b"new"})
    assert (site.parent / "precious").read_bytes() == PRECIOUS
    assert (site / f"content/.sitegen-{'0' * 32}.new-of-mine").read_bytes() == b"mine"


# All or nothing


class Faults:
    """Lets the n-th call to the disk fail, or kills the process there."""

    CALLS = (
        *("open", "write", "fsync", "fchmod", "fchown", "stat", "link", "replace", "unlink"),
        *("close", "mkdir", "rmdir", "listdir"),
    )

    def __init__(self, patch: pytest.MonkeyPatch, nth: int, number: int | None) -> None:
        self.left, self.number, self.happened = nth, number, False
        for name in self.CALLS:
            patch.setattr(writing.os, name, self.around(name, getattr(os, name)))

    def around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def maybe(*args: Any, **keywords: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                self.happened = True
                if self.number is None:
                    os._exit(9)
                if name == "close":
                    call(*args)
                raise OSError(self.number, f"injected into {name}")
            return call(*args, **keywords)

        return maybe


NEW = {"content/site.yaml": b"new", "schedules/2022.yaml": b"newer", "schemas/new": b"newest"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EPERM])
def test_whichever_call_fails_all_is_new_or_all_is_old(site: Path, number: int) -> None:
    old = files(site)
    outcomes = set()
    for nth in range(1, 300):
        with pytest.MonkeyPatch.context() as patch:
            faults = Faults(patch, nth, number)
            try:
                replace_files(site, NEW)
                done = True
            except OSError:
                done = False
        now = files(site)
        clean = {p: data for p, data in now.items() if ".sitegen-" not in p}
        assert clean == ({**old, **NEW} if done else old), nth
        outcomes.add(done)
        replace_files(site, {p: old[p] for p in NEW if p in old})
        (site / "schemas/new").unlink(missing_ok=True)
        assert files(site) == old, nth
        if not faults.happened:
            break
    assert nth > 40
    assert outcomes == {True, False}


def test_killed_anywhere_each_file_is_whole_and_nothing_stays_behind(site: Path) -> None:
    old = files(site)
    for nth in range(1, 300):
        child = os.fork()
        if child == 0:
            with pytest.MonkeyPatch.context() as patch:
                Faults(patch, nth, None)
                replace_files(site, NEW)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        for path, data in files(site).items():
            assert ".sitegen-" in path or data in (old.get(path), NEW.get(path)), nth
        replace_files(site, NEW)
        assert files(site) == {**old, **NEW}, nth
        replace_files(site, {p: old[p] for p in NEW if p in old})
        (site / "schemas/new").unlink()
        if status == 0:
            break
    assert nth > 40


def test_what_cannot_be_taken_back_is_said(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, done = os.replace, []

    def once(*args: Any, **keywords: Any) -> None:
        done.append(args)
        if len(done) > 1:
            raise OSError(errno.EIO, "Input/output error")
        replace(*args, **keywords)

    monkeypatch.setattr(writing.os, "replace", once)
    with pytest.raises(PartlyWritten) as told:
        replace_files(site, {"content/site.yaml": b"new", "schedules/2022.yaml": b"newer"})
    assert str(told.value) == (
        "New is: content/site.yaml. All else is as it was. Input/output error."
    )
    monkeypatch.undo()
    assert (site / "content/site.yaml").read_bytes() == b"new"


def test_fix_mends_all_files_or_none(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = files(site), mended(site)
    replace, done = os.replace, []

    def second(*args: Any, **keywords: Any) -> None:
        done.append(args)
        if len(done) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        replace(*args, **keywords)

    monkeypatch.setattr(writing.os, "replace", second)
    assert fix(site) == 1
    assert files(site) == old
    assert "The disk refused, so nothing was changed." in capsys.readouterr().err
    assert fix(site) == 0
    assert files(site) == new


def test_what_a_killed_run_has_left_is_removed_though_nothing_is_to_mend(site: Path) -> None:
    assert fix(site) == 0
    new = files(site)
    for folder in ("content", "content/pages", "schedules"):
        (site / folder / f".sitegen-{'ab' * 16}.new").write_bytes(b"half")
        (site / folder / f".sitegen-{'ab' * 16}.old").symlink_to("/etc/passwd")
    assert fix(site) == 0
    assert files(site) == new


def test_two_that_write_wait_for_one_another(site: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sitegen.writing import replace_files\n"
        "for _ in range(60):\n"
        "    replace_files(Path(sys.argv[1]), {n: sys.argv[2].encode() * 9000 for n in 'abc'})"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, site, one]) for one in "xyz"]
    assert [process.wait() for process in running] == [0, 0, 0]
    left = [(site / name).read_bytes() for name in "abc"]
    assert left[0] == left[1] == left[2]
    assert not list(site.glob(".sitegen-*"))


@pytest.mark.parametrize("name", ["content", "content/site.yaml/below", "schedules"])
def test_what_is_no_file_is_not_replaced(site: Path, name: str) -> None:
    before = files(site)
    with pytest.raises(UnsafePath):
        replace_files(site, {"content/places.yaml": b"", name: b""})
    assert files(site) == before
