"""The whole site of an invented programme in which everything occurs, and of an empty day."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree as ET

import programmes
import pytest
from read_pages import from_status, said_in

from sitegen.lazy import replace
from sitegen.programme.model import Programme
from sitegen.programme.states import State, is_called_off, state_of
from sitegen.settings import shipped_templates
from sitegen.site import addresses
from sitegen.site.claims import claims
from sitegen.site.kinds import Address
from sitegen.site.plan import plan
from sitegen.site.planned import PlannedFile
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"
LATER = date(2026, 8, 1)
VOID = {"base", "br", "hr", "img", "input", "link", "meta", "wbr"}


@cache
def shipped() -> Templates:
    return Templates([shipped_templates()])


def other_files(programme: Programme) -> list[PlannedFile]:
    """Stand-ins for the files that are made elsewhere: calendars and documents' files."""
    wanted = [claim.address for claim in claims(programme)]
    files = [addresses.file_of(address) for address in wanted if address.endswith(".ics")]
    files += [f"documents/files/{one.file}" for one in programme.documents if one.file]
    return [PlannedFile(address=file, produce=bytes) for file in files]


@cache
def site(name: str, today: date, base_url: str = BASE) -> dict[str, str]:
    """Every file of the site as text, by path."""
    programme = getattr(programmes, name)()
    files = plan(
        programme,
        today=today,
        base_url=base_url,
        templates=shipped(),
        other_files=other_files(programme),
    )
    assert len({file.address for file in files}) == len(files)
    return {file.address: file.produce().decode() for file in files}


