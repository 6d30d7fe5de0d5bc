"""Both feeds of changes, read by programs of others."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import feedparser
import programmes
import pytest
from jsonschema import Draft7Validator
from needed import TESTS, node_with
from programmes import CPSS, programme, training
from test_changes_pages import PUBLISHED, files
from test_states_everywhere import CASES

from sitegen.programme.ledger import Ledger
from sitegen.programme.model import Change
from sitegen.record import recorded

HARD = 'Now <b>"online"</b> & free ]]> é'


def feeds() -> dict[str, tuple[str, str]]:
    """Atom and JSON of a full, an empty and a difficult log, and of each state."""
    rich = programmes.rich()
    change = Change(on=PUBLISHED, what=HARD)
    hard = programme(trainings=[training("t", CPSS, date(2022, 9, 1), changes=(change,))])
    made = {
        "rich": files(rich, recorded(rich, Ledger(), PUBLISHED)),
        "empty": files(programme(), Ledger()),
        "hard": files(hard, Ledger()),
    }
    both = ("changes.atom", "changes.json")
    found = {name: (of[both[0]], of[both[1]]) for name, of in made.items()}
    for case in CASES:
        found[str(case)] = (case.files[both[0]].decode(), case.files[both[1]].decode())
    return found


FEEDS = feeds()
every_feed = pytest.mark.parametrize("name", FEEDS)


@every_feed
def test_feedparser_reads_every_entry_as_it_is_meant(name: str) -> None:
    atom, text = FEEDS[name]
    read = feedparser.parse(atom.encode())
    assert (read.bozo, read.version) == (False, "atom10")
    wanted = json.loads(text)
    assert read.feed.title == wanted["title"]
    assert read.feed.author == wanted["authors"][0]["name"]
    assert [link.rel for link in read.feed.links] == ["self", "alternate"]
    assert read.feed.updated_parsed
    assert len(read.entries) == len(wanted["items"])
    for entry, item in zip(read.entries, wanted["items"], strict=True):
        assert (entry.id, entry.link, entry.title) == (item["id"], item["url"], item["title"])
        (content,) = entry.content
        assert (content.type, content.value) == ("text/plain", item["content_text"])
        moment = datetime.fromisoformat(item["date_published"])
        assert tuple(entry.updated_parsed)[:6] == tuple(moment.utctimetuple())[:6]


def json_feed_schema() -> Any:
    node_with("jsonfeed-schema")
    file = TESTS / "node_modules/jsonfeed-schema/schema-v1.1.json"
    return json.loads(file.read_text(encoding="utf-8"))


@every_feed
def test_the_json_feed_is_as_its_schema_wants_it(name: str) -> None:
    validator = Draft7Validator(json_feed_schema(), format_checker=Draft7Validator.FORMAT_CHECKER)
    validator.validate(json.loads(FEEDS[name][1]))


@pytest.mark.parametrize("field", ["version", "title", "items"])
def test_the_schema_of_json_feed_finds_what_is_missing(field: str) -> None:
    feed = json.loads(FEEDS["rich"][1])
    del feed[field]
    assert not Draft7Validator(json_feed_schema()).is_valid(feed)
