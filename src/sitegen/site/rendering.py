"""Templates: finding, reading and filling them, and the assets that belong to them."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import jinja2

from sitegen.site.addresses import Address, asset
from sitegen.site.translating import Translating, breakable, plain
from sitegen.site.wording import ENGLISH, Words

_ASSETS = "assets"


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
        address = asset(str(path.with_name(f"{path.stem}.{digest}{path.suffix}")))
        return cls(name=name, address=address, content=content)


class Templates:
    """Templates and assets of several folders; in each question the first folder's file wins."""

    def __init__(self, folders: Sequence[Path], words: Words = ENGLISH) -> None:
        """Read every template in `folders`, so that a mistake in one is raised here already.

        Their own texts are said in `words`.
        """
        self._folders = tuple(folders)
        self._words = words
        self.assets = tuple(_read_assets(self._folders))
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader([str(folder) for folder in self._folders]),
            undefined=jinja2.StrictUndefined,
            autoescape=jinja2.select_autoescape(["html", "xml"]),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            extensions=[Translating],
        )
        self._environment.extend(words=words)
        self._environment.globals["_"] = words.say
        self._environment.filters |= {"plain": plain, "breakable": breakable}
        for name in self._environment.list_templates(filter_func=_is_template):
            self._get(name)

    def said_in(self, words: Words) -> Templates:
        """Give the same templates for pages in another language."""
        return self if words is self._words else Templates(self._folders, words)

    def render(self, name: str, /, **values: object) -> str:
        """Fill the template `name`. Raises TemplateProblem."""
        template = self._get(name)
        try:
            return template.render(values)
        except Exception as error:  # a site's own template can raise anything
            raise self._problem(error, name) from error

    def _get(self, name: str) -> jinja2.Template:
        try:
            return self._environment.get_template(name)
        except (jinja2.TemplateError, UnicodeDecodeError, RecursionError) as error:
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
        files = [folder / name for folder in self._folders]
        return next((file for file in files if file.is_file()), files[-1])


def shipped_templates() -> Path:
    """Folder of the templates that come with sitegen: in the package, or in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "templates"
    return installed if installed.is_dir() else package.parents[1] / "templates"


def asset_addresses(assets: Sequence[Asset]) -> Mapping[str, Address]:
    """Address of each asset by the name it has in its folder."""
    return {item.name: item.address for item in assets}


def _is_template(name: str) -> bool:
    return not name.startswith(f"{_ASSETS}/") and name.endswith((".html", ".xml", ".txt"))


def _read_assets(folders: Sequence[Path]) -> Iterator[Asset]:
    found: dict[str, Path] = {}
    for folder in folders:
        root = folder / _ASSETS
        for file in sorted(root.rglob("*")):
            if file.is_file():
                found.setdefault(file.relative_to(root).as_posix(), file)
    for name, file in sorted(found.items()):
        yield Asset.of(name, file.read_bytes())
