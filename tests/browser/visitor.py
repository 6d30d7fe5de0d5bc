"""Somebody without a mouse on the page that checks if one can apply, and what they leave behind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chromium import Tab

from sitegen.programme.eligibility.logic import Outcome

SURE, UNSURE = "I am not sure", "I am not sure, or I would rather not say"


@dataclass(frozen=True)
class Visit:
    """Somebody who looks into something, with the words of their answers; the rest is not sure."""

    name: str
    wish: str
    answers: Mapping[str, str | tuple[str, ...]]
    rule: str | None = None  # what the visit is about
    outcome: Outcome = Outcome.OPEN

    def words(self, fact: str) -> tuple[str, ...]:
        said = self.answers.get(fact, self.wish if not fact else SURE)
        return said if isinstance(said, tuple) else (said,)


WHERE = """(() => {
  const at = document.activeElement;
  return {
    tag: at.tagName.toLowerCase(),
    words: (at.labels?.[0]?.querySelector(".option-words") ?? at).textContent.trim(),
    inside: at.closest("fieldset")?.dataset.fact ?? null,
    checked: at.checked,
    seen: at.matches(":focus-visible"),
  };
})()"""
SHOWN = """(() => {
  const seen = (part) => part.checkVisibility();
  const question = [...document.querySelectorAll("fieldset")].filter(seen);
  const result = document.getElementById("result");
  return {
    questions: question.map((set) => set.dataset.fact),
    several: question.some((set) => "several" in set.dataset),
    heading: [...document.querySelectorAll("#check h2")].filter(seen).map((h) => h.textContent),
    checked: [...document.querySelectorAll("#check :checked")].filter(seen).length,
    error: [...document.querySelectorAll(".error")].map((one) => one.textContent).join(""),
    status: document.querySelector("#questions [role=status]").textContent,
    result: seen(result),
    back: seen(document.getElementById("back")),
    address: location.href,
    history: history.length,
    title: document.title,
  };
})()"""
RESULT = """(() => {
  const result = document.getElementById("result");
  const seen = (selector) => [...result.querySelectorAll(selector)].filter((one) => !one.hidden);
  return {
    asked: check.path().asked.slice(1),
    heading: seen("[data-outcome]").map((one) => one.querySelector("h2").textContent),
    rules: Object.fromEntries(seen("[data-rule]").map((one) => [
      one.dataset.rule,
      [...one.querySelectorAll(".verdict, .found")].map((said) => said.textContent),
    ])),
    applying: seen("[data-apply]").map((one) => one.dataset.apply),
    answers: Object.fromEntries(seen("[data-answer]").map((one) => [
      one.dataset.answer, one.querySelector(".said").textContent,
    ])),
  };
})()"""

CLICK = """(wanted) => {
  const seen = (selector) =>
    [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  for (const input of seen("fieldset")[0].querySelectorAll("input")) {
    const words = input.labels[0].querySelector(".option-words") ?? input.labels[0];
    if (wanted.includes(words.textContent.trim()) !== input.checked) input.click();
  }
  seen("#check button").find((one) => one.textContent.trim() === "Continue").click();
}"""


class Visitor:
    """Somebody without a mouse."""

    def __init__(self, tab: Tab, address: str) -> None:
        self.tab = tab
        tab.open(f"{address}/check/")
        self.first = self.shown()
        # The browser asks for the page's icon when everything else is there.
        while not any("/assets/icon." in url for url in asked_for(tab)):
            tab.run("new Promise((done) => setTimeout(done, 10))")
        tab.forget()

    def where(self) -> dict[str, Any]:
        return self.tab.run(WHERE)

    def shown(self) -> dict[str, Any]:
        """What is visible; the address, the history and the title are always the same."""
        shown = self.tab.run(SHOWN)
        always = {name: shown.pop(name) for name in ("address", "history", "title")}
        assert getattr(self, "always", always) == always
        self.always = always
        assert len(shown["questions"]) == (not shown["result"])
        assert len(shown["heading"]) == 1
        return shown

    def fact(self) -> str | None:
        questions = self.shown()["questions"]
        return questions[0] if questions else None

    def tab_to(self, tag: str, words: str) -> None:
        for _ in range(120):
            self.tab.press("Tab")
            where = self.where()
            if (where["tag"], where["words"]) == (tag, words):
                assert where["seen"]
                return
        raise AssertionError(f"{words} cannot be reached")

    def tab_into(self, fact: str) -> None:
        for _ in range(40):
            self.tab.press("Tab")
            if self.where()["inside"] == fact:
                return
        raise AssertionError(f"{fact} cannot be reached")

    def choose(self, *words: str) -> None:
        """Go to the options of the question and choose: radios by arrows, boxes one by one."""
        shown = self.shown()
        self.tab_into(shown["questions"][0])
        if not shown["several"]:
            self.tab.press(" ")
            for _ in range(12):
                if self.where()["words"] in self.meant(words):
                    break
                self.tab.press("ArrowDown")
            assert self.where()["checked"]
            assert self.where()["words"] in self.meant(words)
            return
        wanted = set(words)
        while True:
            if self.where()["words"] in wanted:
                wanted.remove(self.where()["words"])
                self.tab.press(" ")
                assert self.where()["checked"]
            if not wanted:
                return
            self.tab.press("Tab")
            assert self.where()["tag"] == "input", wanted

    @staticmethod
    def meant(words: tuple[str, ...]) -> tuple[str, ...]:
        return (*words, UNSURE) if words == (SURE,) else words

    def go_on(self, button: str = "Continue") -> None:
        """Press a button; then the focus is on the heading of what is shown."""
        self.tab_to("button", button)
        self.tab.press("Enter")
        where, shown = self.where(), self.shown()
        assert (where["tag"], [where["words"]]) == ("h2", shown["heading"])

    def answer_all(self, visit: Visit) -> Iterator[dict[str, Any]]:
        """Answer until there is a result; yields what is shown before each answer, and at last."""
        number = 0
        while (fact := self.fact()) is not None:
            number += 1
            shown = self.shown()
            assert shown["status"] == f"Question {number}"
            assert shown["back"] == (number > 1)
            assert shown["checked"] == 0
            yield shown
            self.choose(*visit.words(fact))
            self.go_on()
        yield self.shown()

    def click(self, *words: str) -> None:
        """Choose and go on with a mouse."""
        self.tab.run(f"({CLICK})({json.dumps(self.meant(words))})")

    def result(self) -> dict[str, Any]:
        return self.tab.run(RESULT)


TRACES = """(async () => ({
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  state: history.state,
  name: window.name,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
}))()"""
NO_TRACE = {
    "cookies": [],
    "local": 0,
    "session": 0,
    "databases": 0,
    "caches": 0,
    "state": None,
    "name": "",
    "workers": 0,
}


def asked_for(tab: Tab) -> list[str]:
    return [one["request"]["url"] for one in tab.told("Network.requestWillBeSent")]


def nothing_left(visitor: Visitor) -> list[Any]:
    """What was asked of a server, said on the console, refused by the policy, or stored."""
    told = visitor.tab.told(
        "Network.requestWillBeSent",
        "Network.webSocketCreated",
        "Page.frameNavigated",
        "Page.navigatedWithinDocument",
        "Runtime.consoleAPICalled",
        "Runtime.exceptionThrown",
        "Log.entryAdded",
        "Audits.issueAdded",
    )
    traces = visitor.tab.ask("Network.getCookies") | visitor.tab.run(TRACES)
    return told + ([] if traces == NO_TRACE else [traces])
