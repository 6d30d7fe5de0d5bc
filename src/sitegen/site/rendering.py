"""Templates: finding, reading and filling them, and the assets that belong to them."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import jinja2

from sitegen.kept import NOTHING, Kept
from sitegen.lazy import dataclass, pattern
from sitegen.reading import MOST_PUBLISHED, TooLargeError, read_file
from sitegen.settings import shipped_templates
from sitegen.site.addresses import asset
from sitegen.site.compiled import CompiledTemplates
from sitegen.site.filling import Filling
from sitegen.site.kinds import Address
from sitegen.site.translating import Translating, breakable, plain
from sitegen.site.wording import ENGLISH, Words
from sitegen.source.text import LARGEST_FILE, read_text
from sitegen.tree import Tree, may_be_meant, tree_of

_ASSETS = "assets"
_PARTS = "partials"
_ADDRESSABLE = pattern(r"[^\\\x00-\x1f\x7f\ud800-\udfff]+")


class TemplateProblem(Exception):  # noqa: N818 - what is wrong with a template, not a bug of ours
    """A template cannot be read or filled: `file`, `line` (from 1; 0: none) and what is wrong."""

    def __init__(self, file: Path, line: int, message: str) -> None:
        super().__init__(file, line, message)  # so that it travels between processes
        self.file = file
        self.line = line
        self.message = message

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file published as it is. Its address has a hash of its content, so caches may be long."""

    name: str
    address: Address
    content: bytes

    @classmethod
    def of(cls, name: str, content: bytes) -> Asset:
        """Give the file its address."""
        digest = hashlib.sha256(content).hexdigest()[:10]
        path = PurePosixPath(name)
        address = asset(quote(str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))))
        return cls(name=name, address=address, content=content)


class Templates:
    """Templates and assets of several folders; in each question the first folder's file wins.

    `passed_over` are files that are left out because of their names and may be meant, each with the
    name that it would have.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        words: Words = ENGLISH,
        *,
        root: Path | None = None,
        kept: Kept = NOTHING,
    ) -> None:
        """Read every template in `folders`, so that a mistake in one is raised here already.

        Their own texts are said in `words`. Links in a folder of the site at `root` are followed
        within the site only; the others are trusted. What is made of the shipped ones is `kept`.
        """
        self._folders = tuple(folders)
        self._words = words
        self._root = root
        self.kept = kept
        bounds = {folder: bound_of(folder, root) for folder in self._folders}
        trees = {folder: _tree_of(folder, within) for folder, within in bounds.items()}
        self._files = {
            name: File(folder / name, bounds[folder])
            for folder, tree in reversed(trees.items())
            for name in tree.files
        }
        self.passed_over = tuple(_meant(trees))
        self.assets = tuple(_read_assets(self._files))
        made = CompiledTemplates(kept, words.version, shipped_templates())
        self._loader = _Loader(self._files)
        self._environment = Filling(
            _pure(self._files),
            loader=self._loader,
            undefined=jinja2.StrictUndefined,
            autoescape=jinja2.select_autoescape(["html", "xml"]),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            extensions=[Translating],
            bytecode_cache=made if words.version else None,
        )
        self._environment.extend(words=words)
        self._environment.globals["_"] = words.say
        self._environment.filters |= {"plain": plain, "breakable": breakable}
        for name in filter(_is_template, sorted(self._files)):
            self._get(name)

    @property
    def digest(self) -> str:
        """Give a digest of all templates and assets."""
        assets = (asset.address for asset in self.assets)  # each has a hash in it
        parts = [*(f"{name} {one}" for name, one in sorted(self._loader.read.items())), *assets]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def said_in(self, words: Words) -> Templates:
        """Give the same templates for pages in another language."""
        if words is self._words:
            return self
        return Templates(self._folders, words, root=self._root, kept=self.kept)

    def render(self, name: str, /, **values: object) -> str:
        """Fill the template `name`. Raises TemplateProblem."""
        template = self._get(name)
        try:
            return template.render(values)
        except TemplateProblem:
            raise
        except Exception as error:  # a site's own template can raise anything
            raise self._problem(error, name) from error

    def _get(self, name: str) -> jinja2.Template:
        try:
            return self._environment.get_template(name)
        except (jinja2.TemplateError, RecursionError) as error:
            raise self._problem(error, name) from error

    def _problem(self, error: Exception, name: str) -> TemplateProblem:
        """Give the place in a template's file that `error` speaks of."""
        file, line = self._file(name), 0
        # Jinja rewrites its tracebacks: frames in a template have the template's file and line.
        for frame in traceback.extract_tb(error.__traceback__):
            if any(Path(frame.filename).is_relative_to(folder) for folder in self._folders):
                file, line = Path(frame.filename), frame.lineno or 0
        if isinstance(error, jinja2.TemplateSyntaxError):
            file = Path(error.filename) if error.filename else file
            line = error.lineno
        elif isinstance(error, jinja2.TemplateNotFound):
            return TemplateProblem(file, line, f"there is no template {error}")
        return TemplateProblem(file, line, str(error))

    def _file(self, name: str) -> Path:
        """File of a template: the first there is, else where it would be in the last folder."""
        file = self._files.get(name)
        return file.path if file else self._folders[-1] / name


