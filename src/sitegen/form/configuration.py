"""What the form shows: which files, and every field in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Final

from sitegen.form.fields import CONTENT, Json, form_fields, shorthands_in
from sitegen.lazy import dataclass
from sitegen.programme.files.pages import PageFields
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.files.site import ClosedDaysFile, ContactsFile, DocumentsFile, PlacesFile
from sitegen.programme.files.tracks import TracksFile
from sitegen.source.fields import Record
from sitegen.source.json_schema import Choices

SOURCE: Final = "sitegen_source"
"""The field that carries the text of the file through the form, so that it can be kept."""


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file, or a folder of such files, that the form shows."""

    name: str
    label: str
    path: str
    record: type[Record]
    has_body: bool = False


FILES: Final = (
    FormFile("schedules", "Trainings", "schedules", ScheduleFile),
    FormFile("pages", "Pages", "content/pages", PageFields, has_body=True),
    FormFile("places", "Places", "content/places.yaml", PlacesFile),
    FormFile("contacts", "Contacts", "content/contacts.yaml", ContactsFile),
    FormFile("documents", "Forms and links", "content/documents.yaml", DocumentsFile),
    FormFile("closed-days", "Closed days", "content/closed-days.yaml", ClosedDaysFile),
    FormFile("tracks", "Tracks", "content/tracks.yaml", TracksFile),
)

LEFT_OUT: Final[Mapping[str, str]] = {
    "content/site.yaml": "It is set once, and two of its addresses must never change after that.",
    "content/designations.yaml": "A condition who can apply has no form. It is written by people "
    "who prove it with examples.",
}
"""The files that the form does not show, each with the reason. It never writes them."""


def collections(choices: Choices) -> list[Json]:
    """Give the collections of the form: trainings and pages first, then the files of one name."""
    folders = [one for one in FILES if not PurePosixPath(one.path).suffix]
    files = [one for one in FILES if PurePosixPath(one.path).suffix]
    return [*(_folder(one, choices) for one in folders), _files(files, choices)]


def shorthands() -> Mapping[str, Mapping[str, str]]:
    """Give what may be written as one text, by the name of the file in the form."""
    return {one.name: shorthands_in(one.record) for one in FILES}


def format_of(file: FormFile) -> str:
    """Give the name under which the page of the form reads and writes such a file."""
    return f"sitegen-{file.name}"


def _folder(file: FormFile, choices: Choices) -> Json:
    first = next(iter(form_fields(file.record, choices)))["name"]
    return {
        "name": file.name,
        "label": file.label,
        "folder": file.path,
        "format": format_of(file),
        "create": True,
        "delete": False,
        "identifier_field": first,
        "slug": f"{{{{{first}}}}}",
        "summary": f"{{{{{first}}}}}",
        "fields": _fields(file, choices),
    }


def _files(files: Iterable[FormFile], choices: Choices) -> Json:
    return {
        "name": CONTENT,
        "label": "What trainings refer to",
        "files": [
            {
                "name": file.name,
                "label": file.label,
                "file": file.path,
                "format": format_of(file),
                "fields": _fields(file, choices),
            }
            for file in files
        ],
    }


def _fields(file: FormFile, choices: Choices) -> list[Json]:
    source = {"name": SOURCE, "widget": "hidden"}
    body = {"name": "body", "label": "Text", "widget": "text", "hint": "In Markdown."}
    return [source, *form_fields(file.record, choices), *([body] if file.has_body else ())]
