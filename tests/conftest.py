"""Options of the test run."""

from __future__ import annotations

import os
from pathlib import Path

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
    parser.addoption("--quick", action="store_true", help="leave out what takes long")


# What needs a browser, a server or another program, or takes more than two seconds or so. With
# `--quick` these are not even read: to collect them takes long, too. `make test` runs every file.
_SLOW_FOLDERS = {"browser", "clients", "workflows"}
_SLOW_FILES = {
    *("test_as_on_github", "test_at_a_glance", "test_attendance", "test_benchmarks", "test_build"),
    *("test_calendars_timezones", "test_calendars_writing", "test_changes_pages", "test_check"),
    *(
        "test_claims",
        "test_color_notation",
        "test_colors",
        "test_dates",
        "test_diff",
        "test_digest",
    ),
    *("test_eligibility_in_script", "test_eligibility_page", "test_file_writing", "test_filling"),
    *("test_fixes", "test_forgotten", "test_forms", "test_fuzzing", "test_half_read"),
    *("test_harmless", "test_heads", "test_helps", "test_hostile_site", "test_hosting"),
    *("test_import_files", "test_import_hostile", "test_import_pages", "test_import_round_trip"),
    *("test_imports", "test_ingredients", "test_json_schema", "test_json_text", "test_kinds"),
    *("test_large_rules", "test_later", "test_ledger", "test_left_over", "test_links", "test_load"),
    *("test_many_entries", "test_many_rules", "test_markdown", "test_marked_up", "test_misplaced"),
    *("test_notes", "test_nothing_is_lost", "test_odd_signs", "test_one_cause"),
    *(
        "test_next",
        "test_other_programmes",
        "test_own_mistake",
        "test_patterns",
        "test_plain_yaml",
        "test_plan",
    ),
    *("test_pre_commit", "test_progress", "test_publish", "test_qr_codes", "test_reading"),
    *("test_reading_anything", "test_real_site", "test_rebuilding", "test_record", "test_restyled"),
    *("test_revision", "test_publication_races", "test_publishing", "test_rebuilt_ledger"),
    *("test_rule_mutations", "test_rule_proofs", "test_serve", "test_serve_following"),
    *("test_serve_guard", "test_service_pages", "test_sheets", "test_states_everywhere"),
    *(
        "test_sweeps",
        "test_three_years",
        "test_trainings_schema",
        "test_turns",
        "test_unchanged",
        "test_values",
    ),
    *("test_wheel", "test_work", "test_yaml_reading", "test_year"),
}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pass over what is slow; None leaves it to others."""
    slow = collection_path.name in _SLOW_FOLDERS or collection_path.stem in _SLOW_FILES
    return True if slow and config.getoption("quick") else None
