"""The real yaml-language-server, asked as VS Code asks it: completion, hover, complaints."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from needed import TESTS, node_with

PACKAGE = "yaml-language-server"


class LanguageServer:
    """A conversation in the Language Server Protocol 3.17 over standard input and output."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path) -> None:
        self._process = process
        self._number = 0
        self._opened = 0
        self._complaints: dict[str, list[Any]] = {}
        self.request("initialize", {"rootUri": root.as_uri(), "capabilities": CAPABILITIES})
        self._tell("initialized", {})

    def request(self, method: str, params: Any) -> Any:
        """Ask for something, and give the answer."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        number = self._number
        while (answer := self._next()).get("id") != number or "method" in answer:
            pass
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def complaints(self, path: Path, text: str) -> list[Any]:
        """Open a text as a file beside `path`, and give what the editor would underline."""
        return self._complaints[self._open(path, text)]

    def _open(self, path: Path, text: str) -> str:
        """Open a text as a file of its own, wait for the complaints, and give its address."""
        self._opened += 1
        uri = path.with_name(f"{path.stem}-{self._opened}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self._complaints:
            self._next()
        return uri

    def completions(self, path: Path, text: str) -> list[Any]:
        """Give what is offered at the sign | of a text."""
        plain, place = text.replace("|", "", 1), _place(text, text.index("|"))
        uri = self._open(path, plain)
        found = self.request(
            "textDocument/completion", {"textDocument": {"uri": uri}, "position": place}
        )
        items: list[Any] = found["items"] if isinstance(found, dict) else found
        return items

    def hover(self, path: Path, text: str) -> str:
        """Give what is shown at the sign | of a text."""
        plain, place = text.replace("|", "", 1), _place(text, text.index("|"))
        uri = self._open(path, plain)
        found = self.request(
            "textDocument/hover", {"textDocument": {"uri": uri}, "position": place}
        )
        return str(found["contents"]["value"]) if found else ""

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _next(self) -> dict[str, Any]:
        """Read one message, and answer what the server asks for itself."""
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self._complaints[params["uri"]] = params["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._settings(message)})
        return message

    @staticmethod
    def _settings(message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        yaml = {
            "validate": True,
            "completion": True,
            "hover": True,
            "schemaStore": {"enable": False},
        }
        settings = {"yaml": yaml}
        return [settings.get(item.get("section"), {}) for item in message["params"]["items"]]


CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "publishDiagnostics": {},
    },
}


def _place(text: str, at: int) -> dict[str, int]:
    before = text[:at]
    return {"line": before.count("\n"), "character": at - (before.rfind("\n") + 1)}


@contextmanager
def language_server(root: Path) -> Iterator[LanguageServer]:
    """Start the server for the folder `root`, and end it afterwards."""
    node = node_with(PACKAGE)
    program = TESTS / "node_modules" / PACKAGE / "bin/yaml-language-server"
    with subprocess.Popen(
        [node, program, "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=root,
    ) as process:
        try:
            yield LanguageServer(process, root)
        finally:
            process.kill()
