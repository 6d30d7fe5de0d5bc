"""The preview: build, show the site in a browser, and follow every change of the files."""

from __future__ import annotations

import asyncio
import errno
import gc
import socket
import time
from contextlib import suppress
from typing import Any, TextIO

from tornado.netutil import bind_sockets

from sitegen.check import Clock
from sitegen.collecting import without_collecting
from sitegen.reports.harmless import harmless
from sitegen.serve.answers import application, reload_pages, server, tell
from sitegen.serve.following import has_changed
from sitegen.serve.names import LOCAL, Names
from sitegen.serve.preview import Preview
from sitegen.settings import Settings

__all__ = ["LOCAL", "Names", "Preview", "application", "serve"]

FINE, CANNOT_SERVE = 0, 2

_PAUSE = 0.1
"""Seconds between two looks at the files."""

_REST, _MOST_LOOKS = 0.02, 10
"""Seconds for which nothing may change before a build: an editor that saves writes a file in steps.
Who goes on writing for longer, such as git, is not waited for: the next look sees the rest."""

_SHARE = 20
"""A pause is so many times as long as the look before it, so that many files cost little."""

_PATIENCE = 2.0
"""Seconds until what the disk has refused is tried again, and for which a slow page is waited."""


def serve(settings: Settings, clock: Clock, names: Names, port: int, out: TextIO) -> int:
    """Build, then serve and rebuild until interrupted; gives the exit status."""
    # A port that is taken is said before a long build; whoever finds it open finds the site.
    if (problem := _refusal(names, port)) is not None:
        out.write(problem)
        return CANNOT_SERVE
    with suppress(KeyboardInterrupt):
        with without_collecting():
            preview = Preview(settings=settings, clock=clock, out=out)
        asyncio.run(_follow(preview, names, port))
    return FINE


_WARNING = (
    "The preview is open: every machine that can reach {host}, port {port}, sees the site as it\n"
    "is now, also what is not published yet. Without --host only this machine sees it."
)


def _refusal(names: Names, port: int) -> str | None:
    """Say why the preview cannot be at this port; None where it can."""
    try:
        for one in bind_sockets(port, names.host):
            one.close()
    except socket.gaierror:
        return f"The name {harmless(names.host)} after --host leads to no address.\n"
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            return f"{harmless(names.host)} after --host is no address of this machine.\n"
        reason = "is in use" if error.errno == errno.EADDRINUSE else "cannot be used"
        other = f"Choose another one: sitegen serve --port {port % 65535 + 1}"
        return f"Port {port} {reason}. {other}\n"
    return None


async def _follow(preview: Preview, names: Names, port: int) -> None:
    """Answer, look at the files again and again, and build when they have changed."""
    asyncio.get_running_loop().set_exception_handler(lambda _, about: _tell_bug(preview, about))
    answering = server(preview, names)
    answering.add_sockets(bind_sockets(port, names.host))
    address = f"http://{names.shown}:{port}{preview.base_path}"
    preview.say(f"The site is at {address} (stop with Ctrl+C)")
    if names.is_open:
        preview.say(_WARNING.format(host=names.host, port=port))
    tried = time.monotonic()
    while True:
        began = time.monotonic()
        changed = preview.has_changed()
        now = time.monotonic()
        await asyncio.sleep(0)
        if changed:
            await _reach(preview.state(is_building=True))
            await _until_at_rest(preview)
        if changed or (preview.is_refused and now - tried >= _PATIENCE):
            with without_collecting():
                is_new = preview.rebuild()
                tried = time.monotonic()
                await _reach(preview.state())
                if is_new or changed:
                    reload_pages()
            gc.collect()  # what the build has left, now that nobody waits for it
        await asyncio.sleep(max(_PAUSE, _SHARE * (now - began)))


async def _until_at_rest(preview: Preview) -> None:
    for _ in range(_MOST_LOOKS):
        before = preview.look()
        await asyncio.sleep(_REST)
        if not has_changed(before, preview.look()):
            return


async def _reach(message: dict[str, Any]) -> None:
    """Tell the pages, and wait for no page that does not listen."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            await tell(message)


def _tell_bug(preview: Preview, about: dict[str, Any]) -> None:
    error = about.get("exception")
    if isinstance(error, Exception):
        preview.say(f"The preview stumbled: {type(error).__name__}.")
