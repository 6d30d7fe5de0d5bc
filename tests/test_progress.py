"""The line that tells how far a build is: on a terminal, after a while, and gone in the end."""

from __future__ import annotations

import os
import pty
import struct
import subprocess
import sys
import termios
from datetime import date
from fcntl import ioctl
from io import StringIO
from pathlib import Path

import pytest

from sitegen.build import build_site
from sitegen.progress import AFTER, EVERY, counted, told
from sitegen.settings import Settings

ROOT = Path(__file__).parents[1]
SITE = ROOT / "tests/projects/small"
WIDE = 40

BUILD = """\
import sys
import sitegen.progress
sitegen.progress.AFTER = sitegen.progress.EVERY = 0
from sitegen.cli import main
sys.exit(main(["build", "--root", sys.argv[1], "--output", sys.argv[2]]))
"""
"""A build that is taken for a long one from the start, because tests do not wait."""


class Terminal(StringIO):
    """A terminal without a size."""

    def isatty(self) -> bool:
        return True


def lines(out: StringIO) -> list[str]:
    return out.getvalue().replace("\x1b[K", "").split("\r")[1:]


def test_a_short_work_shows_nothing() -> None:
    out, now = Terminal(), 0.0
    with told(out, Terminal(), {"TERM": "xterm"}, lambda: now) as tell:
        for number in range(20):
            now = AFTER * number / 20
            tell(f"{number}")
    assert out.getvalue() == ""


def test_a_long_work_shows_some_of_it_and_nothing_in_the_end() -> None:
    out, now = Terminal(), 0.0
    with told(out, Terminal(), {"TERM": "xterm"}, lambda: now) as tell:
        for number in range(200):
            now = number * EVERY / 2
            tell(f"{number}")
    first = int(2 * AFTER / EVERY)
    shown = lines(out)
    assert shown[0] == f"{first}"
    assert shown[-1] == ""
    assert len(shown) <= (200 - first) / 2 + 2


def test_the_line_is_cleared_where_the_work_is_broken_off() -> None:
    out, now = Terminal(), 0.0

    def work() -> None:
        nonlocal now
        with told(out, Terminal(), {"TERM": "xterm"}, lambda: now) as tell:
            now = 2 * AFTER
            tell("something")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert lines(out) == ["something", ""]


def test_a_name_in_it_cannot_act_on_the_terminal() -> None:
    out, now = Terminal(), 0.0
    with told(out, Terminal(), {"TERM": "xterm"}, lambda: now) as tell:
        now = 2 * AFTER
        tell("\x1b]0;title\x07\nmore")
    (shown, cleared) = lines(out)
    assert shown.isprintable()
    assert cleared == ""


@pytest.mark.parametrize(
    ("out", "other", "environment"),
    [
        (StringIO(), Terminal(), {"TERM": "xterm"}),
        (Terminal(), StringIO(), {"TERM": "xterm"}),
        (Terminal(), Terminal(), {"TERM": "dumb"}),
        (Terminal(), Terminal(), {}),
    ],
)
def test_where_no_line_can_be_written_anew_nothing_is_shown(
    out: StringIO, other: StringIO, environment: dict[str, str]
) -> None:
    now = 0.0
    with told(out, other, environment, lambda: now) as tell:
        now = 2 * AFTER
        tell("something")
    assert out.getvalue() == ""


def test_what_is_counted_is_passed_on_as_it_is() -> None:
    said: list[str] = []
    files = [("index.html", b"a"), ("calendar.ics", b"b")]
    assert list(counted(iter(files), 1200, said.append)) == files
    assert said == [
        "1 of 1,200 files are made: index.html",
        "2 of 1,200 files are made: calendar.ics",
    ]


def built(output: Path, terminal: dict[str, bool], term: str = "xterm") -> str:
    """Give what a person sees of a build, where standard output and error lead to a terminal."""
    person, program = pty.openpty()
    ioctl(program, termios.TIOCSWINSZ, struct.pack("HHHH", 24, WIDE, 0, 0))
    streams = {name: program if is_one else subprocess.PIPE for name, is_one in terminal.items()}
    command = (sys.executable, "-c", BUILD, str(SITE), str(output))
    environment = {"PYTHONPATH": str(ROOT / "src"), "TERM": term, "HOME": str(output.parent)}
    ran = subprocess.Popen(command, env=environment, **streams)
    os.close(program)
    seen = b""
    try:
        while chunk := os.read(person, 4096):
            seen += chunk
    except OSError:  # nobody writes to it any more (Linux)
        pass
    ran.communicate()
    os.close(person)
    assert ran.returncode == 0
    return seen.decode()


def test_a_build_on_a_terminal_shows_a_line_that_fits_and_clears_it(tmp_path: Path) -> None:
    seen = built(tmp_path / "output", {"stdout": True, "stderr": True})
    shown, _, rest = seen.rpartition("\r\x1b[K")
    line = [one.removesuffix("\x1b[K") for one in shown.split("\r") if one]
    assert line[0].startswith("1 of ")
    assert all(len(one) < WIDE for one in line)
    assert "\n" not in shown
    assert rest.startswith("schedules/2022.yaml:1:7: notice:")
    assert "\x1b[K" not in rest


@pytest.mark.parametrize(
    ("terminal", "term"),
    [
        ({"stdout": False, "stderr": True}, "xterm"),
        ({"stdout": True, "stderr": False}, "xterm"),
        ({"stdout": True, "stderr": True}, "dumb"),
    ],
)
def test_in_a_pipe_and_on_a_dumb_terminal_there_is_no_line(
    terminal: dict[str, bool], term: str, tmp_path: Path
) -> None:
    assert "files are made" not in built(tmp_path / "output", terminal, term)


def test_documents_are_counted_among_all_files(tmp_path: Path) -> None:
    told = list[str]()
    root = Path(__file__).parent / "projects" / "every-state"
    settings = Settings.of(root, tmp_path / "output", None, ())
    assert build_site(settings, lambda _: date(2031, 3, 5), told.append).published
    number, _, every, *_ = told[-1].split()
    assert number == every == str(len(told))
