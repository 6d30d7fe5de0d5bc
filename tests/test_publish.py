"""publish: the folder holds exactly the site, old or new, and nothing of anybody else is lost."""

import errno
import os
import random
import signal
import string
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.publish import (
    MANIFEST,
    PartlyPublished,
    Published,
    UnsafeAddress,
    UnsafeOutput,
    bringing_in,
    disk,
    publish,
)

Site = Mapping[str, bytes]

OLD: Site = {
    "index.html": b"old home",
    "trainings/cpss-2022-03/index.html": b"old page",
    "trainings/cpss-2022-03/cpss-2022-03.ics": b"the same calendar",
    "trainings/past/2020/index.html": b"dropped together with its folders",
    "becomes-a-folder": b"file",
    "becomes-a-file/index.html": b"in a folder",
    "assets/site.css": b"the same style",
}
NEW: Site = {
    "index.html": b"new home",
    "trainings/cpss-2022-03/index.html": b"new page, and longer than before",
    "trainings/cpss-2022-03/cpss-2022-03.ics": b"the same calendar",
    "trainings/cpss-2022-05/index.html": b"in a new folder",
    "becomes-a-folder/index.html": b"in a folder",
    "becomes-a-file": b"file",
    "assets/site.css": b"the same style",
    "empty.txt": b"",
}
FOREIGN: Site = {
    ".gitignore": b"*\n",
    "notes.txt": b"of an editor",
    "trainings/photo.jpg": b"beside our files",
    "own/deep/page.html": b"in a folder of its own",
}


def put(site: Site, output: Path) -> Published:
    return publish(site.items(), output)


def put_failing(site: Site, output: Path) -> int | None:
    """Number of the error that publishing raised."""
    try:
        put(site, output)
    except OSError as error:
        return error.errno
    except PartlyPublished as error:
        return error.error.errno
    return None


def content(output: Path) -> dict[str, bytes]:
    """Every file but the manifest."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def traces(output: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file, the manifest included."""
    return {
        path.relative_to(output).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in output.rglob("*")
        if path.is_file()
    }


def add_foreign(output: Path) -> None:
    for address, data in FOREIGN.items():
        (output / address).parent.mkdir(parents=True, exist_ok=True)
        (output / address).write_bytes(data)


def siblings(output: Path) -> list[str]:
    return sorted(path.name for path in output.parent.iterdir())


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def no_swap(_first: Path, _second: Path) -> None:
    raise OSError(errno.ENOSYS, "not on this system")


def mounted_elsewhere(*_args: object, **_keywords: object) -> None:
    raise OSError(errno.EXDEV, "something is mounted here")


def prepare_exchange(_patch: pytest.MonkeyPatch) -> None:
    """The folders change places in one step."""


