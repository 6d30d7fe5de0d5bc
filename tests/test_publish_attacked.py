"""publish, while somebody means harm or is careless: nobody's files are taken."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from case_files import SMALL
from test_publish import ALL, NEW, OLD, WHOLE, Prepare, content, prepare_mount_point, put, siblings

from sitegen.build import build_site
from sitegen.cli import main
from sitegen.publish import MANIFEST, PartlyPublished, UnsafeOutput, bringing_in, publish
from sitegen.publish.next_site import NextSite, Places
from sitegen.settings import Settings
from sitegen.site.planned import PlannedFile
from sitegen.site.production import ProcessEnded, produce

THEIRS = {"letter.txt": b"private", "deep/photo.jpg": b"private too"}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    put(OLD, tmp_path / "output")
    return tmp_path / "output"


@pytest.fixture
def somebody(tmp_path: Path) -> Path:
    for name, data in THEIRS.items():
        (tmp_path / "somebody" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "somebody" / name).write_bytes(data)
    return tmp_path / "somebody"


def by_a_link(output: Path, somebody: Path) -> None:
    output.rename(output.with_name("moved"))
    output.symlink_to(somebody)


def by_a_folder(output: Path, somebody: Path) -> None:
    output.rename(output.with_name("moved"))
    somebody.rename(output)
    somebody.symlink_to(output)


Replace = Callable[[Path, Path], None]
by_either = pytest.mark.parametrize("replace", [by_a_link, by_a_folder])


def put_back(output: Path) -> None:
    if output.is_symlink():
        output.unlink()
    else:
        output.rename(output.with_name("theirs"))
    output.with_name("moved").rename(output)


@by_either
@pytest.mark.parametrize("prepare", ALL)
@pytest.mark.parametrize("at", [0, 3, len(NEW)])
def test_an_output_that_is_replaced_during_a_build_takes_nothing_in(
    output: Path,
    somebody: Path,
    prepare: Prepare,
    replace: Replace,
    at: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield from list(NEW.items())[:at]
        replace(output, somebody)
        yield from list(NEW.items())[at:]

    prepare(monkeypatch)
    with pytest.raises((UnsafeOutput, OSError)):
        publish(files(), output)
    assert content(somebody) == THEIRS
    assert content(output.with_name("moved")).items() >= OLD.items()
    put_back(output)
    put(NEW, output)
    assert content(output) == NEW
    assert not [name for name in siblings(output) if name.startswith(".")]


@by_either
@pytest.mark.parametrize("prepare", WHOLE)
def test_one_that_is_replaced_in_the_last_moment_is_put_back(
    output: Path,
    somebody: Path,
    prepare: Prepare,
    replace: Replace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepare(monkeypatch)
    swap, done = bringing_in.swap, []

    def late(first: Path, second: Path) -> None:
        if not done:
            done.append(second)
            replace(output, somebody)
        swap(first, second)

    monkeypatch.setattr(bringing_in, "swap", late)
    with pytest.raises(UnsafeOutput, match="was replaced by something else"):
        put(NEW, output)
    assert content(somebody) == THEIRS
    assert output.samefile(somebody)
    put_back(output)
    put(NEW, output)
    assert content(output) == NEW
    assert not [name for name in siblings(output) if name.startswith(".")]


def test_one_that_is_replaced_while_nothing_changes_is_said(output: Path, somebody: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield from OLD.items()
        by_a_link(output, somebody)

    with pytest.raises(UnsafeOutput, match="was replaced"):
        publish(files(), output)


def test_a_lock_that_cannot_be_removed_is_no_failure(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def refused(path: Path, **more: Any) -> None:
        if path.name.endswith("lock"):
            raise OSError(errno.EROFS, "Read-only file system", str(path))
        unlink(path, **more)

    monkeypatch.setattr(Path, "unlink", refused)
    assert put(NEW, output).written
    assert content(output) == NEW
    assert put(OLD, output).written
    monkeypatch.undo()
    put(NEW, output)
    assert siblings(output) == ["output"]


@pytest.mark.parametrize("links", [{"output": "output"}, {"output": "a", "a": "output"}])
def test_an_output_that_leads_to_itself_is_said(
    tmp_path: Path, links: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    for name, target in links.items():
        (tmp_path / name).symlink_to(target)
    arguments = ["build", "--root", str(SMALL), "--today", "2022-01-15"]
    assert main([*arguments, "--output", str(tmp_path / "output")]) == 1
    assert "is a link that leads to itself. Delete it." in capsys.readouterr().out
    assert all((tmp_path / name).is_symlink() for name in links)


@pytest.mark.parametrize("name", ["lock", "next", "aside"])
@pytest.mark.parametrize("target", ["somebody", "somebody/letter.txt", "nowhere"])
def test_a_link_by_a_name_of_our_own_is_removed_and_not_followed(
    output: Path, somebody: Path, name: str, target: str
) -> None:
    (output.parent / f".output.sitegen-{name}").symlink_to(target)
    put(NEW, output)
    assert content(output) == NEW
    assert content(somebody) == THEIRS
    assert siblings(output) == ["output", "somebody"]


def test_a_link_in_the_place_of_a_site_moved_aside_does_not_become_the_output(
    tmp_path: Path, somebody: Path
) -> None:
    (tmp_path / ".output.sitegen-aside").symlink_to(somebody)
    put(NEW, tmp_path / "output")
    assert not (tmp_path / "output").is_symlink()
    assert content(somebody) == THEIRS


@pytest.mark.parametrize("kind", ["pipe", "link", "folder", "huge"])
def test_a_list_that_is_none_is_said_and_nobody_waits_for_it(output: Path, kind: str) -> None:
    (output / MANIFEST).unlink()
    if kind == "pipe":
        os.mkfifo(output / MANIFEST)
    elif kind == "link":
        (output / MANIFEST).symlink_to("/dev/zero")
    elif kind == "folder":
        (output / MANIFEST).mkdir()
    else:
        with (output / MANIFEST).open("wb") as file:
            file.truncate(3_000_000_000)
    with pytest.raises((UnsafeOutput, IsADirectoryError)):
        put(NEW, output)


@pytest.mark.parametrize("prepare", ALL)
def test_nobody_waits_for_a_pipe_in_the_place_of_a_published_file(
    output: Path, prepare: Prepare, monkeypatch: pytest.MonkeyPatch
) -> None:
    (output / "index.html").unlink()
    os.mkfifo(output / "index.html")
    prepare(monkeypatch)
    put(NEW, output)
    assert content(output) == NEW


def test_what_is_published_in_part_is_said(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_mount_point(monkeypatch)
    replace, done = Path.replace, []

    def third(path: Path, target: Path) -> Path:
        done.append(path)
        if len(done) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", third)
    with pytest.raises(PartlyPublished, match="some are old: No space left on device"):
        put(NEW, output)
    put(NEW, output)
    assert content(output) == NEW


@pytest.mark.parametrize("target", ["../somebody", "/", "../nowhere"])
def test_the_sites_own_output_does_not_lead_out_of_the_site(
    tmp_path: Path, somebody: Path, target: str
) -> None:
    root = tmp_path / "site"
    root.mkdir()
    for name in ("content", "schedules"):
        (root / name).symlink_to(SMALL / name)
    (root / "output").symlink_to(target)
    built = build_site(Settings.of(root, None, None, ()), lambda _: date(2022, 1, 15))
    assert built.published is None
    assert built.outcome.startswith("Nothing was published. The folder output is a link")
    assert content(somebody) == THEIRS
    assert not (tmp_path / "nowhere").exists()


def test_an_output_that_is_named_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "output").symlink_to("disk")
    settings = Settings.of(SMALL, tmp_path / "output", None, ())
    assert build_site(settings, lambda _: date(2022, 1, 15)).published
    assert (tmp_path / "disk/index.html").is_file()


def killed() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def test_a_process_that_is_killed_ends_the_build_and_says_so(output: Path) -> None:
    plan = [PlannedFile(address=f"{number}.txt", produce=bytes) for number in range(900)]
    plan.append(PlannedFile(address="killed.txt", produce=killed))
    with pytest.raises(ProcessEnded, match="was ended"):
        publish(produce(plan, processes=2), output)
    assert content(output) == OLD
    assert siblings(output) == ["output"]


def killed_while_it_hands_over() -> bytes:
    def half(self: Connection, data: bytes) -> None:
        os.write(self.fileno(), data[: len(data) // 2])
        killed()

    Connection._send = half  # type: ignore[attr-defined]
    return bytes(1000)


@contextmanager
def it_ends() -> Iterator[None]:
    """Fail where something waits for ever."""
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("It does not end."))
    signal.alarm(30)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def test_a_process_that_is_killed_while_it_hands_over_holds_up_no_other(output: Path) -> None:
    plan = [PlannedFile(address=f"{number}.txt", produce=bytes) for number in range(900)]
    plan.insert(9, PlannedFile(address="killed.txt", produce=killed_while_it_hands_over))
    with it_ends(), pytest.raises(ProcessEnded, match="was ended"):
        publish(produce(plan, processes=2), output)
    assert content(output) == OLD
    assert siblings(output) == ["output"]


SLOW = """
import os, sys, time
from pathlib import Path
from sitegen.publish import publish
from sitegen.site.planned import PlannedFile
from sitegen.site.production import produce

