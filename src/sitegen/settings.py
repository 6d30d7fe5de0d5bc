"""Where things are: the site's folder, what is made of it, and the templates."""

from __future__ import annotations

import os
from pathlib import Path

from sitegen.kept import NOTHING, Kept
from sitegen.lazy import dataclass
from sitegen.tree import FOLDERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The site's folder, the output, the folders of templates, of which the first wins.

    What takes long to make is `kept` for the next run. `preview` asks for a preview of a change
    instead of the site.
    """

    root: Path
    output: Path
    base_url: str | None
    templates: tuple[Path, ...]
    names_output: bool
    """Whether the output was named. Otherwise it is the site's own, and stays within the site."""
    kept: Kept = NOTHING
    preview: bool = False

    @classmethod
    def of(  # noqa: PLR0913 - each is one thing that a command can say
        cls,
        root: Path,
        output: Path | None,
        base_url: str | None,
        templates: tuple[Path, ...],
        kept: Kept = NOTHING,
        *,
        preview: bool = False,
    ) -> Settings:
        """Fill in what was not given: the site's `output/`, its own templates, the shipped ones.

        A preview goes into `preview/`, so that it never takes the place of the site.
        """
        # A link at the site's own folder of templates is looked at when they are read.
        own = Path(os.path.realpath(root)) / "templates"
        given = (Path(os.path.realpath(folder)) for folder in templates)
        distinct = dict.fromkeys((*given, own, shipped_templates()))
        return cls(
            root=root,
            output=output or root / ("preview" if preview else "output"),
            base_url=base_url,
            templates=tuple(distinct),
            names_output=output is not None,
            kept=kept,
            preview=preview,
        )

    @property
    def real_root(self) -> Path:
        """The site's folder by its path without links."""
        return Path(os.path.realpath(self.root))

    @property
    def watched(self) -> tuple[Path, ...]:
        """Folders whose changes change the site."""
        own = (self.real_root / name for name in (*FOLDERS, "templates"))
        return tuple(dict.fromkeys([*own, *self.templates]))


def shipped_templates() -> Path:
    """Folder of the templates that come with sitegen."""
    return shipped("templates")


def shipped(name: str) -> Path:
    """Folder of what comes with sitegen under this name: in the package, or in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / name
    return installed if installed.is_dir() else package.parents[1] / name