class Reader(HTMLParser):
    """Notes what a page links to and names, and whether its tags are balanced."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.headings: list[tuple[str, str]] = []
        self.attributes: set[str] = set()
        self.tags: Counter[str] = Counter()
        self.scripts: list[dict[str, str]] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self._open: list[str] = []
        self._href = ""
        self._text = ""
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        assert len(values) == len(attrs)
        self.tags[tag] += 1
        self.attributes |= values.keys()
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "script":
            self.scripts.append(values)
        if tag == "meta":
            self.meta[values.get("name", values.get("http-equiv", ""))] = values.get("content", "")
        if tag == "link":
            self.links.append((values["href"], values["rel"]))
        if tag in {"a", "title"} or re.fullmatch("h[1-6]", tag):
            self._text = "" if tag != "a" or not self._in_heading() else self._text
            self._href = values.get("href", self._href)
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        words = " ".join(self._text.split())
        if tag == "a":
            self.links.append((self._href, words))
        elif tag == "title":
            self.title = words
        elif re.fullmatch("h[1-6]", tag):
            self.headings.append((tag, words))

    def handle_data(self, data: str) -> None:
        self._text += data

    def _in_heading(self) -> bool:
        return any(re.fullmatch("h[1-6]", tag) for tag in self._open)


@cache
def pages(name: str, today: date) -> dict[str, Reader]:
    files = site(name, today)
    return {path: Reader(html) for path, html in files.items() if path.endswith(".html")}


SITES = [("rich", programmes.TODAY), ("rich", LATER), ("published", programmes.TODAY)]
every_site = pytest.mark.parametrize(("name", "today"), SITES)


def test_every_state_occurs_in_the_rich_programme() -> None:
    rich = programmes.rich()
    states = {state_of(training, programmes.TODAY) for training in rich.trainings}
    assert states == set(State)


@pytest.mark.parametrize("name", ["rich", "published"])
def test_every_claimed_address_is_planned_on_some_day(name: str) -> None:
    """What is called off has no sheet, but its id may be held on a day again."""
    programme = getattr(programmes, name)()
    called_off = {addresses.sheet(one) for one in programme.trainings if is_called_off(one)}
    claimed = {one.address for one in claims(programme)} - called_off
    days = (date(2000, 1, 1), programmes.TODAY, LATER)
    planned = {file for day in days for file in site(name, day)}
    assert {addresses.file_of(address) for address in claimed} <= planned


@every_site
def test_every_link_and_fragment_resolves(name: str, today: date) -> None:
    files, read = site(name, today), pages(name, today)
    for path, page in read.items():
        for href, _ in page.links:
            if not href.startswith(("/", "#")):
                assert re.match(r"(https|tel|sms|mailto|webcal):", href), (path, href)
                continue
            address, fragment = urldefrag(href)
            target = path
            if address:
                assert address.startswith("/peer-support/"), (path, href)
                target = addresses.file_of(Address(unquote(address.removeprefix("/peer-support"))))
            assert target in files, (path, href)
            assert not fragment or fragment in read[target].ids, (path, href)


@every_site
def test_ids_are_unique_and_headings_in_order(name: str, today: date) -> None:
    for path, page in pages(name, today).items():
        assert [one for one, count in Counter(page.ids).items() if count > 1] == [], path
        levels = [int(tag[1]) for tag, _ in page.headings]
        assert levels.count(1) == 1, path
        inside = levels[levels.index(1) :]
        assert all(b <= a + 1 for a, b in pairwise(inside)), path


@every_site
def test_headings_and_link_texts_on_a_page_tell_apart(name: str, today: date) -> None:
    for path, page in pages(name, today).items():
        by_text: dict[str, set[str]] = {}
        for href, text in page.links:
            by_text.setdefault(text, set()).add(href)
        by_text.pop("alternate", None)
        assert {text: hrefs for text, hrefs in by_text.items() if len(hrefs) > 1} == {}, path
        twice = [one for one, count in Counter(page.headings).items() if count > 1]
        assert twice == [], path


@every_site
def test_titles_and_descriptions_are_unique_and_of_a_good_length(name: str, today: date) -> None:
    read = pages(name, today)
    for path, page in read.items():
        assert 50 <= len(page.meta["description"]) <= 160, (path, page.meta["description"])
        *_, whose = page.title.split(" – ")
        full, short = "Mississippi Department of Mental Health", "Mississippi DMH"
        site = "Peer Support Services"
        if path.startswith("embed/"):  # it is seen within another site
            assert whose == site, path
            continue
        assert whose in {f"{site}, {short}", full, short}, path
        assert len(page.title) <= 60 or whose == short, path
    for texts in (
        [page.title for page in read.values()],
        [page.meta["description"] for page in read.values()],
    ):
        assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_a_title_says_what_one_searches_for() -> None:
    titles = {path: page.title for path, page in pages("published", date(2022, 3, 1)).items()}
    whole = "Mississippi DMH"
    assert titles["index.html"] == f"Peer Support Services – {whole}"
    assert titles["trainings/cpss/index.html"] == f"CPSS Training – Peer Support Services, {whole}"
    days = "CPSS Training, May 16–20, 2022"
    assert titles["trainings/cpss-2022-05/index.html"] == f"{days} – {whole}"


@every_site
def test_no_page_scripts_or_styles_itself_or_asks_elsewhere(name: str, today: date) -> None:
    for path, page in pages(name, today).items():
        assert not page.tags.keys() & {"style", "iframe", "img"}, path
        assert page.tags["form"] == (path == "check/index.html"), path
        assert "action" not in page.attributes, path
        for script in page.scripts:
            own = script.get("src", "").startswith("/peer-support/assets/")
            data = script.get("type") in {"application/ld+json", "application/json"}
            assert own or (data and "src" not in script), (path, script)
        assert not any(one == "style" or one.startswith("on") for one in page.attributes), path
        assert page.meta["referrer"] == "no-referrer"
        policy = page.meta["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "connect-src 'none'", "form-action 'none'"} <= set(policy)


ONLY_IN_A_HEADER = {"frame-ancestors", "report-uri", "sandbox"}
"""Browsers pass over these in a page (CSP Level 3, "The meta element")."""


@every_site
def test_every_page_carries_its_policy_before_it_asks_for_anything(name: str, today: date) -> None:
    """Some hosts send no header at all. A policy does not hold for what stands before it."""
    for path, html in site(name, today).items():
        if not path.endswith(".html"):
            continue
        begin = html.partition("<head>")[2].strip().splitlines()[:3]
        assert begin[0] == '<meta charset="utf-8">', path
        policy = re.fullmatch(
            r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', begin[1]
        )
        assert policy, path
        assert begin[2] == '<meta name="referrer" content="no-referrer">', path
        assert html.count("Content-Security-Policy") == 1, path
        names = [one.partition(" ")[0] for one in policy[1].split("; ")]
        assert len(names) == len(set(names))
        assert not ONLY_IN_A_HEADER & set(names)


@every_site
def test_the_help_line_stands_before_everything_but_the_skip_link(name: str, today: date) -> None:
    for path, page in pages(name, today).items():
        if path.startswith("embed/"):  # a part of somebody else's page
            continue
        words = [
            text for href, text in page.links if not href.startswith(("/", BASE)) or "#" in href
        ]
        assert words[:3] == ["Skip to the main content", "Call 988", "Text 988"], path
        assert page.links[[text for _, text in page.links].index("Call 988")][0] == "tel:988"
        assert ("sms:988", "Text 988") in page.links


@every_site
def test_every_date_has_its_weekday_and_year(name: str, today: date) -> None:
    month = "January|February|March|April|May|June|July|August|September|October|November|December"
    for path, html in site(name, today).items():
        if not path.endswith(".html"):
            continue
        # What results of a search show has no room for weekdays.
        text = re.sub(r"<title>.*</title>|.*BreadcrumbList.*", "", html)
        text = re.sub(r"Moved from October 25 to November 1", "", text)
        text = re.sub(r"About October 31, 2022", "", text)  # a weekday would say that it is set
        # What one sees at a glance stands beside the full date.
        text = re.sub(r'<p class="leaf".*?</p>', "", text)
        text = re.sub(r'(<p class="date-what"><a href="[^"]*">[^<]*)<span>, .*?</a>', r"\1", text)
        text = re.sub(r"<span[^>]*>Apply by [^<]*</span>", "", text)
        # Of what is past or off, nobody needs it.
        text = re.sub(r'"(Past training|Cancelled|Postponed): [^"]*"', "", text)
        text = re.sub(r"The last [^<]* was <a[^>]*>[^<]*</a>", "", text)
        text = re.sub(r'<span aria-hidden="true">[^<]*</span>', "", text)  # beside it in full
        # A row of a year is called by its first day; all its days stand in it in full.
        text = re.sub(r'<th scope="row"><a [^>]*>.*?</a>', "", text)
        for found in re.finditer(rf"(\w+, )?({month}) (\d{{1,2}})\b(?=(.{{0,80}}))", text):
            assert found[1], (path, found[0])
            assert found[1].endswith("day, "), (path, found[0])
            assert re.search(r"\d{4}", re.sub(r'"[^"]*"', "", found[4])), (path, found[0])


@every_site
def test_each_time_element_says_its_date(name: str, today: date) -> None:
    for path, html in site(name, today).items():
        for iso, words in re.findall(r'<time datetime="([^"]*)">([^<]*)</time>', html):
            day = date.fromisoformat(iso[:10])
            assert f"{day.day}" in words, (path, words)
            assert f"{day:%A}" in words, (path, words)


def test_the_same_programme_gives_the_same_bytes() -> None:
    first = dict(site("rich", programmes.TODAY))
    site.cache_clear()
    assert site("rich", programmes.TODAY) == first


def test_a_file_can_be_made_again() -> None:
    files = plan(programmes.rich(), today=programmes.TODAY, base_url=BASE, templates=shipped())
    first = [file.produce() for file in files]
    assert [file.produce() for file in reversed(files)] == first[::-1]


@pytest.mark.parametrize(("base_url", "root"), [("https://a.example", ""), (BASE, "/peer-support")])
def test_the_base_path_reaches_every_link(base_url: str, root: str) -> None:
    home = Reader(site("rich", programmes.TODAY, base_url)["index.html"])
    rooted = [href for href, _ in home.links if href.startswith("/")]
    assert f"{root}/trainings/" in rooted
    assert all(href.startswith(f"{root}/") for href in rooted)
    assert (base_url.rstrip("/") + "/", "canonical") in home.links


def training_page(id_: str, today: date = programmes.TODAY) -> str:
    return said_in(site("rich", today)[f"trainings/{id_}/index.html"])


@pytest.mark.parametrize(
    ("id_", "first"),
    [
        ("t-open", "You can apply until the end of Monday, April 18, 2022."),
        ("t-soon", "Closes soon You can apply until the end of Tuesday, March 8, 2022."),
        ("t-ask", "No deadline set No deadline is set for this training. Ask us"),
        (
            "t-closed",
            "Applications closed You could apply until the end of Wednesday, February 23, 2022.",
        ),
        ("t-under-way", "Under way This training is under way. Its last day is Friday, March 4,"),
        ("t-full", "Full All places are taken."),
        ("t-tentative", "Dates not firm These dates may still change."),
        ("t-postponed", "Postponed This training will not be held on the dates below."),
        ("t-cancelled", "Cancelled This training is cancelled."),
        ("t-over", "Past This training has ended. Its last day was Friday, March 6, 2020."),
        ("t-was-cancelled", "Cancelled This training was cancelled."),
        (
            "t-was-postponed",
            "Postponed This training was postponed. It was not held on the dates below.",
        ),
        ("t-was-tentative", "Past These dates were never firm"),
        ("t-all", "You can apply until Sunday, September 25, 2022 at noon Central Time."),
    ],
)
def test_a_training_says_first_where_it_stands(id_: str, first: str) -> None:
    page = site("rich", programmes.TODAY)[f"trainings/{id_}/index.html"]
    assert from_status(page).startswith(first)


@pytest.mark.parametrize(
    ("id_", "invites", "offers_calendar"),
    [
        ("t-open", True, True),
        ("t-tentative", True, True),
        ("t-closed", False, True),
        ("t-full", False, True),
        ("t-postponed", False, False),
        ("t-cancelled", False, False),
        ("t-over", False, False),
    ],
)
def test_calls_to_action_stand_only_where_they_lead_somewhere(
    id_: str, invites: bool, offers_calendar: bool
) -> None:
    text = training_page(id_)
    assert ("How to apply" in text) is invites
    assert ("(.ics)" in text) is offers_calendar
    assert ("You can still apply for the next one" in text) is not invites


def test_a_training_shows_everything_it_carries() -> None:
    text = training_page("t-all")
    for words in (
        "Tuesday, November 1 to Saturday, November 5, 2022",
        "Tuesday, November 8, 2022",
        "Thursday, December 29, 2022 to Monday, January 2, 2023",
        "5 p.m. to 8:30 p.m. Central Time, each day",
        "Civic Hall 1 Main Street Jackson, MS 39201",
        "Ring the bell at the side door.",
        "Earlier, because <the hall> asks for it.",
        "Applications open Tuesday, March 1, 2022 at noon Central Time",
        "Interviews Tuesday, October 18 to Friday, October 21, 2022",
        "Exam Thursday, February 2, 2023",
        "Cost Free for participants",
        "Room for 18 people",
        "Language Spanish",
        "A laptop; a <b>phone</b> is not enough.",
        "Bridger form (PDF, 119 KB)",
        "CPSS Documents We cannot link to it yet. Ask for it: Kathy Smith, DMH Central Office",
    ):
        assert words in text, words
    assert text.index("The place is set.") < text.index("Moved from October 25")


def test_who_has_left_is_history_and_never_offered() -> None:
    page = site("rich", programmes.TODAY)["trainings/t-over/index.html"]
    assert "Contact at the time Aurora Baugh" in said_in(page)
    assert "Aurora" not in page[page.index("</main>") :]
    contact = said_in(site("rich", programmes.TODAY)["contact/index.html"])
    former = contact[contact.index("Former contacts") :]
    assert "Was the contact for: CPSS Training, 2020" in former
    assert "Aurora" not in contact[: contact.index("Former contacts")]


def test_the_list_of_all_dates_is_in_order_and_has_what_is_not_over() -> None:
    html = site("rich", programmes.TODAY)["trainings/index.html"]
    listed = html[html.index("<main") : html.index("Get all dates")]
    firsts = re.findall(
        r'(?:<p class="away">|<span class="away">, )<time datetime="(\d{4}-\d\d-\d\d)', listed
    )
    assert firsts == sorted(firsts)
    text = said_in(html)
    for words in ("CPSS renewal packet due", "Interviews", "Apply by this day", "Cancelled"):
        assert words in text
    assert "t-over" not in listed
    assert "The date of receipt counts." in text
    assert "Ask: Kathy Smith, DMH Central Office, 601-359-1288" in text
    assert "Aurora" not in text


def test_a_deadline_of_something_called_off_is_not_listed() -> None:
    due = programmes.deadline(date(2022, 5, 2))
    rich = programmes.rich()
    trainings = [
        replace(one, deadline=due) if one.id in {"t-cancelled", "t-postponed"} else one
        for one in rich.trainings
    ]
    files = plan(
        replace(rich, trainings=tuple(trainings)),
        today=programmes.TODAY,
        base_url=BASE,
        templates=shipped(),
    )
    made = {file.address: file for file in files}
    assert b"2022-05-02" not in made["trainings/index.html"].produce()
    assert b"2022-05-02" not in made["index.html"].produce()


def test_with_nothing_upcoming_pages_say_so_and_what_to_do() -> None:
    for path in ("index.html", "trainings/index.html", "trainings/cpss/index.html"):
        page = site("rich", LATER)[path]
        text = said_in(page)
        assert "No training dates right now." in text, path
        assert "call or write to us" in text, path
        assert 'href="/peer-support/calendars/"' in page, path
    assert "No training dates right now." not in said_in(
        site("rich", programmes.TODAY)["index.html"]
    )


def test_past_trainings_are_listed_by_year() -> None:
    files = site("rich", programmes.TODAY)
    assert "Trainings of 2020 3 trainings" in said_in(files["trainings/past/index.html"])
    assert files["trainings/past/2020/index.html"].count("/trainings/t-") == 3
    assert "trainings/past/2022/index.html" not in files
    assert "trainings/past/2022/index.html" in site("rich", LATER)


def test_rules_that_no_longer_hold_are_left_out() -> None:
    files = site("rich", programmes.TODAY)
    designations = said_in(files["designations/index.html"])
    assert "Young Adult Offered since Saturday, January 1, 2022" in designations
    assert "Offered until Sunday, December 31, 2023" in designations
    assert "No Longer Offered" not in designations
    for path in ("trainings/peer-bridger/index.html", "check/index.html"):
        rule = said_in(files[path])
        assert re.search(
            r"is of age Who decides: [^.]*\. In force since Saturday, May 1, 2021\.", rule
        )
        assert "From Monday, May 1, 2023: works with peers" in rule
        assert "From Sunday, January 1, 2023, no longer: knows the hospital" in rule
        assert rule.index("knows the hospital") < rule.index("works with peers")
        assert "has left" not in rule


def test_rules_say_who_decides_and_what_is_needed_later() -> None:
    files = site("rich", programmes.TODAY)
    designations = said_in(files["designations/index.html"])
    assert "Who decides: DMH, when your application is reviewed." in designations
    assert "Needed later: CPSSP certification" in designations
    # Those who enter by a designation read what comes later, others do not.
    assert "Needed later" in said_in(files["trainings/cpss/index.html"])
    assert "Needed later" not in said_in(files["trainings/peer-bridger/index.html"])


def test_pages_about_rules_lead_to_the_check() -> None:
    read = pages("rich", programmes.TODAY)
    for path in ("", "designations/", "trainings/cpss/", "trainings/peer-bridger/", "become/"):
        link = ("/peer-support/check/", "Check if you can apply")
        assert link in read[f"{path}index.html"].links, path
    assert link in read["404.html"].links


def test_prose_says_when_it_was_last_published() -> None:
    text = said_in(site("rich", programmes.TODAY)["what-is-peer-support/index.html"])
    assert "last published this in 2020" in text
    assert "last published" not in said_in(site("rich", programmes.TODAY)["become/index.html"])


def test_the_sitemap_has_every_page_and_true_dates_only() -> None:
    files = site("rich", programmes.TODAY)
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ET.fromstring(files["sitemap.xml"])
    urls = {one.findtext("s:loc", "", space): one for one in root.findall("s:url", space)}
    html = {p for p in files if p.endswith(".html") and "noindex" not in files[p]}
    assert len(urls) == len(html)
    for path in html:
        assert BASE + path.removesuffix("index.html") in urls
    for path in ("", "trainings/", "trainings/t-all/", "trainings/peer-bridger/", "check/"):
        assert urls[BASE + path].findtext("s:lastmod", "", space) == "2022-02-05", path
    for path in ("trainings/t-open/", "contact/", "calendars/", "trainings/past/", "supervisors/"):
        assert urls[BASE + path].find("s:lastmod", space) is None, path
    assert f"Sitemap: {BASE}sitemap.xml" in files["robots.txt"]


def test_what_is_not_for_search_engines_says_so() -> None:
    read = pages("rich", programmes.TODAY)
    unlisted = {path for path, page in read.items() if page.meta.get("robots") == "noindex"}
    for_others = ("embed/", "/print/", "/flyer/")
    assert unlisted == {"404.html", *(path for path in read if any(p in path for p in for_others))}
    for path, page in read.items():
        canonical = any(text == "canonical" for _, text in page.links)
        assert canonical is (path not in unlisted), path


def test_pages_keep_their_budget() -> None:
    """Gzipped bytes of a first visit: a page with its style, scripts and icon."""
    files = site("rich", programmes.TODAY)
    sizes = {path: len(gzip.compress(text.encode(), mtime=0)) for path, text in files.items()}
    shared = {path: size for path, size in sizes.items() if path.startswith("assets/")}
    for path, size in sizes.items():
        if path.endswith(".html"):
            loaded = {name: size for name, size in shared.items() if name in files[path]}
            assert size + sum(loaded.values()) < 15_000, path
            for kind, most in ((".css", 6000), (".js", 4000)):
                assert sum(size for name, size in loaded.items() if name.endswith(kind)) < most
