"""Which branches with a publication git has seen, looked at without git.

Every command looks at its start, and to start git would take as long as checking a site does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

BRANCH = "published"
"""What the branch with the publication is called where nobody says otherwise."""

_REFS = (f"refs/remotes/origin/{BRANCH}", f"refs/heads/{BRANCH}")
_MOST = 10_000_000
"""Bytes of a list of all branches."""


def state_of_refs(root: Path) -> Iterator[bytes]:
    """Yield what changes when git sees another publication; nothing where there is no git."""
    repository = _repository(root)
    if repository is None:
        return
    for name in (*_REFS, "packed-refs", "reftable/tables.list"):
        try:
            with (repository / name).open("rb") as file:
                yield name.encode() + b" " + file.read(_MOST)
        except OSError:
            continue


def published_branches(root: Path) -> Iterator[str]:
    """Yield the names of the branches with a publication that git has here, the better first."""
    repository = _repository(root)
    if repository is None:
        return
    packed = b"".join(state_of_refs(root))
    for ref in _REFS:
        if (repository / ref).is_file() or ref.encode() in packed or b"reftable" in packed:
            yield ref


def _repository(root: Path) -> Path | None:
    """Give the folder in which git keeps the branches of a folder; None where there is none."""
    real = Path(os.path.realpath(root))
    for folder in (real, *real.parents):
        place = folder / ".git"
        if place.is_dir():
            return place
        if place.is_file():
            return _of_work_tree(place)
    return None


def _of_work_tree(place: Path) -> Path | None:
    """Give the folder of the repository to which a further work tree belongs."""
    try:
        told = place.read_text(encoding="utf-8").strip().removeprefix("gitdir: ")
        folder = place.parent / told
        common = (folder / "commondir").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return folder
    except (OSError, ValueError):
        return None
    return folder / common
