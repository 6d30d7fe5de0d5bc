"""Programs that tests compare with: found, or the test is skipped by name (in CI: failed)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest

T = TypeVar("T")

TESTS = Path(__file__).parent
CLIENTS = TESTS / "clients/.venv"
"""Virtual environment of programs that are not sitegen's dependencies, not even for tests."""

FOR_CLIENTS = (
    "python3 -m venv tests/clients/.venv && "
    "tests/clients/.venv/bin/pip install -r tests/clients/requirements.txt"
)


def missing(name: str, install: str) -> NoReturn:
    """Skip the test that needs `name` and say how to install it; where CI is set, fail it."""
    message = f"{name} is not installed: {install}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def program(name: str, install: str) -> str:
    """Give the path of a program."""
    # A server's program is not always on the path of a person.
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/libexec"))
    return shutil.which(name, path=path) or missing(name, install)


def given(load: Callable[[], T], name: str, install: str) -> T:
    """Give what `load` loads, such as a C library."""
    try:
        return load()
    except OSError:
        missing(name, install)


def client(name: str, program: str | None = None) -> str:
    """Give the path of a program of the package `name` in `tests/clients/requirements.txt`."""
    path = CLIENTS / "bin" / (program or name)
    return str(path) if path.is_file() else missing(name, FOR_CLIENTS)


def node_with(package: str) -> str:
    """Give the path of Node.js, for which `package` is installed beside the tests."""
    node = program("node", "apt install nodejs npm")
    if not (TESTS / "node_modules" / package).is_dir():
        missing(package, "npm ci --ignore-scripts --prefix tests")
    return node