def prepare_two_renames(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(bringing_in, "swap", no_swap)


def prepare_mount_point(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Path, "is_mount", lambda _path: True)


def prepare_hidden_mount_point(patch: pytest.MonkeyPatch) -> None:
    """A folder of the same disk, mounted: that shows only when one links or exchanges."""
    patch.setattr(os, "link", mounted_elsewhere)
    patch.setattr(bringing_in, "swap", mounted_elsewhere)


WHOLE = [prepare_exchange, prepare_two_renames]
ALL = [*WHOLE, prepare_mount_point, prepare_hidden_mount_point]
by_mode = pytest.mark.parametrize("prepare", ALL, ids=lambda p: p.__name__.removeprefix("prepare_"))
Prepare = Callable[[pytest.MonkeyPatch], None]


class TestWhatThereIsAfterwards:
    @by_mode
    def test_a_first_site(self, output: Path, prepare: Prepare, monkeypatch: pytest.MonkeyPatch):
        prepare(monkeypatch)
        assert put(NEW, output) == Published(written=len(NEW), kept=0, removed=0)
        assert content(output) == NEW
        assert siblings(output) == ["output"]

    @by_mode
    def test_exactly_the_next_site_and_what_is_not_ours(
        self, output: Path, prepare: Prepare, monkeypatch: pytest.MonkeyPatch
    ):
        put(OLD, output)
        add_foreign(output)
        prepare(monkeypatch)
        before = traces(output)
        assert put(NEW, output) == Published(written=6, kept=2, removed=3)
        assert content(output) == {**NEW, **FOREIGN}
        assert not (output / "trainings/past").exists()
        assert siblings(output) == ["output"]
        same = {*FOREIGN, "assets/site.css", "trainings/cpss-2022-03/cpss-2022-03.ics"}
        after = traces(output)
        assert {a: after[a] for a in same} == {a: before[a] for a in same}
        assert after["index.html"] != before["index.html"]

    @by_mode
    def test_an_equal_site_is_not_touched(
        self, output: Path, prepare: Prepare, monkeypatch: pytest.MonkeyPatch
    ):
        put(NEW, output)
        prepare(monkeypatch)
        before = traces(output), output.stat().st_ino
        assert put(NEW, output) == Published(written=0, kept=len(NEW), removed=0)
        assert (traces(output), output.stat().st_ino) == before

    def test_the_manifest_is_sorted_and_lists_only_what_was_written(self, output: Path):
        put(NEW, output)
        add_foreign(output)
        backwards = dict(reversed(NEW.items()))
        assert put(backwards, output).written == 0
        assert (output / MANIFEST).read_text().splitlines()[1:] == sorted(NEW)

    @by_mode
    @pytest.mark.parametrize("preview", [True, False])
    def test_a_preview_and_the_site_never_take_each_others_place(
        self, output: Path, prepare: Prepare, preview: bool, monkeypatch: pytest.MonkeyPatch
    ):
        prepare(monkeypatch)
        publish(OLD.items(), output, preview=preview)
        publish(NEW.items(), output, preview=preview)
        before = traces(output)
        with pytest.raises(UnsafeOutput, match="does not take its place"):
            publish(OLD.items(), output, preview=not preview)
        assert content(output) == NEW
        assert traces(output) == before
        assert siblings(output) == ["output"]
        assert publish(NEW.items(), output, preview=preview).written == 0

    def test_a_site_without_files(self, output: Path):
        put(OLD, output)
        assert put({}, output) == Published(written=0, kept=0, removed=len(OLD))
        assert content(output) == {}
        assert [path.name for path in output.iterdir()] == [MANIFEST]

    def test_a_file_that_somebody_changed_or_removed_is_written_again(self, output: Path):
        put(NEW, output)
        (output / "index.html").write_bytes(b"changed by hand")
        (output / "assets/site.css").unlink()
        (output / "empty.txt").unlink()
        (output / "empty.txt").symlink_to("index.html")
        assert put(NEW, output) == Published(written=3, kept=len(NEW) - 3, removed=0)
        assert content(output) == NEW
        assert not (output / "empty.txt").is_symlink()

    def test_parents_are_made(self, tmp_path: Path):
        put(NEW, tmp_path / "a/b/output")
        assert content(tmp_path / "a/b/output") == NEW

    def test_a_link_to_the_output_stays_a_link(self, tmp_path: Path):
        (tmp_path / "disk").mkdir()
        link = tmp_path / "output"
        link.symlink_to("disk")
        put(OLD, link)
        put(NEW, link)
        assert link.is_symlink()
        assert content(tmp_path / "disk") == NEW

    def test_links_and_modes_of_others_stay(self, output: Path):
        put(OLD, output)
        (output / "private").mkdir(mode=0o700)
        (output / "private/empty").mkdir()
        (output / "link").symlink_to("/nowhere")
        output.chmod(0o750)
        put(NEW, output)
        assert (output / "private").stat().st_mode & 0o777 == 0o700
        assert (output / "private/empty").is_dir()
        assert (output / "link").readlink() == Path("/nowhere")
        assert output.stat().st_mode & 0o777 == 0o750

    def test_files_are_readable_as_the_system_wants(self, output: Path):
        old = os.umask(0o027)
        try:
            put(NEW, output)
        finally:
            os.umask(old)
        assert (output / "index.html").stat().st_mode & 0o777 == 0o640
        assert (output / "trainings").stat().st_mode & 0o777 == 0o750

    def test_what_others_add_while_the_folders_change_places_is_saved(
        self, output: Path, monkeypatch: pytest.MonkeyPatch
    ):
        put(OLD, output)
        add_foreign(output)

        def swap_late(first: Path, second: Path) -> None:
            (output / "late.txt").write_bytes(b"just now")
            (output / "trainings/past/late.txt").write_bytes(b"in a folder that goes")
            replaced = output / "replaced"
            replaced.write_bytes(b"edited just now")
            replaced.replace(output / "notes.txt")
            disk.swap(first, second)

        monkeypatch.setattr(bringing_in, "swap", swap_late)
        put(NEW, output)
        assert content(output) == {
            **NEW,
            **FOREIGN,
            "notes.txt": b"edited just now",
            "late.txt": b"just now",
            "trainings/past/late.txt": b"in a folder that goes",
        }

    @given(
        st.lists(
            st.dictionaries(
                st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map("/".join),
                st.binary(max_size=3),
                max_size=6,
            ),
            min_size=2,
            max_size=4,
        )
    )
    @settings(max_examples=60, deadline=None)
    @by_mode
    def test_any_site_after_any_other(
        self, tmp_path_factory: pytest.TempPathFactory, prepare: Prepare, sites: list[Site]
    ):
        output = tmp_path_factory.mktemp("any") / "output"
        with pytest.MonkeyPatch.context() as patch:
            prepare(patch)
            now: Site = {}
            for site in sites:
                try:
                    put(site, output)
                    now = site
                except UnsafeAddress:
                    assert any(f"{a}/" == b[: len(a) + 1] for a in site for b in site)
                assert content(output) == now
                assert all(any(path.iterdir()) for path in output.rglob("*") if path.is_dir())


class TestRefusals:
    @pytest.mark.parametrize(
        "address",
        [
            "",
            "/etc/passwd",
            "../outside",
            "a/../../outside",
            "a/..",
            "./a",
            "a/./b",
            "a//b",
            "a/",
            "/",
            "a\\b",
            "C:/x",
            "nul\0",
            "line\nbreak",
            "a/\x7f",
            "\ud800",
            MANIFEST,
            ".sitegen-next/x",
        ],
    )
    def test_an_address_that_is_not_within_the_site(self, output: Path, address: str):
        put(OLD, output)
        with pytest.raises(UnsafeAddress):
            put({**NEW, address: b"x"}, output)
        assert content(output) == OLD
        assert siblings(output) == ["output"]

    @pytest.mark.parametrize("address", ["...", "a/.well-known", "..a/b..", "é/日本.txt", "a b"])
    def test_an_odd_address_that_is_within_the_site(self, output: Path, address: str):
        put({address: b"x"}, output)
        assert content(output) == {address: b"x"}

    @pytest.mark.parametrize("pair", [("a", "a"), ("a", "a/b"), ("a/b", "a"), ("a/b/c", "a")])
    def test_two_files_at_one_place(self, output: Path, pair: tuple[str, str]):
        put(OLD, output)
        with pytest.raises(UnsafeAddress, match="a"):
            publish([(address, b"x") for address in pair], output)
        assert content(output) == OLD

    def test_a_folder_that_somebody_else_filled(self, output: Path):
        add_foreign(output)
        with pytest.raises(UnsafeOutput, match=r"notes\.txt"):
            put(NEW, output)
        assert content(output) == FOREIGN
        assert siblings(output) == ["output"]

    @pytest.mark.parametrize("name", [".gitignore", ".gitkeep", "CNAME"])
    def test_a_folder_with_nothing_but_settings_is_taken(self, output: Path, name: str):
        output.mkdir()
        (output / name).write_bytes(b"kept")
        put(NEW, output)
        assert content(output) == {**NEW, name: b"kept"}

    def test_a_file_in_the_place_of_the_output(self, output: Path):
        output.write_bytes(b"precious")
        with pytest.raises(UnsafeOutput, match="is a file"):
            put(NEW, output)
        assert output.read_bytes() == b"precious"

    @pytest.mark.parametrize("damage", ["", "notes.txt\n", "HEADER\n../outside\n"])
    def test_a_damaged_manifest(self, output: Path, damage: str):
        put(OLD, output)
        (output.parent / "outside").write_bytes(b"precious")
        header = (output / MANIFEST).read_text().splitlines()[0]
        (output / MANIFEST).write_text(damage.replace("HEADER", header))
        with pytest.raises(UnsafeOutput, match=MANIFEST):
            put(NEW, output)
        assert content(output) == OLD
        assert (output.parent / "outside").read_bytes() == b"precious"

    @pytest.mark.parametrize("prepare", ALL)
    @pytest.mark.parametrize(
        ("theirs", "ours"),
        [
            ("page", "page"),
            ("page", "page/index.html"),
            ("page/index.html", "page"),
            ("page/deep/x", "page"),
        ],
    )
    def test_a_file_of_somebody_else_is_in_the_way(
        self,
        output: Path,
        theirs: str,
        ours: str,
        prepare: Prepare,
        monkeypatch: pytest.MonkeyPatch,
    ):
        put(OLD, output)
        (output / theirs).parent.mkdir(parents=True, exist_ok=True)
        (output / theirs).write_bytes(b"precious")
        prepare(monkeypatch)
        with pytest.raises(UnsafeOutput, match="page"):
            put({**NEW, ours: b"x"}, output)
        assert content(output) == {**OLD, theirs: b"precious"}

    @pytest.mark.parametrize("prepare", ALL)
    def test_nothing_is_written_or_removed_through_a_link(
        self, tmp_path: Path, output: Path, prepare: Prepare, monkeypatch: pytest.MonkeyPatch
    ):
        put(OLD, output)
        outside = tmp_path / "outside"
        (output / "trainings").rename(outside)
        (output / "trainings").symlink_to(outside)
        prepare(monkeypatch)
        with pytest.raises(UnsafeOutput, match="trainings"):
            put(NEW, output)
        put({"index.html": b"only this"}, output)
        assert content(outside) == {
            address.removeprefix("trainings/"): data
            for address, data in OLD.items()
            if address.startswith("trainings/")
        }

    def test_a_folder_with_a_similar_name_is_not_a_rest_of_a_killed_run(self, output: Path):
        """A rest of a killed run is recognised by its whole name, others stay."""
        put(OLD, output)
        mine = output.parent / ".output.sitegen-next-of-mine"
        mine.mkdir()
        put(NEW, output)
        assert mine.is_dir()


class RenderingError(Exception):
    """What a fault in a template might raise."""


class TestFaults:
    @pytest.mark.parametrize("count", range(len(NEW) + 1))
    def test_a_render_that_fails_changes_nothing(self, output: Path, count: int):
        put(OLD, output)
        add_foreign(output)
        before = traces(output)

        def files() -> Iterator[tuple[str, bytes]]:
            yield from list(NEW.items())[:count]
            raise RenderingError

        with pytest.raises(RenderingError):
            publish(files(), output)
        assert traces(output) == before
        assert siblings(output) == ["output"]

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
    @pytest.mark.parametrize("prepare", WHOLE)
    def test_whichever_call_fails_the_site_is_whole(
        self, tmp_path: Path, prepare: Prepare, number: int
    ):
        outcomes = set()
        for nth in range(1, 500):
            output = tmp_path / str(nth) / "output"
            put(OLD, output)
            add_foreign(output)
            with pytest.MonkeyPatch.context() as patch:
                prepare(patch)
                fault = failing(patch, nth, number)
                assert put_failing(NEW, output) in (None, number), (nth, fault.name)
            now = content(output)
            assert now in ({**OLD, **FOREIGN}, {**NEW, **FOREIGN}), (nth, fault.name)
            outcomes.add(now["index.html"])
            put(NEW, output)
            assert content(output) == {**NEW, **FOREIGN}, (nth, fault.name)
            assert siblings(output) == ["output"]
            if not fault.happened:
                break
        assert not fault.happened
        assert nth > 50
        assert outcomes == {b"old home", b"new home"}

    @pytest.mark.parametrize("prepare", [prepare_mount_point, prepare_hidden_mount_point])
    def test_file_by_file_each_is_old_or_new_and_the_next_run_completes(
        self, tmp_path: Path, prepare: Prepare
    ):
        for nth in range(1, 500):
            output = tmp_path / str(nth) / "output"
            put(OLD, output)
            add_foreign(output)
            with pytest.MonkeyPatch.context() as patch:
                prepare(patch)
                fault = failing(patch, nth, errno.ENOSPC)
                assert put_failing(NEW, output) in (None, errno.ENOSPC), (nth, fault.name)
            for address, data in content(output).items():
                known = (OLD.get(address), NEW.get(address), FOREIGN.get(address))
                assert data in known or address.startswith(".sitegen-"), (nth, fault.name)
            with pytest.MonkeyPatch.context() as patch:
                prepare(patch)
                put(NEW, output)
            assert content(output) == {**NEW, **FOREIGN}, (nth, fault.name)
            if not fault.happened:
                break
        assert not fault.happened
        assert nth > 50

    def test_short_writes_are_completed(self, output: Path, monkeypatch: pytest.MonkeyPatch):
        write = os.write
        monkeypatch.setattr(os, "write", lambda fd, data: write(fd, bytes(data)[:1]))
        put(NEW, output)
        assert content(output) == NEW

    def test_a_site_moved_aside_by_a_killed_run_is_put_back(self, output: Path):
        put(OLD, output)
        output.rename(output.parent / ".output.sitegen-aside")
        (output.parent / ".output.sitegen-next").mkdir()
        with pytest.raises(RenderingError):
            publish(failing_files(), output)
        assert content(output) == OLD
        assert siblings(output) == ["output"]

    def test_a_folder_of_others_that_may_not_be_written_to_stays(self, output: Path):
        put(OLD, output)
        add_foreign(output)
        (output / "own/deep").chmod(0o555)
        inode = (output / "own/deep").stat().st_ino
        put(NEW, output)
        put(OLD, output)
        assert content(output) == {**OLD, **FOREIGN}
        if os.geteuid() != 0:
            assert (output / "own/deep").stat().st_ino == inode
        (output / "own/deep").chmod(0o755)


def failing_files() -> Iterator[tuple[str, bytes]]:
    raise RenderingError
    yield "never", b""


class Fault:
    """Lets the n-th of the calls to the disk fail."""

    def __init__(self, nth: int, number: int) -> None:
        self.left = nth
        self.number = number
        self.happened = False
        self.name = ""

    def around(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def maybe(*args: object, **keywords: object) -> object:
            self.left -= 1
            if self.left == 0:
                self.happened, self.name = True, name
                raise OSError(self.number, f"injected into {name}")
            return call(*args, **keywords)

        return maybe


CALLS = (
    *("open", "write", "read", "close", "scandir", "chmod", "chown"),
    *("mkdir", "link", "rename", "replace", "unlink", "rmdir"),
)


def failing(patch: pytest.MonkeyPatch, nth: int, number: int) -> Fault:
    fault = Fault(nth, number)
    for name in CALLS:
        patch.setattr(os, name, fault.around(f"os.{name}", getattr(os, name)))
    patch.setattr(bringing_in, "swap", fault.around("swap", bringing_in.swap))
    return fault


PUBLISHER = """
import sys
from pathlib import Path
from sitegen.publish import publish

def site(version):
    for i in range(40):
        yield f"pages/{i}/index.html", f"{version} {i}".encode() * 50
        yield f"same/{i}.ics", b"same" * i
        yield f"only-{version}/{i}.txt", b"x"

output, rounds, *versions = sys.argv[1:]
for turn in range(int(rounds)):
    publish(site(versions[turn % len(versions)]), Path(output))
    print(turn, flush=True)
"""


def version_of(output: Path) -> str:
    """The version that is there, whole."""
    now = content(output)
    version = now["pages/0/index.html"].split()[0].decode()
    wanted: dict[str, bytes] = {}
    for i in range(40):
        wanted[f"pages/{i}/index.html"] = f"{version} {i}".encode() * 50
        wanted[f"same/{i}.ics"] = b"same" * i
        wanted[f"only-{version}/{i}.txt"] = b"x"
    assert now == wanted
    return version


@contextmanager
def publisher(output: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    program = [sys.executable, "-c", PUBLISHER, str(output), *arguments]
    source = str(Path(__file__).parents[1] / "src")
    environment = {**os.environ, "PYTHONPATH": source}
    with subprocess.Popen(program, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


class TestProcesses:
    def test_killed_at_any_moment_it_leaves_a_whole_site(self, output: Path):
        chance = random.Random(20220321)
        for _ in range(15):
            with publisher(output, "100000", "a", "b") as process:
                assert process.stdout is not None
                process.stdout.readline()
                time.sleep(chance.uniform(0, 0.05))
                process.send_signal(signal.SIGKILL)
                process.wait()
            assert version_of(output) in {"a", "b"}
        with publisher(output, "1", "c") as process:
            assert process.wait() == 0
        assert version_of(output) == "c"
        assert siblings(output) == ["output"]

    def test_several_at_once_wait_for_one_another(self, output: Path):
        with (
            publisher(output, "15", "a", "b") as first,
            publisher(output, "15", "c", "d") as second,
            publisher(output, "15", "e", "f") as third,
        ):
            for process in (first, second, third):
                process.communicate()
            assert [process.returncode for process in (first, second, third)] == [0, 0, 0]
        assert version_of(output) in set(string.ascii_lowercase[:6])
        assert siblings(output) == ["output"]
