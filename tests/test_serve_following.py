"""The preview notices every change by what stands there, and tells how it is."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import cast

import pytest
from test_serve import free_port

from sitegen import serve
from sitegen.build import Built, build_site
from sitegen.serve import Preview, preview
from sitegen.serve.following import State, _File, has_changed, state_of
from sitegen.settings import Settings

ROOT = Path(__file__).parents[1]
LONG_AGO = 1_000_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a site whose files are old, below a folder of its own."""
    root = tmp_path / "site"
    for name in ("content", "schedules"):
        shutil.copytree(ROOT / name, root / name)
    (root / "content/files").mkdir(exist_ok=True)
    for path in (*root.rglob("*"), root):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return root


def look(root: Path) -> State:
    return state_of(
        [root / name for name in ("content", "schedules", "templates")], root / "output"
    )


def old_copy(root: Path) -> None:
    shutil.copy2(root / "schedules/2020.yaml", root / "schedules/2019.yaml")


def old_file_over(root: Path) -> None:
    beside = root.parent / "2020.yaml"
    beside.write_bytes((root / "schedules/2020.yaml").read_bytes())
    os.utime(beside, (LONG_AGO, LONG_AGO))
    beside.replace(root / "schedules/2020.yaml")


def unpacked(root: Path) -> None:
    archive = root.parent / "some.zip"
    with zipfile.ZipFile(archive, "w") as some:
        some.writestr(zipfile.ZipInfo("content/pages/old.md", (1990, 1, 1, 0, 0, 0)), "---\n---\n")
    with zipfile.ZipFile(archive) as some:
        some.extractall(root)
    os.utime(root / "content/pages/old.md", (LONG_AGO, LONG_AGO))


def same_length_same_time(root: Path) -> None:
    page = root / "content/pages/become.md"
    data = page.read_bytes()
    page.write_bytes(data[:-2] + b"x\n")
    os.utime(page, (LONG_AGO, LONG_AGO))


def folder_by_link(root: Path) -> None:
    (root / "schedules").rename(root / "kept")
    (root / "schedules").symlink_to("kept")


