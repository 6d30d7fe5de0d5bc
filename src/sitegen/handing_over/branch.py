"""Publishes to a branch of git: each of its commits is a whole site and its ledger.

The commit is made of git's own objects, in an index of its own. Neither the work tree nor the
current branch is touched. The push is never forced: git itself refuses it where somebody else has
published since.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.git import Git, Ran
from sitegen.handing_over import CannotPublish, Last, Next, NotKnown, Overtaken
from sitegen.lazy import dataclass, replace
from sitegen.programme.ledger import CARRIED_LEDGER
from sitegen.publish import listed, written_before
from sitegen.seal import MANIFEST, seals_of

_NO_JEKYLL = ".nojekyll"
"""With it, GitHub Pages publishes a branch as it is."""

_HARMLESS = frozenset({"CNAME", "LICENSE", "README", "README.md"})
_AGAIN = (
    "fetch first",
    "non-fast-forward",
    "stale info",
    "cannot lock ref",
    "failed to update ref",
)
"""How git says that the branch is another one by now."""

_Entries = dict[str, tuple[str, str]]
"""Mode and object of each file, by its path."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch, of a remote repository or, without one, of this repository only."""

    git: Git
    branch: str
    remote: str | None

    @property
    def name(self) -> str:
        """What it is called in sentences."""
        return f"the branch {self.branch}{f' of {self.remote}' if self.remote else ''}"

    @property
    def _here(self) -> str:
        """What git calls it here, as it was seen last."""
        return f"refs/remotes/{self.remote}/{self.branch}" if self.remote else self._there

    @property
    def _there(self) -> str:
        return f"refs/heads/{self.branch}"

    def last(self) -> Last:
        """Fetch the branch, and look at what was published last. Raises CannotPublish."""
        seen = self.git.name(self._here)
        tip = self._fetched() if self.remote else seen
        known = tip or seen
        if known is None:
            return Last()
        last = self.of(known)
        if not last.ledgers and not last.has_site:
            self._must_be_empty(known)
        # A branch that was put back knows less than it did.
        if seen is not None and seen != known and not self.git.is_ancestor(seen, known):
            return replace(last, ledgers=(*last.ledgers, *self.of(seen).ledgers))
        return replace(last, is_there=tip is not None)

    def of(self, commit: str) -> Last:
        """Give what was published with a commit."""
        ledger, manifest = self._files(commit)
        ledgers = () if ledger is None else (ledger,)
        return Last(ledgers=ledgers, has_site=manifest is not None, state=commit)

    def calendars(self, last: Last) -> Mapping[str, bytes]:
        """Give the files of the last publication of which a lost ledger can be made."""
        wanted = [
            path
            for path in self._entries(last.state)
            if path.endswith((".ics", ".json")) and path.isprintable()
        ]
        found = self._contents(last.state, wanted)
        return {path: data for path, data in zip(wanted, found, strict=True) if data is not None}

    def hand_over(self, last: Last, following: Next) -> bool:
        """Commit the site on top of the last publication, and push it.

        Raises CannotPublish, and Overtaken where somebody else has published since.
        """
        seals = following.build(None, ()).seals
        before = self._entries(last.state) if last.state else {}
        ours = listed(self._files(last.state)[1]) if last.state else frozenset()
        kept = {path: it for path, it in before.items() if path not in ours | _ADDED}
        with TemporaryDirectory(prefix="sitegen-") as made:
            folder = Path(made)
            site, ledger, same_ledger = self._objects(following, folder)
            if seals is None or seals_of(following.output) != seals:
                raise Overtaken  # another build has written to the same folder
            if both := sorted(kept.keys() & site.keys()):
                message = f"On {self.name} is {both[0]}, which sitegen did not write, and the site "
                raise CannotPublish(f"{message}has a file of that name. Remove it there.")
            if last.is_there and before == kept | site | same_ledger:
                return False
            commit = self._commit(kept | site | ledger, last.state, following, folder)
        self._publish(commit, last.state)
        return True

    def _fetched(self) -> str | None:
        """Give the newest commit of the remote branch; None where there is no such branch."""
        ran = self.git.run(
            *("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", self.remote or ""),
            f"+{self._there}:{self._here}",
        )
        if not ran.status:
            return self.git.name(self._here)
        if b"couldn't find remote ref" in ran.complained:
            return None
        message = f"git cannot fetch {self.name}: {ran.reason}"
        raise CannotPublish(f"{message} Try again when it can be reached.")

    def _must_be_empty(self, commit: str) -> None:
        others = [
            path
            for path in self._entries(commit)
            if not path.startswith(".") and path not in _HARMLESS
        ]
        if others:
            message = f"There is something else than a site of sitegen on {self.name}, such as "
            message += f"{others[0]}. It is not overwritten. Choose another name: --branch NAME"
            raise CannotPublish(message)

    def _files(self, commit: str) -> Sequence[bytes | None]:
        return self._contents(commit, (CARRIED_LEDGER, MANIFEST))

    def _contents(self, commit: str, paths: Iterable[str]) -> list[bytes | None]:
        """Give the bytes of files of a commit; None for each that is not there."""
        asked = "".join(f"{commit}:{path}\n" for path in paths)
        return list(self.git.contents(asked.encode()))

    def _entries(self, commit: str) -> _Entries:
        entries: _Entries = {}
        for line in self.git.ask("ls-tree", "-r", "-z", commit).split(b"\0"):
            facts, tab, path = line.partition(b"\t")
            if tab:
                mode, _, name = facts.decode("ascii").split()
                entries[os.fsdecode(path)] = (mode, name)
        return entries

    def _objects(self, following: Next, folder: Path) -> tuple[_Entries, _Entries, _Entries]:
        """Give git every file that was built, and both ledgers."""
        for name, data in (
            ("ledger", following.ledger),
            ("same", following.same_ledger),
            ("nothing", b""),
        ):
            (folder / name).write_bytes(data)
        addresses = sorted({*written_before(following.output), MANIFEST})
        paths = [following.output.resolve() / one for one in addresses]
        paths += [folder.resolve() / one for one in ("ledger", "same", "nothing")]
        asked = "".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape")
        # Without filters: no line ending is changed on the way.
        said = self.git.ask("hash-object", "-w", "--no-filters", "--stdin-paths", data=asked)
        *names, ledger, same, nothing = said.decode("ascii").split()
        site = {one: (_PLAIN, name) for one, name in zip(addresses, names, strict=True)}
        site[_NO_JEKYLL] = (_PLAIN, nothing)
        return site, {CARRIED_LEDGER: (_PLAIN, ledger)}, {CARRIED_LEDGER: (_PLAIN, same)}

    def _commit(self, entries: _Entries, parent: str, following: Next, folder: Path) -> str:
        """Make a commit of these files, in an index of its own."""
        index = {"GIT_INDEX_FILE": str(folder.resolve() / "index")}
        lines = b"".join(
            f"{mode} {name}\t".encode() + os.fsencode(path) + b"\0"
            for path, (mode, name) in entries.items()
        )
        self.git.ask("update-index", "-z", "--add", "--index-info", data=lines, also=index)
        tree = self.git.ask("write-tree", also=index).decode("ascii").strip()
        source = f"\n\nIt was made of {following.commit}." if following.commit else ""
        asked = ("commit-tree", tree, *(("-p", parent) if parent else ()))
        message = f"Publish the site{source}\n".encode()
        return self.git.sign(*asked, data=message).decode("ascii").strip()

    def _publish(self, commit: str, before: str) -> None:
        """Let the branch be this commit, if it is still the one of before."""
        if self.remote is None:
            ran = self.git.run("update-ref", self._there, commit, before or "0" * len(commit))
            if ran.status:
                raise Overtaken
            return
        ran = self.git.run("push", "--porcelain", self.remote, f"{commit}:{self._there}")
        if ran.status:
            self._refused(ran, commit)
        self.git.run("update-ref", self._here, commit)

    def _refused(self, ran: Ran, commit: str) -> None:
        """Say why a push has failed; return where it has arrived all the same."""
        told = [line for line in ran.text.splitlines() if line.startswith("!")]
        reason = " ".join(told[0].split("\t")[2:]) if told else ""
        if any(words in reason for words in _AGAIN):
            raise Overtaken
        if told:
            message = f"What was sent to {self.name} was not accepted: {reason}. {ran.reason}"
            raise CannotPublish(f"{message} {_RIGHTS}")
        there = self.git.run("ls-remote", self.remote or "", self._there)
        if there.status:
            message = f"The connection ended while {self.name} was sent: {ran.reason} It is not "
            raise NotKnown(f"{message}known whether it arrived. Publish again: {_ONCE}")
        if there.text.partition("\t")[0] != commit:
            message = f"git cannot send {self.name}: {ran.reason}"
            raise CannotPublish(f"{message} {_RIGHTS}")


_PLAIN = "100644"
_ADDED = frozenset({MANIFEST, CARRIED_LEDGER, _NO_JEKYLL})
_RIGHTS = (
    "Whoever publishes needs the right to push to this branch, and no rule may protect it "
    "from them. A workflow on GitHub needs the permission contents: write."
)
_ONCE = "nothing is counted twice."
