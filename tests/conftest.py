"""Options of the test run."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# How long a test takes says more about the machine than about the code. CI judges a change by the
# same examples each time; new ones are looked for wherever else the tests run.
settings.register_profile(
    "house",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases",
        action="store_true",
        help="write what is said now into tests/cases/ and what is made of them",
    )


# What needs a browser, a server or another program, or takes more than a few seconds. `make quick`
# leaves these out; every file of tests is run by `make test`.
_SLOW_FOLDERS = {"browser", "clients"}
_SLOW_FILES = {
    *("test_as_on_github", "test_attendance", "test_benchmarks", "test_build"),
    *("test_calendars_writing", "test_changes_pages", "test_check", "test_claims"),
    *("test_color_notation", "test_colors", "test_eligibility_in_script"),
    *("test_eligibility_page", "test_file_writing", "test_fixes", "test_forms", "test_fuzzing"),
    *("test_harmless", "test_heads", "test_helps", "test_hostile_site", "test_hosting"),
    *("test_json_schema", "test_kinds", "test_later", "test_links", "test_load"),
    *("test_many_entries", "test_many_rules", "test_marked_up", "test_misplaced", "test_notes"),
    *("test_nothing_is_lost", "test_one_cause", "test_other_programmes", "test_own_mistake"),
    *("test_patterns", "test_plan", "test_pre_commit", "test_publish", "test_reading"),
    *("test_reading_anything", "test_record", "test_restyled", "test_rule_proofs"),
    *("test_serve", "test_serve_following", "test_serve_guard", "test_service_pages"),
    *("test_sheets", "test_states_everywhere", "test_sweeps", "test_three_years", "test_wheel"),
    *("test_yaml_reading", "test_year"),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name in _SLOW_FOLDERS or item.path.stem in _SLOW_FILES:
            item.add_marker("slow")