def asset_addresses(assets: Sequence[Asset]) -> Mapping[str, Address]:
    """Address of each asset by the name it has in its folder."""
    return {item.name: item.address for item in assets}


def _is_template(name: str) -> bool:
    return not name.startswith(f"{_ASSETS}/") and name.endswith((".html", ".xml", ".txt"))


@dataclass(frozen=True, slots=True)
class File:
    """A file of templates, and the folder that it must be in, whatever links lead to it."""

    path: Path
    within: Path

    def read(self, most: int) -> bytes:
        """Give its bytes, at most so many. Raises TemplateProblem where it has more."""
        try:
            return read_file(self.path, self.within, most)
        except TooLargeError as error:
            message = f"it has more than {most // 1_000_000} MB"
            raise TemplateProblem(self.path, 0, message) from error


def bound_of(path: Path, root: Path | None) -> Path:
    """Give the folder within which links are followed: the site for its own, anywhere for others.

    What is at the path may be a link, which must stay within the site as well.
    """
    return root if root is not None and path.is_relative_to(root) else Path("/")


def _tree_of(folder: Path, within: Path) -> Tree:
    """Look through a folder of templates. Raises TemplateProblem for what cannot be read."""
    tree = tree_of(folder, within)
    for name, why in tree.refused:
        raise TemplateProblem(folder / name, 0, f"it is {why.value}")
    for name in tree.dead_links:
        if _is_template(name) or _is_asset(name):
            raise TemplateProblem(folder / name, 0, "it is a link that leads nowhere")
    return tree


def _meant(trees: Mapping[Path, Tree]) -> Iterator[tuple[Path, str]]:
    for folder, tree in trees.items():
        for name in tree.passed_over:
            meant = may_be_meant(name)
            if meant and meant not in tree.files and (_is_template(meant) or _is_asset(meant)):
                yield folder / name, meant


def _pure(files: Mapping[str, File]) -> Path | None:
    """Give the folder of the shipped parts, where a site has none of its own.

    Macros there make the same of the same values. One of a site could count, or take turns.
    """
    shipped = shipped_templates() / _PARTS
    parts = (file for name, file in files.items() if name.startswith(f"{_PARTS}/"))
    return shipped if all(file.path.is_relative_to(shipped) for file in parts) else None


def _is_asset(name: str) -> bool:
    return name.startswith(f"{_ASSETS}/")


def _read_assets(files: Mapping[str, File]) -> Iterator[Asset]:
    for name, file in sorted(files.items()):
        if not _is_asset(name):
            continue
        if not _ADDRESSABLE.fullmatch(name):
            raise TemplateProblem(file.path, 0, "its name cannot be part of an address on the web")
        yield Asset.of(name.removeprefix(f"{_ASSETS}/"), file.read(MOST_PUBLISHED))


class _Loader(jinja2.BaseLoader):
    """Gives Jinja the text of a file, as every other file of a site is read.

    `read` is a checksum of each by its name.
    """

    def __init__(self, files: Mapping[str, File]) -> None:
        self._files = files
        self.read: dict[str, str] = {}

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002 - Jinja's signature
        template: str,
    ) -> tuple[str, str, None]:
        """Give the text of a template and its file. Raises TemplateProblem."""
        file = self._files.get(template)
        if file is None:
            raise jinja2.TemplateNotFound(template)
        source, found = read_text(str(file.path), file.read(LARGEST_FILE))
        if source is None or any(one.code == "encoding" for one in found):
            raise TemplateProblem(file.path, 0, "it is not saved as UTF-8")
        self.read[template] = hashlib.sha256(source.text.encode()).hexdigest()
        return source.text, str(file.path), None
