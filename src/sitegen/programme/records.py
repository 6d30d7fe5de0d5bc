"""All files of a site as records: which file is read as what, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, TypeVar

from sitegen.diagnostics import Diagnostic, Source, Span, problem
from sitegen.lazy import dataclass, field, pattern
from sitegen.programme.copied_names import original_of
from sitegen.programme.documents import DocumentFile
from sitegen.programme.eligibility.file import DesignationRecord, DesignationsFile
from sitegen.programme.files.pages import PageFields, TranslationFields
from sitegen.programme.files.schedules import OtherDeadlineRecord, ScheduleFile, with_shared_dates
from sitegen.programme.files.site import (
    ClosedDaysFile,
    ContactsFile,
    DocumentRecord,
    DocumentsFile,
    OfficeRecord,
    PersonRecord,
    PlaceRecord,
    PlacesFile,
    SiteFile,
)
from sitegen.programme.files.tracks import TrackRecord, TracksFile
from sitegen.programme.files.trainings import TrainingRecord
from sitegen.programme.flaws import Flaw
from sitegen.programme.look.pictures import is_picture
from sitegen.source.fields import Record
from sitegen.source.front_matter import split_page
from sitegen.source.markdown.marks import Markdown
from sitegen.source.odd_signs import cleaned
from sitegen.source.pieces import each_known
from sitegen.source.reading_files import read_fields
from sitegen.source.suggestions import closest
from sitegen.source.text import read_text
from sitegen.source.values import AN_ID, as_id
from sitegen.tree import FOLDERS

CONTENT_FILES: Mapping[str, type[Record]] = {
    "content/site.yaml": SiteFile,
    "content/contacts.yaml": ContactsFile,
    "content/places.yaml": PlacesFile,
    "content/documents.yaml": DocumentsFile,
    "content/closed-days.yaml": ClosedDaysFile,
    "content/tracks.yaml": TracksFile,
    "content/designations.yaml": DesignationsFile,
}
"""The files with one fixed name each; schedules and pages may be several."""

NEEDED_FILES = ("content/site.yaml", "content/tracks.yaml")

_SCHEDULE = pattern(r"schedules/[^/]+\.yaml")
_PAGE = pattern(r"content/pages/[^/]+\.md")
_TRANSLATION = pattern(r"content/pages/([^/.]+)\.([a-z]{2,3})\.md")
PUBLISHED = "content/files/"
"""Where the files are that can be published."""

_PUBLISHED_FILE = pattern(rf"{PUBLISHED}.+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """A page of prose: its id (the name of the file), its fields and its text.

    `typed` is the text as it stands in the file, from `start` on; `body` is what is meant by it,
    without odd signs, with one kind of line ends. Most often they are the same.
    """

    id: str
    fields: PageFields
    body: Markdown
    typed: Markdown
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationFile:
    """A page of prose in another language: `id` is that of the page, `language` stands after it."""

    id: str
    language: str
    fields: TranslationFields
    body: Markdown
    typed: Markdown
    start: int


R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Everything that could be read.

    `pictures` holds the first bytes of those published files that can be a logo. `documents` tells
    which of them can be published as a document, and why others cannot. `unread` holds the paths of
    files that could not be read, or that are needed and not there.
    """

    files: Mapping[str, Record]
    schedules: tuple[ScheduleFile, ...]
    pages: tuple[PageFile, ...]
    translations: tuple[TranslationFile, ...]
    published_files: frozenset[str]
    pictures: Mapping[str, bytes]
    documents: Mapping[str, DocumentFile | Flaw]
    unread: frozenset[str]
    _made: dict[Callable[[Records], Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def once(self, make: Callable[[Records], T]) -> T:
        """Give what `make` gives of these records. It is asked once, however many want to know."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    def file(self, kind: type[R]) -> R | None:
        """Give the one file of this kind; None where it is not there or could not be read."""
        return next((file for file in self.files.values() if isinstance(file, kind)), None)

    def holds(self, path: str) -> bool:
        """Tell whether the one file at `path` is there and could be read."""
        return path in self.files

    def read(self, kind: type[R], ask: Callable[[R], Iterable[T]]) -> tuple[T, ...]:
        """Give what is asked of every file of this kind, where it could be read."""
        files = (file for file in self.all() if isinstance(file, kind))
        return tuple(one for of_file, _ in each_known(files, ask) for one in of_file)

    @property
    def trainings(self) -> tuple[TrainingRecord, ...]:
        """Every training that could be read, of every schedule."""
        return self.read(ScheduleFile, lambda file: file.trainings)

    @property
    def deadlines(self) -> tuple[OtherDeadlineRecord, ...]:
        """Every deadline that belongs to no training, of every schedule."""
        return self.read(ScheduleFile, lambda file: file.deadlines)

    @property
    def tracks(self) -> tuple[TrackRecord, ...]:
        """Every track that could be read."""
        return self.read(TracksFile, lambda file: file.tracks)

    @property
    def designations(self) -> tuple[DesignationRecord, ...]:
        """Every designation that could be read."""
        return self.read(DesignationsFile, lambda file: file.designations)

    @property
    def offices(self) -> tuple[OfficeRecord, ...]:
        """Every office that could be read."""
        return self.read(ContactsFile, lambda file: file.offices)

    @property
    def people(self) -> tuple[PersonRecord, ...]:
        """Everybody to ask who could be read."""
        return self.read(ContactsFile, lambda file: file.people)

    @property
    def places(self) -> tuple[PlaceRecord, ...]:
        """Every place that could be read."""
        return self.read(PlacesFile, lambda file: file.places)

    @property
    def listed_documents(self) -> tuple[DocumentRecord, ...]:
        """Every document that could be read."""
        return self.read(DocumentsFile, lambda file: file.documents)

    def all(self) -> Iterator[Record]:
        """Yield the record at the top of every file."""
        yield from self.files.values()
        yield from self.schedules
        for page in self.pages:
            yield page.fields
        for translation in self.translations:
            yield translation.fields


_IN_FOLDERS = tuple(f"{folder}/" for folder in FOLDERS)


def is_read(path: str) -> bool:
    """Tell whether the bytes of the file at `path` (from the root, with slashes) are needed."""
    return bool(path in CONTENT_FILES or _SCHEDULE.fullmatch(path) or _PAGE.fullmatch(path))


def is_part(path: str) -> bool:
    """Tell whether a file at `path` is read or can be published."""
    return is_read(path) or is_published(path)


def is_published(path: str) -> bool:
    """Tell whether the file at `path` can be published as a document."""
    return bool(_PUBLISHED_FILE.fullmatch(path))


def can_be_logo(path: str) -> bool:
    """Tell whether the file at `path` is published and is a picture for a logo by its name."""
    return is_published(path) and is_picture(path)


def read_records(
    files: Mapping[str, bytes],
    other_paths: frozenset[str] = frozenset(),
    pictures: Mapping[str, bytes] = MappingProxyType({}),
    unread_files: frozenset[str] = frozenset(),
    documents: Mapping[str, DocumentFile | Flaw] = MappingProxyType({}),
) -> tuple[Records, list[Diagnostic]]:
    """Read all files of a site: bytes by path, and the paths of files that are not read.

    Gives what could be read and every mistake of every file. `unread_files` are files that could
    not be read, and are reported elsewhere.
    """
    other_paths |= frozenset(path for path in unread_files if not is_read(path))
    found: list[Diagnostic] = []
    read: dict[str, _Read] = {}
    for path in sorted(files):
        one, problems = _read_once(path, files[path])
        found += problems
        if one is not None:
            read[path] = one
    for path in LAST_READ.keys() - files.keys():
        del LAST_READ[path]
    found += _missing(files, other_paths, unread_files)
    found += _unknown(files, other_paths)
    fixed = {
        path: one for path, one in read.items() if path in CONTENT_FILES and isinstance(one, Record)
    }
    records = Records(
        files=fixed,
        schedules=_all(ScheduleFile, read),
        pages=_all(PageFile, read),
        translations=_all(TranslationFile, read),
        published_files=frozenset(p for p in other_paths if _PUBLISHED_FILE.fullmatch(p)),
        pictures=pictures,
        documents=documents,
        unread=unread_files.union(_unread(files, other_paths, read)),
    )
    return records, found


_Read = Record | PageFile | TranslationFile
K = TypeVar("K")


def _all(kind: type[K], read: Mapping[str, _Read]) -> tuple[K, ...]:
    return tuple(one for one in read.values() if isinstance(one, kind))


def _unread(
    files: Mapping[str, bytes], other_paths: frozenset[str], read: Mapping[str, _Read]
) -> Iterator[str]:
    """Yield paths of what could not be read, and of what is most likely a file by another name."""
    yield from (path for path in (*NEEDED_FILES, *files) if path not in read)
    for path, one in read.items():
        if isinstance(one, PageFile) and not AN_ID.fullmatch(one.id):
            yield path  # links to it have another address
    yield from filter(None, (_meant_for(path, files) for path in other_paths))
    yield from filter(_is_misnamed_page, other_paths)


LAST_READ: dict[str, tuple[bytes, _Read | None, tuple[Diagnostic, ...]]] = {}
"""What each file was the last time: a preview reads the same again and again."""


def _read_once(path: str, content: bytes) -> tuple[_Read | None, tuple[Diagnostic, ...]]:
    """Read a file, or give what was read when it had the same content the last time."""
    last = LAST_READ.get(path)
    if last is None or last[0] != content:
        one, found = _read(path, content)
        last = LAST_READ[path] = content, one, tuple(found)
    return last[1], last[2]


def _read(path: str, content: bytes) -> tuple[_Read | None, list[Diagnostic]]:
    source, found = read_text(path, content)
    if source is None:
        return None, found
    if _TRANSLATION.fullmatch(path):
        of_kind: tuple[_Read | None, list[Diagnostic]] = _read_translation(source)
    else:
        of_kind = _read_page(source) if _PAGE.fullmatch(path) else _read_yaml(source)
    one, problems = of_kind
    return one, [*found, *problems]


def _read_yaml(source: Source) -> tuple[Record | None, list[Diagnostic]]:
    record, found = read_fields(CONTENT_FILES.get(source.path, ScheduleFile), source)
    return (with_shared_dates(record) if isinstance(record, ScheduleFile) else record), found


def _read_parts(record: type[R], source: Source) -> tuple[R | None, int, list[Diagnostic]]:
    """Read the fields of a page, and find where its Markdown begins."""
    end, start, found = split_page(source)
    if end is None:
        return None, start, found
    fields, problems = read_fields(record, source, end)
    said = {(one.code, one.span.start) for one in found}  # a merge in both parts is said once
    return fields, start, [*(p for p in problems if (p.code, p.span.start) not in said), *found]


def _read_page(source: Source) -> tuple[PageFile | None, list[Diagnostic]]:
    fields, start, found = _read_parts(PageFields, source)
    if fields is None:
        return None, found
    page_id = PurePosixPath(source.path).stem
    if not AN_ID.fullmatch(page_id):
        message = f"The name of this file, “{page_id}”, becomes the address of its page."
        help_ = "Use lower-case letters, digits and single hyphens in it."
        if better := _page_name(page_id):
            help_ = f"Rename it to content/pages/{better}.md"
        found.append(problem("id-format", Span(source, 0, 3), message, help_))
    body, typed = _body(source, start)
    return PageFile(id=page_id, fields=fields, body=body, typed=typed, start=start), found


def _read_translation(source: Source) -> tuple[TranslationFile | None, list[Diagnostic]]:
    name = _TRANSLATION.fullmatch(source.path)
    fields, start, found = _read_parts(TranslationFields, source)
    if fields is None or name is None:
        return None, found
    body, typed = _body(source, start)
    translation = TranslationFile(
        id=name[1], language=name[2], fields=fields, body=body, typed=typed, start=start
    )
    return translation, found


def _body(source: Source, start: int) -> tuple[Markdown, Markdown]:
    """Give the text of a page as it is meant and as it stands in the file; if it can be, as one."""
    typed = Markdown(source.text[start:])
    meant = cleaned(typed).text.replace("\r\n", "\n").replace("\r", "\n")
    return (typed if meant == typed else Markdown(meant)), typed


def _missing(
    files: Mapping[str, bytes], other_paths: frozenset[str], unread: frozenset[str]
) -> Iterator[Diagnostic]:
    for path in NEEDED_FILES:
        if path not in files and path not in unread:
            span = Span(Source(path, ""), 0, 0)
            message = f"{path} is not there."
            copies = (one for one in sorted(other_paths) if original_of(one, NEEDED_FILES) == path)
            near = closest(path, other_paths) or next(copies, None)
            help_ = "Create it, or run sitegen in the folder that holds content and schedules."
            help_ = f"Rename {near} to {path}." if near else help_
            yield problem("missing-file", span, message, help_)


def _meant_for(path: str, files: Mapping[str, bytes]) -> str | None:
    """Give the file with a fixed name that is not there and that this one most likely is."""
    if not path.startswith(_IN_FOLDERS) or _PUBLISHED_FILE.fullmatch(path):
        return None
    missing = [name for name in CONTENT_FILES if name not in files]
    return closest(path, missing) or original_of(path, missing)


def _is_misnamed_page(path: str) -> bool:
    return path.startswith("content/pages/") and _better_path(path, None) is not None


def _page_name(name: str) -> str | None:
    """Give the name of a page's file without what no address holds; a language stays behind it."""
    page, dot, language = name.rpartition(".")
    if not dot or not re.fullmatch("[a-z]{2,3}", language):
        page, dot, language = name, "", ""
    better = as_id(page)
    return f"{better}{dot}{language}" if better else None


def _unknown(files: Mapping[str, bytes], other_paths: frozenset[str]) -> Iterator[Diagnostic]:
    misnamed = {path.partition("/")[0]: path for path in sorted(other_paths, reverse=True)}
    for folder in sorted(misnamed.keys() - set(FOLDERS)):
        span = Span(Source(misnamed[folder], ""), 0, 0)
        message = (
            f"sitegen does not read the folder {folder}, so the site would not show its files."
        )
        better = closest(folder.casefold(), FOLDERS)
        yield problem("misnamed-file", span, message, f"Rename the folder to {better}.")
    for path in sorted(path for path in other_paths if path.startswith(_IN_FOLDERS)):
        near = _meant_for(path, files)
        if _PUBLISHED_FILE.fullmatch(path) or near in NEEDED_FILES:
            continue  # a needed file that is not there is reported with its likely name
        span = Span(Source(path, ""), 0, 0)
        better = _better_path(path, near)
        original = original_of(path, files)
        if original is not None:
            message = f"{path} seems to be a copy of {original}. sitegen does not read it."
            help_ = f"Move what is new in it to {original}, and delete this file."
            yield problem("unknown-file", span, message, help_)
        elif better is None or better in files:
            message = f"{path} is not a file that sitegen reads."
            yield problem("unknown-file", span, message, "Move it elsewhere, or delete it.")
        else:
            message = f"sitegen does not read {path}, so what is in it would be missing."
            yield problem("misnamed-file", span, message, f"Rename it to {better}.")


def _better_path(path: str, near: str | None) -> str | None:
    """Give where the file would be read: under another name, or not in a folder of its own."""
    name, _, ending = PurePosixPath(path).name.rpartition(".")
    if path.startswith("schedules/") and ending.casefold() in {"yml", "yaml"}:
        return f"schedules/{name}.yaml"
    if path.startswith("content/pages/") and ending.casefold() in {"md", "markdown"}:
        return f"content/pages/{_page_name(name) or name}.md"
    return near
