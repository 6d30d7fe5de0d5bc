"""Real web servers for tests: on a free port of this machine, in a folder of their own."""

from __future__ import annotations

import getpass
import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import needed

HOSTING = Path(__file__).parents[1] / "hosting"
HOST = "127.0.0.1"
PATIENCE = 60.0
"""Seconds until a server that does not start, or does not end, makes the test fail."""

NGINX = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
events {{ worker_connections {connections}; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""

APACHE = """\
ServerRoot {folder}
ServerName {host}
Listen {host}:{port}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
CustomLog {folder}/access.log common
User {user}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule deflate_module {modules}/mod_deflate.so
LoadModule filter_module {modules}/mod_filter.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule headers_module {modules}/mod_headers.so
TypesConfig {folder}/types
DocumentRoot {folder}/www
<Directory {folder}/www>
    Require all granted
    {about_folder}
</Directory>
"""

# Without .ics, so that its type is that of the site's own file.
APACHE_TYPES = """\
text/html html
text/plain txt
text/xml xml
text/css css
image/svg+xml svg
application/json json
application/atom+xml atom
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class WebServer:
    """A running server. `root` is the folder that holds the folder of the site."""

    port: int
    root: Path
    log: Path

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def answers(self, path: str) -> list[int]:
        """Give the status of each answer to a question for `path`, oldest first."""
        found = re.findall(rf'"GET {re.escape(path)} [^"]*" ([0-9]+)', self.log.read_text())
        return [int(status) for status in found]

    def get(self, path: str, **headers: str) -> Answer:
        """Ask once. Names of headers are written with underscores."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=names)
            answer = connection.getresponse()
            pairs = answer.getheaders()
            found = dict(pairs)
            assert len(found) == len(pairs), f"a header stands twice: {pairs}"
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()


def hosting_file(name: str, base_path: str) -> str:
    """Read a file of `hosting/` and write the path of the site into it, as a host has to."""
    text = (HOSTING / name).read_text(encoding="utf-8")
    return _adapted(text, "/peer-support/404.html", f"{base_path}/404.html")


def _adapted(config: str, old: str, new: str) -> str:
    assert config.count(old) == 1, old
    return config.replace(old, new)


@contextmanager
def nginx(
    folder: Path, base_path: str, also: str = "", connections: int = 512
) -> Iterator[WebServer]:
    """Run nginx with `hosting/nginx.conf`, for a site at `base_path` ("/peers").

    `also` is what a host adds after the line of the port, such as a certificate. So many
    `connections` may be open at the same time; more are closed without an answer.
    """
    program = needed.program("nginx", "apt install nginx-light")
    root = folder / "www"
    root.mkdir(parents=True)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, connections=connections))
    port = free_port()
    config = hosting_file("nginx.conf", base_path)
    config = _adapted(config, "listen 80;", f"listen {HOST}:{port};{also}")
    (folder / "site.conf").write_text(_adapted(config, "root /srv/www;", f"root {root};"))
    log = folder / "error.log"
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(log)]
    with _running(command, port, log):
        yield WebServer(port, root, folder / "access.log")


@contextmanager
def apache(about_folder: str) -> Iterator[WebServer]:
    """Run Apache; `about_folder` is what its configuration says of the published folder."""
    program = needed.program("apache2", "apt install apache2-bin")
    # Apache gives up the rights of root, and other people may not look into pytest's folders.
    folder = Path(tempfile.mkdtemp(prefix="sitegen-apache-"))
    try:
        folder.chmod(0o755)
        (folder / "www").mkdir()
        port = free_port()
        (folder / "types").write_text(APACHE_TYPES)
        (folder / "apache.conf").write_text(
            APACHE.format(
                folder=folder,
                host=HOST,
                port=port,
                user="www-data" if os.getuid() == 0 else getpass.getuser(),
                modules="/usr/lib/apache2/modules",
                about_folder=about_folder,
            )
        )
        command = [program, "-X", "-f", str(folder / "apache.conf")]
        with _running(command, port, folder / "error.log"):
            yield WebServer(port, folder / "www", folder / "access.log")
    finally:
        shutil.rmtree(folder)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def _running(command: list[str], port: int, log: Path) -> Iterator[None]:
    """Start a server, wait until it answers, and end this one process."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_until_it_answers(server, port, log)
            yield
        finally:
            server.terminate()
            try:
                server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    said = log.read_text() if log.is_file() else "nothing"
    raise AssertionError(f"the server does not answer; it said:\n{said}")
