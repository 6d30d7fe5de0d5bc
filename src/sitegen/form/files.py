"""The files of the form: made anew, with what an office has set itself kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from sitegen.form.configuration import collections, shorthands
from sitegen.form.fields import Json
from sitegen.lazy import dataclass, pattern
from sitegen.source.json_schema import Choices

CMS_VERSION: Final = "0.221.1"
CMS_INTEGRITY: Final = "sha384-JQ+XsKx/UzwdTiNnFStza3XtqqQoVtyNPApkfvwlzZDfhe7giE9CnfQrpHqgv3k6"
"""Of dist/sveltia-cms.js in that version: a browser runs no other file."""

YAML_VERSION: Final = "2.8.3"

FOLDER: Final = "admin"
PAGE, FORMAT, CONFIGURATION = "index.html", "format.js", "config.json"
NAMES: Final = (PAGE, FORMAT, CONFIGURATION)

_SEAL = pattern(r'(?<=<meta name="sitegen-form" content=")[0-9a-f]{64}(?=">)')
_REPOSITORY = pattern(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+")


class NoForm(Exception):  # noqa: N818 - says why there is none, not that something is wrong
    """The form cannot be written: the reason, and the way out."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for beside the form itself."""

    repository: str | None = None
    overwrite: bool = False


def form_files(choices: Choices, before: Mapping[str, bytes], wish: Wish) -> Mapping[str, bytes]:
    """Give the files of the form by name. `before` are those that are there.

    What stands in the configuration beside the collections is the office's own and is kept. All
    else is as sitegen makes it; a file that somebody else has written is not replaced.
    """
    if before and not wish.overwrite and not _is_as_written(before):
        raise NoForm(
            "A file in admin/ is not as sitegen wrote it, so nothing was changed. "
            "To write them anew, without these changes: sitegen form --overwrite"
        )
    configuration = {**_usual(), **_settings(before, wish)}
    configuration["collections"] = collections(choices)
    texts = {
        PAGE: _page(),
        FORMAT: files("sitegen.form").joinpath(FORMAT).read_text("utf-8"),
        CONFIGURATION: json.dumps(configuration, indent=2, ensure_ascii=False) + "\n",
    }
    texts[PAGE] = texts[PAGE].replace("SEAL", _seal(texts, configuration))
    return {name: text.encode() for name, text in texts.items()}


def _usual() -> Json:
    schema = f"https://unpkg.com/@sveltia/cms@{CMS_VERSION}/schema/sveltia-cms.json"
    return {
        "$schema": schema,
        "backend": {"name": "github", "repo": "", "branch": "main"},
        "publish_mode": "editorial_workflow",
        "media_folder": "content/files",
        "editor": {"preview": False},
        "output": {"omit_empty_optional_fields": True},
    }


def _settings(before: Mapping[str, bytes], wish: Wish) -> Json:
    """Give what the office has set itself, with the repository that it names now."""
    kept = {name: value for name, value in _read(before).items() if name != "$schema"}
    backend = kept.get("backend") or _usual()["backend"]
    if wish.repository is not None:
        if not _REPOSITORY.fullmatch(wish.repository):
            raise NoForm(
                "--repository wants the owner and the name, such as --repository my-office/our-site"
            )
        backend = {**backend, "repo": wish.repository}
    if not backend.get("repo"):
        raise NoForm(
            "Say where the files of the site are on GitHub, with the owner and the name: "
            "sitegen form --repository my-office/our-site"
        )
    return {**kept, "backend": backend}


def _read(before: Mapping[str, bytes]) -> Json:
    """Give the configuration that is there; empty where there is none that can be read."""
    try:
        found = json.loads(before.get(CONFIGURATION, b"{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _page() -> str:
    page = files("sitegen.form").joinpath("page.html").read_text("utf-8")
    for name, text in {
        "CMS_VERSION": CMS_VERSION,
        "CMS_INTEGRITY": CMS_INTEGRITY,
        "YAML_VERSION": YAML_VERSION,
        "SHORTHANDS": json.dumps(shorthands()),
    }.items():
        page = page.replace(name, text)
    return page


def _is_as_written(before: Mapping[str, bytes]) -> bool:
    """Tell whether all that is sitegen's own in these files is as it wrote it."""
    texts = {name: data.decode("utf-8", "replace") for name, data in before.items()}
    found = _SEAL.search(texts.get(PAGE, ""))
    if found is None or set(texts) != set(NAMES):
        return False
    texts[PAGE] = _SEAL.sub("SEAL", texts[PAGE])
    return found[0] == _seal(texts, _read(before))


def _seal(texts: Mapping[str, str], configuration: Json) -> str:
    """Sum up the page without its seal, what it loads, and the collections."""
    whole = [texts[PAGE], texts[FORMAT], configuration.get("collections")]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()