def slow():
    os.write(1, f"{os.getpid()}\\n".encode())  # at once, so that no line is in another
    time.sleep(600)
    return b""

plan = [PlannedFile(address=f"{number}.txt", produce=slow) for number in range(900)]
publish(produce(plan, processes=2), Path(sys.argv[1]))
"""


def test_processes_of_a_killed_build_end_and_hold_no_lock(output: Path) -> None:
    program = [sys.executable, "-c", SLOW, str(output)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    with subprocess.Popen(program, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline(), process.stdout.readline()]
        process.kill()
    children = set(map(int, said))
    assert put(NEW, output).written  # waits for nobody
    assert content(output) == NEW
    for _ in range(100):
        if not any(Path(f"/proc/{child}/exe").exists() for child in children):
            break
        time.sleep(0.05)
    assert not [child for child in children if Path(f"/proc/{child}/exe").exists()]


def test_where_the_old_site_cannot_be_looked_at_it_goes_back(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk refuses between the exchange and the look at what was there: nothing has changed."""
    must_be = NextSite.must_be

    def refuse(self: NextSite, folder: Path) -> None:
        if folder == self.places.next:
            raise OSError(errno.EIO, "refused")
        must_be(self, folder)

    monkeypatch.setattr(NextSite, "must_be", refuse)
    with pytest.raises(OSError, match="refused"):
        put(NEW, output)
    assert content(output) == OLD


def test_a_lock_that_cannot_be_closed_keeps_nothing_from_being_published(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close, lock = os.close, Places.around(output).lock

    def refuse(descriptor: int) -> None:
        name = str(Path(f"/proc/self/fd/{descriptor}").readlink())
        close(descriptor)
        if name.startswith(str(lock)):
            raise OSError(errno.EIO, "refused")

    monkeypatch.setattr(os, "close", refuse)
    put(NEW, output)
    assert content(output) == NEW
