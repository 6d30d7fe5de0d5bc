"""The form in a browser: Sveltia CMS itself, with the files of a site in the browser's own folder.

Chromium gives each origin a folder (the origin private file system). The form takes it for the
folder that a person has chosen, so that it reads and writes as it does on somebody's computer.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from chromium import Tab
from needed import TESTS, node_with

from sitegen.folder import read_site_files
from sitegen.form.files import PAGE, Wish, form_files
from sitegen.programme.records import read_records
from sitegen.programme.schemas import choices_of

_PACKAGES = TESTS / "node_modules"
_TYPES = {"html": "text/html", "js": "text/javascript", "json": "application/json"}

_PUT = """(async (files) => {
  const root = await navigator.storage.getDirectory();
  await root.getDirectoryHandle(".git", { create: true });
  for (const [path, text] of Object.entries(files)) {
    const [name, ...folders] = path.split("/").reverse();
    let folder = root;
    for (const one of folders.reverse()) {
      folder = await folder.getDirectoryHandle(one, { create: true });
    }
    const writing = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await writing.write(text);
    await writing.close();
  }
})"""
_GET = """(async (path) => {
  const [name, ...folders] = path.split("/").reverse();
  let folder = await navigator.storage.getDirectory();
  for (const one of folders.reverse()) folder = await folder.getDirectoryHandle(one);
  return (await (await folder.getFileHandle(name)).getFile()).text();
})"""
_FIELD = """((path, ask) => {
  const field = document.querySelector(`[data-key-path="${path}"]`);
  return field && ask(field);
})"""
_TYPE = """((field) => {
  const input = field.querySelector("input, textarea");
  input.focus();
  input.value = TEXT;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
})"""


def _loaded_here(page: bytes) -> bytes:
    """Let the page load the same packages from here, since a test reaches no other machine."""
    text = page.decode()
    for name in ("@sveltia/cms", "yaml"):
        before, _, after = text.partition(f"https://unpkg.com/{name}@")
        text = f"{before}/packages/{name}/{after.partition('/')[2]}"
    return text.encode()


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the form of a site, as any web server does."""
    node_with("@sveltia/cms")
    files = read_site_files(site)
    records, _ = read_records(files.read, files.others)
    made = dict(form_files(choices_of(records), {}, Wish("my-office/our-site")))
    made[PAGE] = _loaded_here(made[PAGE])

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0].lstrip("/") or PAGE
            package = _PACKAGES / path.removeprefix("packages/")
            data = made.get(path)
            if data is None and path.startswith("packages/") and package.is_file():
                data = package.read_bytes()
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Type", _TYPES.get(path.rpartition(".")[2], "text/plain"))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class Form:
    """The form, opened by somebody who works on the files of this computer."""

    def __init__(self, tab: Tab, address: str, files: Mapping[str, str]) -> None:
        self._tab = tab
        tab.look(1300, 12_000)  # Sveltia makes what is in sight
        tab.before_each_page("window.showDirectoryPicker = () => navigator.storage.getDirectory()")
        tab.open(address)
        tab.run(f"{_PUT}({json.dumps(files)})")
        tab.reload()
        self.click("Work with Local Repository")
        self._until("location.hash.startsWith('#/collections/')")

    def entry(self, path: str) -> None:
        """Open an entry, and everything in its lists."""
        self._tab.run(f"location.hash = '#/collections/{path}'")
        self._until("document.querySelector('[data-key-path]')")
        self.expand()

    def expand(self) -> None:
        buttons = "[...document.querySelectorAll('button')]"
        self._until(
            f"!{buttons}.filter((one) => /Expand All/.test(one.innerText)"
            " && one.ariaDisabled !== 'true').map((one) => one.click()).length"
        )

    def click(self, words: str) -> None:
        """Click on the first button that begins so, as soon as it can be clicked."""
        self._until(
            "[...document.querySelectorAll('button')].filter((one) => one.innerText.trim()"
            f".startsWith({json.dumps(words)}) && one.ariaDisabled !== 'true')"
            ".slice(0, 1).map((one) => one.click()).length"
        )

    def write(self, path: str, text: str) -> None:
        self._until(f"{_FIELD}({json.dumps(path)}, {_TYPE.replace('TEXT', json.dumps(text))})")

    def choose(self, path: str, value: str) -> None:
        """Choose one of few values with the mouse: a click by script is not enough for these."""
        radio = f"""{_FIELD}({json.dumps(path)}, (field) =>
          field.querySelector('[role=radio][value={json.dumps(value)}]'))"""
        self._until(radio)
        x, y = self._tab.run(
            f"(({{ x, y, width, height }}) => [x + width / 2, y + height / 2])"
            f"({radio}.getBoundingClientRect())"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self._tab.ask(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
            )
        self._until(f"{radio}.ariaChecked === 'true'")

    def value(self, path: str) -> str:
        self._until(f"{_FIELD}({json.dumps(path)}, (one) => one.querySelector('input, textarea'))")
        found: str = self._tab.run(
            f"{_FIELD}({json.dumps(path)}, (one) => one.querySelector('input, textarea').value)"
        )
        return found

    def save(self, path: str, before: str) -> str:
        """Save, and give the text of the file once it is another one."""
        self.click("Save")
        self._until(
            f"{_GET}({json.dumps(path)}).then((text) => text && text !== {json.dumps(before)})"
        )
        return self.file(path)

    def file(self, path: str) -> str:
        text: str = self._tab.run(f"{_GET}({json.dumps(path)})")
        return text

    def reads(self, words: str) -> None:
        """Wait until the form says something."""
        self._until(f"document.body.innerText.includes({json.dumps(words)})")

    def _until(self, condition: str) -> None:
        """Wait until something holds; after a minute, say what does not."""
        self._tab.run(
            f"""(async () => {{
              for (let turn = 0; turn < 600; turn++) {{
                // A file that is being written cannot be read.
                if (await Promise.resolve({condition}).catch(() => false)) return;
                await new Promise((done) => setTimeout(done, 100));
              }}
              throw new Error({json.dumps(condition[-200:])});
            }})()"""
        )
