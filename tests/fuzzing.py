"""Whole programmes, changed at random: whatever stands in the files, `check` ends in a report.

In the suite a short run with fixed seeds (`test_fuzzing.py`). By hand, as long as one likes:

    .venv/bin/python tests/fuzzing.py checks --from 0 --to 200000
    .venv/bin/python tests/fuzzing.py readers --from 0 --to 5000000
    .venv/bin/python tests/fuzzing.py markdown --from 0 --to 2000000

The number of a run is its seed: what fails is printed with its number, and is run anew by
`--from N --to N+1`. What the long runs have found stands in docs/decisions.md.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from marked_up import marked_up

from sitegen.check import check_site
from sitegen.editing.fixes import difference, mended
from sitegen.eligible.table import eligibility_table
from sitegen.folder import SiteFiles, read_site_files
from sitegen.lazy import replace
from sitegen.programme import kinds
from sitegen.programme.files.schedules import ScheduleFile
from sitegen.programme.files.tracks import TracksFile
from sitegen.programme.ledger import LEDGER_PATH, Ledger, read_ledger, write_ledger
from sitegen.record import recorded
from sitegen.reports.github import github_annotations, github_summary
from sitegen.reports.html import html_report
from sitegen.reports.json_report import json_report
from sitegen.reports.rdjson import rdjson_report
from sitegen.reports.sarif import sarif_report
from sitegen.reports.text import text_report
from sitegen.settings import shipped_templates
from sitegen.site.addresses import BaseUrl
from sitegen.site.calendar_files import calendar_files
from sitegen.site.markdown_html import MarkdownHtml
from sitegen.site.markdown_package import MarkdownPackage
from sitegen.site.plain_text import PlainText
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates
from sitegen.site.usual_html import usual_html
from sitegen.site.wording import ENGLISH
from sitegen.source import values
from sitegen.source.fields import Kind
from sitegen.source.front_matter import split_page
from sitegen.source.markdown import read_usual
from sitegen.source.markdown.inlines import read_whole_inlines
from sitegen.source.markdown.marks import Markdown
from sitegen.source.markdown.whole import read_whole
from sitegen.source.reading_files import read_fields
from sitegen.source.text import read_text

ROOT = Path(__file__).parents[1]
PROJECTS = {
    "small": ROOT / "tests/projects/small",
    "real": ROOT,
    "every-state": ROOT / "tests/projects/every-state",
}
DAYS = (date(2022, 3, 1), date(2031, 3, 5), date(2024, 2, 29), date(2000, 1, 1))

ODD_SIGNS = (
    *("\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\xa0", "\xad", "\u00bd", "\u0130", "\u0660"),
    *("\u1e9e", "\u200b", "\u200d", "\u2028", "\u2029", "\u202e", "\u2066", "\u3000", "\ufeff"),
    *("\ufffd", "\uffff", "\U0001f9d1\u200d\U0001f4bb", "\U000e0041", "\U0010ffff", "a\u0301" * 9),
    *("\r", "\r\n", "\n", "\t", " ", "'", '"', "`", "\\", "#", ":", "- ", "? ", "| ", "> ", "%"),
    *("&a ", "*a ", "!!str ", "<<: ", "[", "]", "{", "}", ",", "---\n", "...\n", "{{", "@", "~"),
)
ODD_BYTES = (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x00\x01", b"\xff\xfe")
ODD_VALUES = (
    *("", "~", "null", "yes", "no", "0", "-1", "1e999", "0x10", "99999999999999999999999", "½"),
    *("[]", "{}", "[a, b]", "{a: b}", "[[[]]]", "- a", "|\n  a", ">-\n  a", '"\\ud800"', "'"),
    *('"\\x00\\u2028"', '"\\U0010ffff"', '"a\\n\\nb"', "2022-02-30", "0000-01-01", "9999-12-31"),
    *("10000-01-01", "2022-03-13 02:30", "2022-11-06 01:30", "24:00", "9:00-9:00", "Feb 29"),
    *("March 1-32, 2022", "TBD", "TODO", "???", "https://", "http://[::1", "//x", "javascript:0"),
    *("mailto:a@b", "a@b", "@", "a@\u00e4.de", "+1 (402) 555", "tel:", "../../etc/passwd", "#x"),
    *("Etc/GMT+14", "../zone", "en-x-y", "100%", "at least 101%", "at most -3", "between 5 and 3"),
    *("30 days before", "0 days before start", "999999 weeks before", "every day", "x" * 3000),
    *("[a\n\n\n      b](https://example.org) " + "word " * 60,),
)
MARKDOWN = (
    *(
        "[a\n\nb](/x/)",
        "[a](",
        "[a][b",
        "[^1]",
        "[^1]: x\n",
        "![a](b)",
        "<b>",
        "<!--",
        "</div",
        "&#0;",
    ),
    *(
        "&#xD800;",
        "&#99999999;",
        "| a | b |\n|---|:-:|\n| c |\n",
        "===\n",
        "---\n",
        "```\n",
        "~~~\n",
    ),
    *(
        "> " * 30,
        "- " * 30,
        "1. " * 30,
        "    x\n",
        "**a*",
        "__a_",
        "~~a~",
        "`a``",
        "# " * 9,
        "\\\n",
    ),
    *(
        "www.x",
        "http://a@b:c",
        "a@b.c",
        "[x]: <y> 'z'\n",
        "* * *\n",
        "\t- a\n",
        "  \n",
        "word " * 60,
    ),
    *("[" * 40, "![" * 40, "*" * 80, "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "||||||| c\n"),
)


@cache
def project(name: str) -> SiteFiles:
    files = read_site_files(PROJECTS[name])
    if files.ledger:
        return files
    checked = check_site(files, lambda _: DAYS[0])
    assert checked.programme is not None
    return replace(files, ledger=write_ledger(recorded(checked.programme, Ledger(), DAYS[0])))


@cache
def _lines() -> tuple[bytes, ...]:
    """Give the lines of all projects: what stands in one file can be put into another."""
    every = [data for name in PROJECTS for data in _bytes(project(name)).values()]
    return tuple(line for data in every for line in data.splitlines(keepends=True))


def _bytes(files: SiteFiles) -> dict[str, bytes]:
    return {**files.read, LEDGER_PATH: files.ledger}


@dataclass
class Changes:
    """Changes of the bytes of one file, chosen by `rng`."""

    rng: random.Random

    def __call__(self, data: bytes) -> bytes:
        ways = (
            *(self._lines_gone, self._lines_twice, self._line_moved, self._line_from_elsewhere),
            *(self._value, self._value, self._value_from_elsewhere, self._sign, self._sign),
            *(self._markdown, self._markdown, self._flipped, self._gone, self._twice, self._cut),
            *(self._indented, self._merge, self._word, self._bytes_in),
        )
        return self.rng.choice(ways)(data)

    def _at(self, data: bytes) -> int:
        return self.rng.randint(0, len(data))

    def _insert(self, data: bytes, what: bytes) -> bytes:
        at = self._at(data)
        return data[:at] + what + data[at:]

    def _part(self, data: bytes) -> tuple[int, int]:
        start = self._at(data)
        return start, min(len(data), start + int(self.rng.expovariate(1 / 30)) + 1)

    def _some_lines(self, data: bytes) -> tuple[list[bytes], int, int]:
        lines = data.splitlines(keepends=True) or [b""]
        start = self.rng.randrange(len(lines))
        return lines, start, min(len(lines), start + int(self.rng.expovariate(1 / 2)) + 1)

    def _lines_gone(self, data: bytes) -> bytes:
        lines, start, end = self._some_lines(data)
        return b"".join(lines[:start] + lines[end:])

    def _lines_twice(self, data: bytes) -> bytes:
        lines, start, end = self._some_lines(data)
        return b"".join(lines[:end] + lines[start:])

    def _line_moved(self, data: bytes) -> bytes:
        lines, start, end = self._some_lines(data)
        moved = lines[start:end]
        del lines[start:end]
        at = self.rng.randint(0, len(lines))
        return b"".join(lines[:at] + moved + lines[at:])

    def _line_from_elsewhere(self, data: bytes) -> bytes:
        lines, start, _ = self._some_lines(data)
        return b"".join([*lines[:start], self.rng.choice(_lines()), *lines[start:]])

    def _value(self, data: bytes) -> bytes:
        return self._with_value(data, self.rng.choice(ODD_VALUES).encode())

    def _value_from_elsewhere(self, data: bytes) -> bytes:
        return self._with_value(data, self.rng.choice(_lines()).partition(b": ")[2].strip())

    def _with_value(self, data: bytes, value: bytes) -> bytes:
        places = list(re.finditer(rb"(?<=: )[^\n,}]+", data))
        if not places:
            return value
        place = self.rng.choice(places)
        return data[: place.start()] + value + data[place.end() :]

    def _sign(self, data: bytes) -> bytes:
        return self._insert(data, self.rng.choice(ODD_SIGNS).encode("utf-8", "surrogatepass"))

    def _markdown(self, data: bytes) -> bytes:
        return self._insert(data, self.rng.choice(MARKDOWN).encode())

    def _bytes_in(self, data: bytes) -> bytes:
        return self._insert(data, self.rng.choice(ODD_BYTES))

    def _flipped(self, data: bytes) -> bytes:
        if not data:
            return b"\x00"
        at = self.rng.randrange(len(data))
        return data[:at] + bytes([data[at] ^ (1 << self.rng.randrange(8))]) + data[at + 1 :]

    def _gone(self, data: bytes) -> bytes:
        start, end = self._part(data)
        return data[:start] + data[end:]

    def _twice(self, data: bytes) -> bytes:
        start, end = self._part(data)
        return data[:end] + data[start:]

    def _cut(self, data: bytes) -> bytes:
        return data[: self._at(data)]

    def _indented(self, data: bytes) -> bytes:
        lines, start, end = self._some_lines(data)
        for at in range(start, end):
            spaces = self.rng.choice((-2, -1, 1, 2, 4))
            lines[at] = b" " * spaces + lines[at] if spaces > 0 else lines[at][-spaces:]
        return b"".join(lines)

    def _word(self, data: bytes) -> bytes:
        words = list(re.finditer(rb"\w+", data))
        if not words:
            return data
        one, other = self.rng.choice(words), self.rng.choice(words)
        return data[: one.start()] + other[0] + data[one.end() :]

    def _merge(self, data: bytes) -> bytes:
        lines, start, end = self._some_lines(data)
        marks = [b"<<<<<<< HEAD\n", b"||||||| base\n", b"=======\n", b">>>>>>> main\n"]
        left = [mark for mark in marks if self.rng.random() < 0.8]
        some = [*left[:1], *lines[start:end], *left[1:-1], *lines[start:end], *left[-1:]]
        return b"".join(lines[:start] + some + lines[end:])


def changed_site(number: int) -> tuple[SiteFiles, date]:
    """Give a site that is one of the projects, changed at random, and the day on which it is."""
    rng = random.Random(number)
    name = rng.choices(list(PROJECTS), (20, 1, 1))[0]
    original = project(name)
    files = _bytes(original)
    change = Changes(rng)
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        path = rng.choice(sorted(files))
        what = rng.random()
        if what < 0.02:
            files[path] = b""
        elif what < 0.04 and len(files) > 1:
            del files[path]
        elif what < 0.06:
            files[rng.choice(sorted(files))] = files[path]
        elif what < 0.08:
            folder, dot, ending = path.rpartition(".")
            files[f"{folder}{rng.choice(('-x', '.es', '2', '1', ' '))}{dot}{ending}"] = files[path]
        else:
            files[path] = change(files[path])
    ledger = files.pop(LEDGER_PATH, b"")
    day = rng.choice(DAYS) if rng.random() < 0.3 else DAYS[name == "every-state"]
    return replace(original, read=files, ledger=ledger), day


@cache
def _templates() -> Templates:
    return Templates((shipped_templates(),))


def whole_check(files: SiteFiles, day: date) -> str:
    """Check a site, write the report in every form, mend it, and build what can be built."""
    checked = check_site(files, lambda _: day)
    report = checked.report
    for write in (
        partial(text_report, outcome="Done.", colour=True),
        partial(html_report, outcome="Done."),
        partial(github_summary, outcome="Done."),
        partial(sarif_report, version="1"),
        *(github_annotations, json_report, rdjson_report),
    ):
        write(report).encode()
    assert difference(files.read, mended(files, lambda _: day)) is not None
    programme = checked.programme
    if programme is None:
        assert report.has_errors
        return "problems"
    base = programme.site.base_url
    calendars = calendar_files(programme, checked.ledger, today=day, base_url=base)
    for file in plan(
        programme,
        today=day,
        base_url=base,
        templates=_templates(),
        ledger=checked.ledger,
        other_files=tuple(calendars),
    ):
        assert isinstance(file.produce(), bytes)
    written = write_ledger(recorded(programme, checked.ledger, day))
    assert not read_ledger(LEDGER_PATH, written)[1]
    rules = programme.rules
    if rules:
        eligibility_table(programme, day, {}, rules[:1])
    return "built"


KINDS: tuple[Kind, ...] = tuple(
    one
    for at in (kinds, values)
    for one in vars(at).values()
    # The list of time zones is on the disk. Markdown it takes ten times as long as all the others.
    if isinstance(one, Kind) and one is not values.TIME_ZONE
)


def changed_text(number: int) -> bytes:
    """Give one file of a project, or a line or a value of it, changed at random."""
    rng = random.Random(number)
    data = rng.choice(_lines())
    size = rng.random()
    if size < 0.3:
        data = b"".join(rng.choices(_lines(), k=rng.randint(2, 12)))
    elif size < 0.6:
        data = data.partition(b": ")[2] or data
    change = Changes(rng)
    for _ in range(rng.choice((1, 2, 3, 6))):
        data = change(data)
    return data


def read_anyhow(data: bytes) -> str:
    """Read bytes as each kind of file and value, and show them as text and HTML."""
    source, _ = read_text("content/x", data)
    if source is None:
        return "no text"
    text = source.text
    for record in (TracksFile, ScheduleFile):
        read_fields(record, source)
    split_page(source)
    read_ledger(LEDGER_PATH, data)
    reading = Markdown(text)
    assert reading.marks is not None
    assert all(one.text is not None for one in reading.paragraphs)
    base = BaseUrl.of("https://example.org/")
    MarkdownHtml(base).html(Markdown(text)).encode()
    PlainText(base).of(Markdown(text)).encode()
    value = text.strip()
    for kind in KINDS:
        kind.read(value)
    return "read"


def read_twice(text: str) -> str:
    """Read and show Markdown as that is done, and as the whole reading and the package alone do it.

    What is certain in one of them must be so in the other.
    """
    usual, whole = read_usual(text), read_whole(text, read_whole_inlines)
    assert read_whole(text) == whole, text
    assert usual in (None, whole), text
    base = BaseUrl.of("https://example.org/there/")
    headings = [(2, f"h{number}") for number, _ in enumerate(Markdown(text).marks.headings)]
    html = usual_html(Markdown(text), base, headings)
    assert html is None or html == _package().html(Markdown(text), "", headings), text
    return f"{'whole' if usual is None else 'usual'}, {'package' if html is None else 'at once'}"


@cache
def _package() -> MarkdownPackage:
    return MarkdownPackage(BaseUrl.of("https://example.org/there/"), ENGLISH)


def run(work: Callable[[int], str], numbers: range, *, slowest: float) -> list[int]:
    """Do the work for each number, and tell which fail; also those that take so many seconds."""
    ended: Counter[str] = Counter()
    failed: list[int] = []
    seen: set[str] = set()
    begin = time.monotonic()
    gc.disable()
    for done, number in enumerate(numbers, 1):
        start = time.process_time()
        try:
            ended[work(number)] += 1
        except Exception as error:
            failed.append(number)
            where = f"{type(error).__name__} {traceback.extract_tb(error.__traceback__)[-1]}"
            ended["FAILED"] += 1
            if where not in seen:
                seen.add(where)
                print(f"\n{number}:", "".join(traceback.format_exception(error)), flush=True)
        took = time.process_time() - start
        if took > slowest:
            print(f"\n{number}: {took:.1f} seconds", flush=True)
        if done % 100 == 0:
            gc.collect()
        if done % 5000 == 0:
            minutes = (time.monotonic() - begin) / 60
            print(f"{done} done in {minutes:.0f} minutes: {dict(ended)}", flush=True)
    minutes = (time.monotonic() - begin) / 60
    print(f"{len(numbers)} done in {minutes:.1f} minutes: {dict(ended)}; failed: {failed[:50]}")
    return failed


WORK: Mapping[str, Callable[[int], str]] = {
    "checks": lambda number: whole_check(*changed_site(number)),
    "readers": lambda number: read_anyhow(changed_text(number)),
    "markdown": lambda number: read_twice(marked_up(number)),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", choices=WORK)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--to", dest="end", type=int, default=1000)
    parser.add_argument("--slowest", type=float, default=5.0)
    asked = parser.parse_args()
    numbers = range(asked.first, asked.end)
    return 1 if run(WORK[asked.work], numbers, slowest=asked.slowest) else 0


if __name__ == "__main__":
    raise SystemExit(main())
