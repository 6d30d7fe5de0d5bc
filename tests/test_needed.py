"""A program that is missing skips its tests by name, and fails them in CI."""

from __future__ import annotations

import needed
import pytest


def load_nothing() -> None:
    raise OSError


MESSAGE = "no-such-program is not installed: apt install it"
LOOK_FOR = [
    lambda: needed.program("no-such-program", "apt install it"),
    lambda: needed.given(load_nothing, "no-such-program", "apt install it"),
]


@pytest.mark.parametrize("look", LOOK_FOR)
def test_it_is_skipped_here(look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=MESSAGE):
        look()


@pytest.mark.parametrize("look", LOOK_FOR)
def test_it_fails_in_ci(look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=MESSAGE):
        look()


def test_what_is_there_is_found() -> None:
    assert needed.program("sh", "").endswith("/sh")
    assert needed.given(lambda: "loaded", "", "") == "loaded"
