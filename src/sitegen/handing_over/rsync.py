"""Publishes with rsync, such as to a web server that is reached by ssh.

rsync cannot compare and change in one step. So the ledger goes first: a number that was recorded
and not published yet harms nobody. It is read before and after, and where it is another one than it
should be, somebody else publishes too, and all is done again on top of theirs. Two who send at the
same moment may still mix their files until the last of them has looked again.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from sitegen.handing_over import CannotPublish, Last, Next, NotKnown, Overtaken
from sitegen.handing_over.folder import calendars_in
from sitegen.lazy import dataclass, field, pattern
from sitegen.programme.ledger import CARRIED_LEDGER
from sitegen.publish import folders_above, listed
from sitegen.reports.harmless import harmless
from sitegen.seal import MANIFEST, seals_of

_HARMLESS = frozenset({"CNAME", "lost+found"})
_LONGEST = 400
_WILD, _AS_IT_IS = pattern(r"[\\*?\[]"), r"\\\g<0>"
_NOT_THERE = 23
"""How rsync ends where a file or folder is not there."""


@dataclass(frozen=True, slots=True)
class Rsync:
    """A folder that rsync can reach: `HOST:PATH`, a module of a server, or a path."""

    target: str
    sent: list[bytes] = field(default_factory=list)
    """Ledgers that were sent. Whoever sent at the same time may have replaced them unseen."""

    @property
    def name(self) -> str:
        """What it is called in sentences."""
        return harmless(self.target)

    def last(self) -> Last:
        """Look at what was published last. Raises CannotPublish."""
        names = self._names()
        if CARRIED_LEDGER not in names and MANIFEST not in names:
            others = [one for one in names if not one.startswith(".") and one not in _HARMLESS]
            if others:
                message = f"There is something else than a site of sitegen at {self.name}, such as "
                message += f"{harmless(others[0])}. It is not overwritten. Choose an empty folder."
                raise CannotPublish(message)
        ledger = self._file(CARRIED_LEDGER)
        known = (*(() if ledger is None else (ledger,)), *self.sent)
        return Last(ledgers=known, has_site=MANIFEST in names, state=_state(ledger))

    def calendars(self, last: Last) -> Mapping[str, bytes]:  # noqa: ARG002 - it is what is there
        """Fetch the files of which a lost ledger can be made."""
        with TemporaryDirectory(prefix="sitegen-") as made:
            self._must_run("--recursive", self._at(""), f"{made}/")
            return calendars_in(Path(made))

    def hand_over(self, last: Last, following: Next) -> bool:
        """Send the ledger, then the site, and look whether the ledger is still the same.

        Raises CannotPublish, and Overtaken where somebody else has published meanwhile.
        """
        seals = following.build(None, ()).seals
        if seals is None or seals_of(following.output) != seals:
            raise Overtaken  # another build has written to the same folder
        if _state(self._file(CARRIED_LEDGER)) != last.state:
            raise Overtaken
        kept = {CARRIED_LEDGER, *listed((following.output / MANIFEST).read_bytes())}
        gone = listed(self._file(MANIFEST)) - kept
        self.sent.append(following.ledger)
        sent = self._send_ledger(following.ledger)
        try:
            sent += self._send_site(following.output, gone)
            after = self._file(CARRIED_LEDGER)
        except CannotPublish as error:
            message = (
                f"{error} The ledger has arrived, and maybe a part of the site. Publish again "
            )
            raise NotKnown(f"{message}to complete it: nothing is counted twice.") from error
        if after != following.ledger:
            raise Overtaken
        return bool(sent)

    def _names(self) -> frozenset[str]:
        """Give the names of what stands there; none where there is no such folder."""
        ran = self._run("--list-only", self._at(""))
        if ran.returncode == _NOT_THERE:
            return frozenset()
        self._must(ran)
        lines = ran.stdout.decode(errors="replace").splitlines()
        found = (line.split(None, 4) for line in lines)
        return frozenset(one[4] for one in found if len(one) == 5) - {"."}

    def _file(self, name: str) -> bytes | None:
        with TemporaryDirectory(prefix="sitegen-") as made:
            ran = self._run(self._at(name), f"{made}/")
            if ran.returncode == _NOT_THERE:
                return None
            self._must(ran)
            return (Path(made) / name).read_bytes()

    def _send_ledger(self, ledger: bytes) -> list[bytes]:
        with TemporaryDirectory(prefix="sitegen-") as made:
            (Path(made) / CARRIED_LEDGER).write_bytes(ledger)
            (Path(made) / CARRIED_LEDGER).chmod(0o644)
            asked = ("--checksum", "--perms", "--itemize-changes")
            return self._must_run(*asked, f"{made}/{CARRIED_LEDGER}", self._at(""))

    def _send_site(self, output: Path, gone: AbstractSet[str]) -> list[bytes]:
        """Send what differs, each file in one step, and remove at the end what is `gone`.

        What is equal keeps its time, so that nobody fetches it again. What sitegen did not write
        stays.
        """
        asked = ("--recursive", "--checksum", "--perms", "--delete-after", "--delay-updates")
        removed = sorted(gone | folders_above(gone) - {""})
        rules = [f"risk /{_WILD.sub(_AS_IT_IS, one)}" for one in removed]
        with NamedTemporaryFile(prefix="sitegen-") as file:
            file.write("\n".join([*rules, "protect *", ""]).encode())
            file.flush()
            told = ("--itemize-changes", f"--filter=merge {file.name}")
            return self._must_run(*asked, *told, f"{output}/", self._at(""))

    def _at(self, path: str) -> str:
        return f"{self.target.rstrip('/')}/{path}"

    def _must_run(self, *arguments: str) -> list[bytes]:
        """Run rsync, and give the lines of what it has changed. Raises CannotPublish."""
        ran = self._run(*arguments)
        self._must(ran)
        return [line for line in ran.stdout.splitlines() if line[:1] in b"<>c*"]

    def _must(self, ran: subprocess.CompletedProcess[bytes]) -> None:
        if ran.returncode:
            told = " ".join(ran.stderr.decode(errors="replace").split())
            message = f"rsync cannot reach {self.name}: {harmless(told[:_LONGEST])}"
            raise CannotPublish(f"{message} Check the address and the right to write there.")

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603 - no shell; a target that is an option is refused
                ["rsync", "--no-motd", *arguments],  # noqa: S607 - as the user has it
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            message = "There is no rsync on this machine. Install it, or publish to a folder: "
            raise CannotPublish(f"{message}--folder DIR") from error


def _state(ledger: bytes | None) -> str:
    return "" if ledger is None else hashlib.sha256(ledger).hexdigest()
