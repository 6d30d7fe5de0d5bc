"""The change log: a page, an Atom feed and a JSON Feed that people can rely on."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import programmes
from hypothesis import given
from hypothesis import strategies as st
from programmes import CPSS, TODAY, programme, training

from sitegen.lazy import replace
from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Change, Programme
from sitegen.record import recorded
from sitegen.settings import shipped_templates
from sitegen.site.plan import plan
from sitegen.site.rendering import Templates

BASE = "https://example.org/peer-support/"
ATOM = "{http://www.w3.org/2005/Atom}"
PUBLISHED = date(2022, 1, 3)
END = date(2024, 2, 1)


@cache
def templates() -> Templates:
    return Templates([shipped_templates()])


def files(of: Programme, ledger: Ledger, today: date = TODAY, base: str = BASE) -> dict[str, str]:
    planned = plan(of, ledger=ledger, today=today, base_url=base, templates=templates())
    wanted = ("changes", "sitemap", "trainings/t-all/")
    return {f.address: f.produce().decode() for f in planned if f.address.startswith(wanted)}


def entries(atom: str) -> list[ET.Element]:
    return ET.fromstring(atom).findall(f"{ATOM}entry")


def items(made: dict[str, str]) -> list[dict[str, Any]]:
    return json.loads(made["changes.json"])["items"]


@cache
def rich() -> dict[str, str]:
    return files(programmes.rich(), recorded(programmes.rich(), Ledger(), PUBLISHED))


def check_atom(text: str) -> None:
    """What RFC 4287 wants of a feed and of its entries (4.1.1, 4.1.2, 4.2.6, 4.2.7, 3.3)."""
    feed = ET.fromstring(text)
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (element,) = one.findall(f"{ATOM}{name}")
            assert element.text
        assert urlsplit(one.findtext(f"{ATOM}id")).scheme == "tag"
        moment = datetime.fromisoformat(str(one.findtext(f"{ATOM}updated")))
        assert moment.tzinfo is not None
        links = [(link.get("rel"), link.get("type")) for link in one.findall(f"{ATOM}link")]
        assert len(set(links)) == len(links)
        assert ("alternate", "text/html") in links
    (own,) = [link.get("href") for link in feed.findall(f"{ATOM}link[@rel='self']")]
    assert own == f"{BASE}changes.atom"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Mississippi Department of Mental Health"
    ids = [feed.findtext(f"{ATOM}id"), *(e.findtext(f"{ATOM}id") for e in entries(text))]
    assert len(set(ids)) == len(ids)


def test_the_atom_feed_is_as_the_standard_wants_it() -> None:
    check_atom(rich()["changes.atom"])
    newest = entries(rich()["changes.atom"])[0].findtext(f"{ATOM}updated")
    assert ET.fromstring(rich()["changes.atom"]).findtext(f"{ATOM}updated") == newest
    assert newest == "2022-02-05T00:00:00-06:00"


def test_the_json_feed_says_the_same() -> None:
    feed = json.loads(rich()["changes.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{BASE}changes.json"
    assert feed["home_page_url"] == f"{BASE}changes/"
    for item, entry in zip(feed["items"], entries(rich()["changes.atom"]), strict=True):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert item == {
            "id": entry.findtext(f"{ATOM}id"),
            "url": link.get("href"),
            "title": entry.findtext(f"{ATOM}title"),
            "content_text": entry.findtext(f"{ATOM}content"),
            "date_published": entry.findtext(f"{ATOM}updated"),
        }


def test_each_change_leads_to_its_place_on_the_page_of_its_training() -> None:
    changes = [item for item in items(rich()) if "t-all/change" in item["id"]]
    page = rich()["trainings/t-all/index.html"]
    assert [item["content_text"] for item in changes] == [
        "The place is set.",
        "Moved from October 25 to November 1.",
    ]
    for item in changes:
        address, _, fragment = item["url"].partition("#")
        assert address == f"{BASE}trainings/t-all/"
        assert re.search(f'<li id="{fragment}">.*{item["content_text"]}', page)


def test_a_training_is_new_once_and_not_if_it_was_over_before() -> None:
    new = [item["id"] for item in items(rich()) if item["content_text"] == "New training."]
    assert len(new) == len(set(new))
    ahead = [one.id for one in programmes.rich().trainings if one.period.last >= PUBLISHED]
    assert len(new) == len(ahead)
    assert not any("t-over" in one for one in new)
    assert any(item["title"] == "CPSS renewal packet due" for item in items(rich()))


def test_nothing_published_yet_is_a_feed_too() -> None:
    made = files(programme(), Ledger())
    check_atom(made["changes.atom"])
    assert entries(made["changes.atom"]) == []
    assert items(made) == []
    assert "Nothing has changed yet" in made["changes/index.html"]


def test_ids_and_moments_do_not_depend_on_the_day_or_the_address_of_the_site() -> None:
    ledger = recorded(programmes.rich(), Ledger(), PUBLISHED)
    later = files(programmes.rich(), ledger, date(2026, 1, 1), "https://moved.example/")
    before = {item["id"]: item["date_published"] for item in items(rich())}
    assert {item["id"]: item["date_published"] for item in items(later)} == before


def test_only_the_newest_stand_in_the_log() -> None:
    day = date(2022, 1, 1)
    changes = tuple(Change(on=day + timedelta(days=n), what=f"Change {n}.") for n in range(150))
    made = files(
        programme(trainings=[training("t", CPSS, date(2022, 9, 1), changes=changes)]), Ledger()
    )
    assert [one["content_text"] for one in items(made)] == [
        f"Change {n}." for n in range(149, 49, -1)
    ]


def test_the_sitemap_knows_when_what_a_page_shows_was_changed() -> None:
    """Recorded changes count as well as told ones; a day of building does not."""
    sitemap = rich()["sitemap.xml"]
    assert f"<loc>{BASE}trainings/t-all/</loc><lastmod>2022-02-05</lastmod>" in sitemap
    assert f"<loc>{BASE}trainings/t-open/</loc><lastmod>{PUBLISHED}</lastmod>" in sitemap
    assert f"<loc>{BASE}trainings/peer-bridger/</loc><lastmod>2022-02-05</lastmod>" in sitemap
    assert f"<loc>{BASE}trainings/cpss/</loc><lastmod>{PUBLISHED}</lastmod>" in sitemap
    later = files(programmes.rich(), recorded(programmes.rich(), Ledger(), PUBLISHED), END)
    assert later["sitemap.xml"].count("<lastmod>") >= sitemap.count("<lastmod>")
    assert str(END) not in later["sitemap.xml"]


def test_a_deadline_that_stands_alone_dates_the_pages_that_list_it() -> None:
    alone = programme(deadlines=programmes.rich().deadlines)
    sitemap = files(alone, recorded(alone, Ledger(), PUBLISHED))["sitemap.xml"]
    dated = re.findall(rf"<loc>{BASE}([^<]*)</loc><lastmod>{PUBLISHED}</lastmod>", sitemap)
    assert dated == ["", "trainings/", "years/2022/", "changes/"]


def test_the_sitemap_knows_the_day_of_the_newest_change() -> None:
    assert f"<loc>{BASE}changes/</loc><lastmod>2022-02-05</lastmod>" in rich()["sitemap.xml"]


def test_texts_stay_texts() -> None:
    what = 'Now <b>"online"</b> & free ]]> <script>'
    one = training("t", CPSS, date(2022, 9, 1), changes=(Change(on=PUBLISHED, what=what),))
    made = files(programme(trainings=[one]), Ledger())
    check_atom(made["changes.atom"])
    assert entries(made["changes.atom"])[0].findtext(f"{ATOM}content") == what
    assert items(made)[0]["content_text"] == what
    assert "<b>" not in made["changes/index.html"]


days = st.dates(date(2022, 1, 1), date(2022, 12, 31))


@given(st.lists(st.lists(days, max_size=4), max_size=4), days)
def test_the_newest_comes_first_and_one_more_change_keeps_the_others(
    told: list[list[date]], more: date
) -> None:
    """Feed readers show an entry again when its id or its moment changes."""
    trainings = [
        training(
            f"t{n}",
            CPSS,
            date(2023, 1, 2 + n),
            changes=tuple(Change(on=day, what="Told.") for day in sorted(on)),
        )
        for n, on in enumerate(told)
    ]
    first = items(files(programme(trainings=trainings), Ledger()))
    moments = [item["date_published"][:10] for item in first]
    assert moments == sorted(moments, reverse=True)
    assert len(first) == sum(map(len, told))
    if trainings:
        changed = (*trainings[0].changes, Change(on=max(more, *told[0], more), what="More."))
        trainings[0] = replace(trainings[0], changes=changed)
        after = items(files(programme(trainings=trainings), Ledger()))
        assert [item for item in after if item["content_text"] != "More."] == first


def test_every_page_names_both_feeds_and_links_to_the_log() -> None:
    planned = plan(
        programmes.rich(), ledger=Ledger(), today=TODAY, base_url=BASE, templates=templates()
    )
    for file in planned:
        if file.address.endswith(".html"):
            html = file.produce().decode()
            for kind, address in (("atom", "atom"), ("feed", "json")):
                link = f'type="application/{kind}+{"xml" if kind == "atom" else "json"}"'
                assert (
                    f'<link rel="alternate" {link} href="/peer-support/changes.{address}"' in html
                )
            if not file.address.startswith("embed/"):
                footer = html[html.index("<footer") :]
                assert 'href="/peer-support/changes/"' in footer
