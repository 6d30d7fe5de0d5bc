"""Bring the next site to where the published one is."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

from sitegen.publish.disk import folder_of, folders_above, folders_of, swap, walk, write
from sitegen.publish.next_site import (
    NextSite,
    PartlyPublished,
    UnsafeOutput,
    manifest,
)
from sitegen.seal import MANIFEST, OWN

_NO_SWAP = {errno.ENOSYS, errno.EINVAL}
_NOT_EMPTY = {errno.ENOTEMPTY, errno.EEXIST}
_CANNOT_EXCHANGE = {
    errno.EXDEV,  # something is mounted here
    errno.EBUSY,
    errno.EPERM,  # files of another owner, or a file system without links
    errno.EACCES,
    errno.EMLINK,
    errno.EOPNOTSUPP,
}


class _CannotExchangeError(Exception):
    """Here the next site cannot be made beside the published one and take its place."""


def bring_in(site: NextSite) -> None:
    """Publish a site whose files have all come in. Raises `UnsafeOutput` and `OSError`."""
    try:
        _exchange(site)
    except _CannotExchangeError:
        site.move_inside()
        _replace_each(site)


def _exchange(site: NextSite) -> None:
    """Complete the next site with links to what stays, and let it take the old one's place."""
    if site.path == site.places.inside:
        raise _CannotExchangeError
    try:
        site.must_be(site.places.folder)
        _link_staying(site)
        _change_places(site)
    except OSError as error:
        if error.errno in _CANNOT_EXCHANGE:
            raise _CannotExchangeError from error
        raise
    with suppress(OSError):  # the new site stands; the next run removes what is left here
        _clear_old(site)


def _link_staying(site: NextSite) -> None:
    """Link what stays into the next site. Its folders are made anew, as accessible as they are."""
    others = []
    kept = 0
    for address, is_folder in site.staying():
        path = f"{site.places.folder}/{address}"
        if is_folder:
            if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
                raise _CannotExchangeError
            site.make(address)
            others.append(address)
        else:
            site.make(folder_of(address))
            os.link(path, f"{site.path}/{address}", follow_symlinks=False)
            kept += address in site.kept
    for address in others:
        shutil.copymode(f"{site.places.folder}/{address}", f"{site.path}/{address}")
    if kept != len(site.kept):
        raise UnsafeOutput(
            f"Files in {site.places.folder} vanished while the site was built. Build it again."
        )


def _change_places(site: NextSite) -> None:
    """Put the next site where the published one is, and that where the next one was.

    What has been put where the published one was, in the meantime, goes back there. So does what
    cannot be looked at.
    """
    places = site.places
    try:
        swap(places.next, places.folder)
    except OSError as error:
        if error.errno not in _NO_SWAP:
            raise
        _rename_both(site)
        return
    try:
        site.must_be(places.next)
    except (UnsafeOutput, OSError):
        swap(places.next, places.folder)
        raise


def _rename_both(site: NextSite) -> None:
    places = site.places
    try:
        places.folder.rename(places.aside)
        site.must_be(places.aside)
        places.next.rename(places.folder)
    except BaseException:
        if os.path.lexists(places.aside) and not os.path.lexists(places.folder):
            places.aside.rename(places.folder)
        raise
    with suppress(OSError):  # the new site stands; the next run removes what is aside
        places.aside.rename(places.next)


def _clear_old(site: NextSite) -> None:
    """Remove the old site, but save what others have put into it while it was replaced."""
    for address, is_folder in reversed(list(walk(site.path))):
        path = f"{site.path}/{address}"
        if is_folder:
            os.rmdir(path)  # noqa: PTH106 - a Path for each costs as much again
            continue
        if address not in site.before and address not in site.planned:
            target = site.places.folder / address
            target.parent.mkdir(parents=True, exist_ok=True)
            Path(path).replace(target)  # does nothing where both are links to the same file
        with suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108 - likewise
    site.path.rmdir()


def _replace_each(site: NextSite) -> None:
    """Replace file by file what differs, all of which has been written by now.

    Meanwhile the manifest lists old and new files, so that a killed run leaves none unaccounted.
    """
    folder = site.places.folder
    site.must_be(folder)
    within = site.folders | folders_above(site.before)
    for _ in site.staying(within=within):  # raises before anything has changed
        pass
    gone = site.before - site.planned - {MANIFEST}
    in_the_way = {
        address
        for address in gone
        if address in site.folders or not site.planned.isdisjoint(folders_of(address))
    }
    _list(site, site.planned | gone)
    try:
        _remove(folder, in_the_way, within)
        for address in site.written:
            if address != MANIFEST:
                (folder / address).parent.mkdir(parents=True, exist_ok=True)
                (site.path / address).replace(folder / address)
        _remove(folder, gone - in_the_way, within)
        _list(site, site.planned)
    except OSError as error:
        raise PartlyPublished(folder, error) from error
    shutil.rmtree(site.path, ignore_errors=True)  # the next run removes what is left


def _list(site: NextSite, addresses: AbstractSet[str]) -> None:
    """Replace the published manifest."""
    path = site.path / f"{OWN}list"
    write(str(path), manifest(addresses, preview=site.preview))
    path.replace(site.places.folder / MANIFEST)


def _remove(folder: Path, addresses: AbstractSet[str], within: AbstractSet[str]) -> None:
    """Remove files, and the folders that are empty then; nothing that only a link leads to."""
    folders = folders_above(addresses)
    present = list(walk(folder, within)) if addresses else []
    for address, is_folder in reversed(present):
        if is_folder and address in folders:
            try:
                (folder / address).rmdir()
            except OSError as error:
                if error.errno not in _NOT_EMPTY:
                    raise
        elif address in addresses and not is_folder:
            (folder / address).unlink()