CHANGES: dict[str, Callable[[Path], object]] = {
    "cp -p": old_copy,
    "mv over, with an old time": old_file_over,
    "unzip": unpacked,
    "same length, same time": same_length_same_time,
    "touch": lambda root: (root / "content/site.yaml").touch(),
    "a time in the future": lambda root: os.utime(root / "content/site.yaml", (4e9, 4e9)),
    "folder moved away": lambda root: (root / "schedules").rename(root.parent / "away"),
    "site moved away": lambda root: root.rename(root.parent / "away"),
    "folder renamed": lambda root: (root / "content/pages").rename(root / "content/Pages"),
    "file renamed": lambda root: (root / "schedules/2020.yaml").rename(
        root / "schedules/2021.yaml"
    ),
    "two files changed places": lambda root: [
        (root / "schedules" / one).rename(root / "schedules" / other)
        for one, other in (("2020.yaml", "x"), ("2022.yaml", "2020.yaml"), ("x", "2022.yaml"))
    ],
    "removed": lambda root: (root / "schedules/2020.yaml").unlink(),
    "emptied": lambda root: (root / "schedules/2020.yaml").write_bytes(b""),
    "new, empty": lambda root: (root / "content/files/new.pdf").write_bytes(b""),
    "folder of templates": lambda root: (root / "templates").mkdir(),
    "mistyped folder": lambda root: (root / "schedule").mkdir(),
    "dead link": lambda root: (root / "content/pages/x.md").symlink_to("nowhere"),
    "folder by a link": folder_by_link,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_noticed_once_whatever_its_time(
    change: Callable[[Path], object], root: Path
) -> None:
    before = look(root)
    assert not has_changed(before, look(root))
    change(root)
    after = look(root)
    assert has_changed(before, after)
    assert not has_changed(after, look(root))


def test_a_folder_that_comes_back_is_noticed(root: Path) -> None:
    away = root.parent / "away"
    for folder in (root / "schedules", root / "content/pages", root):
        there = look(root)
        folder.rename(away)
        gone = look(root)
        assert has_changed(there, gone)
        away.rename(folder)
        assert has_changed(gone, look(root))


def test_files_saved_within_one_tick_of_a_coarse_clock_are_told_apart(root: Path) -> None:
    """A disk of FAT writes down every second second; so does this one, by hand."""
    page = root / "content/pages/become.md"
    tick = float(int(time.time()))

    def saved(text: str) -> State:
        page.write_text(text)
        os.utime(page, (tick, tick))
        return {
            path: type(one)(one.status[:2] and (0, one.status[1], 0, one.status[3]), one.content)
            if len(one.status) == 4
            else one
            for path, one in look(root).items()
        }

    first = saved("May 19")
    assert has_changed(first, saved("May 20"))
    assert not has_changed(first, saved("May 19"))


def test_old_files_are_looked_at_without_being_read(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(path: str, _: str) -> None:
        raise AssertionError(f"{path} is read")

    monkeypatch.setattr("sitegen.serve.following._COARSEST", 0.0)
    monkeypatch.setattr("sitegen.serve.following.open", opened, raising=False)
    assert str(root / "schedules/2022.yaml") in look(root)


def previewed(root: Path) -> Preview:
    return Preview(Settings.of(root, None, None, ()), lambda _: date(2022, 3, 1), StringIO())


def test_what_is_saved_during_the_build_is_built_next(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saving(settings: Settings, clock: Callable[[str], date]) -> Built:
        built = build_site(settings, clock)
        with (root / "content/pages/become.md").open("a") as page:
            page.write("\nSaved meanwhile.\n")
        return built

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(preview, "build_site", saving)
        shown = previewed(root)
    assert b"Saved meanwhile" not in shown.page("/peer-support/become/")[2]
    assert shown.has_changed()
    shown.rebuild()
    assert b"Saved meanwhile" in shown.page("/peer-support/become/")[2]
    assert not shown.has_changed()


def test_an_output_that_somebody_removed_is_made_anew(root: Path) -> None:
    shown = previewed(root)
    assert not shown.has_changed()
    shutil.rmtree(root / "output")
    assert shown.has_changed()
    shown.rebuild()
    assert not shown.has_changed()
    assert shown.page("/peer-support/")[0] == 200


def test_what_the_disk_refuses_is_told_once_and_in_the_page_until_it_is_well(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = previewed(root)
    assert isinstance(shown.out, StringIO)
    good = shown.state()

    def refuse(*_: object) -> Built:
        raise OSError(errno.EIO, "Input/output error", str(root / "schedules/2022.yaml"))

    with monkeypatch.context() as refusing:
        refusing.setattr(preview, "build_site", refuse)
        assert shown.rebuild()
        assert not shown.rebuild(), "it is refused as before"
        assert not shown.rebuild()
    assert shown.is_refused
    told = shown.state()
    assert told["state"] == "refused"
    assert told["says"]
    assert told["build"] != good["build"]
    assert shown.out.getvalue().count("Input/output error") == 1
    assert "No problems. Nothing was published" not in shown.out.getvalue()
    assert "Nothing was published. schedules/2022.yaml: Input/output error." in (
        shown.page("/peer-support/")[2].decode()
    )
    assert shown.rebuild()
    assert not shown.is_refused
    assert shown.state()["state"] == "good"
    assert b"Input/output error" not in shown.page("/peer-support/")[2]


@pytest.mark.parametrize("name", ["content", "schedules", "templates", "output"])
def test_a_link_to_itself_ends_no_preview(name: str, root: Path) -> None:
    shown = previewed(root)
    if (root / name).exists():
        (root / name).rename(root.parent / "away")
    (root / name).symlink_to(name)
    if name != "output":
        assert shown.has_changed()
    shown.rebuild()
    assert shown.page("/peer-support/")[0] == (404 if name == "output" else 200)
    (root / name).unlink()
    if (root.parent / "away").exists():
        (root.parent / "away").rename(root / name)
    shown.rebuild()
    assert shown.page("/peer-support/")[0] == 200
    assert not shown.has_changed()


def test_a_disk_that_fails_while_it_is_looked_at_ends_no_preview(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = previewed(root)

    def fail(*_: object, **__: object) -> bool:
        raise OSError(errno.EIO, "Input/output error")

    for name in ("is_dir", "stat", "iterdir"):
        with monkeypatch.context() as failing:
            failing.setattr(Path, name, fail)
            shown.has_changed()
            shown.rebuild()
            shown.page("/peer-support/")
            assert name == "iterdir" or shown.state()["state"] != "good", name
        shown.rebuild()
        assert shown.state()["state"] == "good"


def test_each_state_has_its_words(root: Path) -> None:
    shown = previewed(root)
    assert shown.state() == shown.state(is_building=True) | {"state": "good", "says": ""}
    assert shown.state(is_building=True)["says"] == "The site is being built …"
    (root / "content/site.yaml").write_text("x")
    shown.rebuild()
    assert shown.state()["state"] == "problems"
    assert b"This is the last good version of the page" in shown.page("/peer-support/")[2]
    script = (Path(preview.__file__).parent / "page.js").read_text(encoding="utf-8")
    assert "The preview has ended" in script


def started(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "sitegen", "serve", "--root", str(root)),
            *("--port", str(free_port()), "--today", "2022-03-01"),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("seconds", [0.3, 0.7, 1.2, 2.0])
def test_stopped_while_it_starts_it_ends_without_a_traceback(seconds: float, root: Path) -> None:
    with started(root) as process:
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert "Traceback" not in said
    assert "KeyboardInterrupt" not in said


def test_open_to_others_it_says_what_that_means(root: Path) -> None:
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "sitegen", "serve", "--root", str(root)),
            *("--port", str(free_port()), "--host", "0.0.0.0"),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = next(line for line in process.stdout if "The site is at" in line)
        assert "http://localhost:" in line
        warning = process.stdout.readline()
        assert warning.startswith("The preview is open: every machine that can reach 0.0.0.0")
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1", "a b", "\x1b[2J"])
def test_a_name_that_is_none_of_this_machine_is_refused(host: str, root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sitegen", "serve", "--root", str(root), "--host", host],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "--host" in done.stdout
    assert "\x1b" not in done.stdout
    assert "Traceback" not in done.stderr


class Writing:
    """Files that somebody writes in so many steps, each seen as another state."""

    def __init__(self, steps: int) -> None:
        self.steps, self.looks = steps, 0

    def look(self) -> State:
        self.looks += 1
        return {"a": _File((min(self.looks, self.steps),))}


@pytest.mark.parametrize(("steps", "looks"), [(1, 2), (2, 4), (3, 4), (6, 8), (1_000, 20)])
def test_a_file_that_is_written_in_steps_is_waited_for(
    steps: int, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_REST", 0)
    writing = Writing(steps)
    asyncio.run(serve._until_at_rest(cast("Preview", writing)))
    assert writing.looks == looks


def test_nothing_is_collected_while_a_page_waits(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Preview(Settings.of(root, None, None, ()), lambda _: date(2022, 3, 1), StringIO())
    did = list[str]()

    class EnoughError(Exception):
        pass

    def rebuilt() -> bool:
        did.append(f"built, collecting: {gc.isenabled()}")
        return True

    def collected() -> None:
        did.append("collected")
        raise EnoughError

    monkeypatch.setattr(Preview, "has_changed", lambda _: True)
    monkeypatch.setattr(Preview, "rebuild", lambda _: rebuilt())
    monkeypatch.setattr(serve, "reload_pages", lambda: did.append("told the pages"))
    monkeypatch.setattr(serve.gc, "collect", collected)
    with pytest.raises(EnoughError):
        asyncio.run(serve._follow(made, serve.Names(), free_port()))
    assert did == ["built, collecting: False", "told the pages", "collected"]
    assert gc.isenabled()
