"""What is kept for the next run: given back whole, or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from sitegen.kept import Kept, kept_folder


def test_what_was_kept_is_there_in_the_next_run(tmp_path: Path) -> None:
    Kept(tmp_path / "a/b").put("x", b"one")
    assert Kept(tmp_path / "a/b").get("x") == b"one"
    assert Kept(tmp_path / "a/b").get("y") is None
    assert stat.S_IMODE((tmp_path / "a/b").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "a/b/x").stat().st_mode) == 0o600


def test_the_newest_thing_of_a_name_counts(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "k")
    kept.put("x", b"one")
    kept.put("x", b"two")
    assert kept.get("x") == b"two"
    assert [path.name for path in (tmp_path / "k").iterdir()] == ["x"]


def test_the_oldest_things_make_room(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "k")
    for number in range(520):
        kept.put(f"x{number:03}", b"one")
        os.utime(tmp_path / "k" / f"x{number:03}", ns=(number, number))
    names = sorted(path.name for path in (tmp_path / "k").iterdir())
    assert 400 <= len(names) <= 500
    assert names[-1] == "x519"
    assert names == [f"x{number:03}" for number in range(520 - len(names), 520)]


@pytest.mark.parametrize("damage", [b"", b"short", b"\x00" * 40, b"x" * 32 + b"one"])
def test_damaged_things_are_not_given(tmp_path: Path, damage: bytes) -> None:
    kept = Kept(tmp_path / "k")
    kept.put("x", b"one")
    (tmp_path / "k/x").write_bytes(damage)
    assert kept.get("x") is None


def test_each_damaged_byte_is_noticed(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "k")
    kept.put("x", b"one and two")
    whole = (tmp_path / "k/x").read_bytes()
    for at in range(len(whole)):
        (tmp_path / "k/x").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert kept.get("x") is None


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_a_folder_in_which_others_can_write_is_not_used(tmp_path: Path, mode: int) -> None:
    Kept(tmp_path / "k").put("x", b"one")
    (tmp_path / "k").chmod(mode)
    assert Kept(tmp_path / "k").get("x") is None
    Kept(tmp_path / "k").put("y", b"two")
    assert not (tmp_path / "k/y").exists()


def test_links_are_not_followed(tmp_path: Path) -> None:
    Kept(tmp_path / "other").put("x", b"one")
    (tmp_path / "k").symlink_to(tmp_path / "other")
    assert Kept(tmp_path / "k").get("x") is None
    kept = Kept(tmp_path / "own")
    (tmp_path / "own/x").symlink_to(tmp_path / "other/x")
    assert kept.get("x") is None
    kept.put("x", b"two")
    assert not (tmp_path / "own/x").is_symlink()
    assert Kept(tmp_path / "other").get("x") == b"one"


def test_pipes_do_not_hold_a_run(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "k")
    os.mkfifo(tmp_path / "k/x")
    assert kept.get("x") is None


def test_where_nothing_can_be_kept_everything_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for kept in (Kept(), Kept(None), Kept(tmp_path / "file"), Kept(tmp_path / "file/k")):
        kept.put("x", b"one")
        assert kept.get("x") is None
    gone = Kept(tmp_path / "k")
    (tmp_path / "k").rmdir()
    gone.put("x", b"one")
    assert gone.get("x") is None


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"HOME": "/people/x"}, Path("/people/x/.cache/sitegen")),
        ({"HOME": "/people/x", "XDG_CACHE_HOME": "/c"}, Path("/c/sitegen")),
        ({"HOME": "/people/x", "XDG_CACHE_HOME": ""}, Path("/people/x/.cache/sitegen")),
        # The specification: a path that is not absolute is passed over.
        ({"HOME": "/people/x", "XDG_CACHE_HOME": "c"}, Path("/people/x/.cache/sitegen")),
        ({"HOME": "x"}, None),
        ({}, None),
    ],
)
def test_the_folder_is_the_one_of_the_user(
    environment: dict[str, str], folder: Path | None
) -> None:
    assert kept_folder(environment) == folder
