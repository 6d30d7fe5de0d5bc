"""Chromium, driven through a pipe with the DevTools protocol: keys in, what happens out.

A pipe needs no port and no WebSocket, so no package either.
https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from needed import program

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--remote-debugging-pipe"),
)
KEYS = {
    "Tab": (9, ""),
    "Enter": (13, "\r"),
    " ": (32, " "),
    "ArrowUp": (38, ""),
    "ArrowDown": (40, ""),
}
_COMMANDS, _ANSWERS = 3, 4
"""Where Chromium reads commands and writes answers with --remote-debugging-pipe."""


class Refused(Exception):  # noqa: N818
    """Chromium did not do what was asked."""


class Browser:
    """A running Chromium. Answers are awaited; what else it tells is kept in `told`."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = os.fdopen(commands, "wb", buffering=0)
        self._answers = os.fdopen(answers, "rb", buffering=0)
        self._rest = b""
        self._number = 0
        self.told: list[dict[str, Any]] = []

    def close(self) -> None:
        with contextlib.suppress(OSError, Refused):
            self.ask("Browser.close")
        self._commands.close()
        self._answers.close()

    def ask(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        number = self.send(method, session, **params)
        while True:
            answer = self._read()
            if answer.get("id") == number:
                if "error" in answer:
                    raise Refused(f"{method}: {answer['error']['message']}")
                return answer["result"]
            if "id" not in answer:
                self.told.append(answer)

    def send(self, method: str, session: str | None = None, **params: Any) -> int:
        """Ask without waiting: what is asked next is answered after it. Gives its number."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self._commands.write(json.dumps(message).encode() + b"\0")
        return self._number

    def wait(self, method: str, session: str) -> dict[str, Any]:
        """Give the first of these events that is told from now on."""
        while True:
            answer = self._read()
            if "id" not in answer:
                self.told.append(answer)
            if answer.get("method") == method and answer.get("sessionId") == session:
                return answer["params"]

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = os.read(self._answers.fileno(), 1 << 20)
            if not part:
                raise Refused("Chromium has ended.")
            self._rest += part
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)


class Tab:
    """One page in a private window of its own: no cookie and no cache of another."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._context = browser.ask("Target.createBrowserContext")["browserContextId"]
        target = browser.ask(
            "Target.createTarget", url="about:blank", browserContextId=self._context
        )
        self._session = browser.ask(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log", "Audits"):
            self.ask(f"{domain}.enable")
        self.ask("Emulation.setFocusEmulationEnabled", enabled=True)

    def close(self) -> None:
        self._browser.ask("Target.disposeBrowserContext", browserContextId=self._context)

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        return self._browser.ask(method, self._session, **params)

    def told(self, *methods: str) -> list[dict[str, Any]]:
        """What Chromium has told of this page without being asked, of these kinds."""
        return [
            one["params"]
            for one in self._browser.told
            if one.get("sessionId") == self._session and one["method"] in methods
        ]

    def forget(self) -> None:
        """Begin anew with what is told."""
        self._browser.told.clear()

    def open(self, url: str) -> None:
        self.ask("Page.navigate", url=url)
        self._browser.wait("Page.loadEventFired", self._session)

    def follow(self, link: str) -> str:
        """Click on a link to another page, which a selector names, and give where it has led."""
        found = f"document.querySelector({json.dumps(link)})"
        # Of a link that is not there, nothing would ever be loaded.
        self.run(f"{found}.href")
        self.run(f"setTimeout(() => {found}.click()) && 0")
        self._browser.wait("Page.loadEventFired", self._session)
        address: str = self.run("location.href")
        return address

    def reload(self) -> None:
        self.ask("Page.reload")
        self._browser.wait("Page.loadEventFired", self._session)

    def back(self) -> None:
        """Go to the page before; it may be loaded again or come from memory."""
        history = self.ask("Page.getNavigationHistory")
        entry = history["entries"][history["currentIndex"] - 1]
        self.ask("Page.navigateToHistoryEntry", entryId=entry["id"])
        self._browser.wait("Page.frameNavigated", self._session)
        self.run(
            "new Promise((done) => document.readyState === 'complete' ? setTimeout(done)"
            " : addEventListener('pageshow', () => setTimeout(done)))"
        )

    def before_each_page(self, script: str) -> None:
        self.ask("Page.addScriptToEvaluateOnNewDocument", source=script)

    def run(self, script: str) -> Any:
        """Give what an expression of the page comes to; a promise is awaited."""
        answer = self.ask(
            "Runtime.evaluate",
            expression=script,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise Refused(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    def press(self, *keys: str, shift: bool = False) -> None:
        for key in keys:
            code, text = KEYS[key]
            event = {
                "key": key,
                "code": "Space" if key == " " else key,
                "windowsVirtualKeyCode": code,
                "modifiers": 8 if shift else 0,
            }
            down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
            self._send("Input.dispatchKeyEvent", **event, **down)
            self.ask("Input.dispatchKeyEvent", **event, type="keyUp")

    def _send(self, method: str, **params: Any) -> None:
        self._browser.send(method, self._session, **params)

    def look(
        self, width: int, height: int = 900, *, dark: bool = False, paper: bool = False
    ) -> None:
        """Be so wide, light or dark, a screen or paper. Nothing scrolls by and by."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        features = {
            "prefers-color-scheme": "dark" if dark else "light",
            "prefers-reduced-motion": "reduce",
        }
        self.ask(
            "Emulation.setEmulatedMedia",
            media="print" if paper else "screen",
            features=[{"name": name, "value": value} for name, value in features.items()],
        )

    def text_size(self, pixels: int) -> None:
        """Show text as large as somebody has set in the browser; 16 unless they did."""
        self.ask("Page.setFontSizes", fontSizes={"standard": pixels, "fixed": pixels * 13 // 16})

    def run_scripts(self, wanted: bool) -> None:
        self.ask("Emulation.setScriptExecutionDisabled", value=not wanted)

    def live_on(self, day: date) -> None:
        """Let the scripts of pages that are opened from now on find noon of this day, in UTC."""
        self.before_each_page(
            f"""{{
              const noon = Date.UTC({day.year}, {day.month - 1}, {day.day}, 12);
              globalThis.Date = class extends Date {{
                constructor(...given) {{ super(...(given.length ? given : [noon])); }}
                static now() {{ return noon; }}
              }};
            }}"""
        )

    def pdf(self, width: float, height: float) -> bytes:
        """Print on sheets of so many inches, as a person does who changes no setting."""
        printed = self.ask("Page.printToPDF", paperWidth=width, paperHeight=height)
        return base64.b64decode(printed["data"])


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium with a new profile, and end it."""
    path = program("chromium", "apt install chromium")
    to_it, from_it = os.pipe(), os.pipe()
    # Ends with high numbers, so that giving one its number cannot close the other.
    its_ends = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 100) for fd in (to_it[0], from_it[1])]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = os.posix_spawn(
            path,
            [path, *FLAGS, f"--user-data-dir={profile}"],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, its_ends[0], _COMMANDS),
                (os.POSIX_SPAWN_DUP2, its_ends[1], _ANSWERS),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
        )
        for fd in (to_it[0], from_it[1], *its_ends):
            os.close(fd)
        browser = Browser(to_it[1], from_it[0])
        try:
            yield browser
        finally:
            browser.close()
            os.waitpid(process, 0)
