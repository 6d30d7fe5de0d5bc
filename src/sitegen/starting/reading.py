"""Reads what new files are made from: the seeds, and what sitegen has for others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sitegen.settings import shipped

_OF_VSCODE = ("extensions.json", "settings.json")
_SEEDS = Path(__file__).with_name("seeds")


def read_seeds() -> Mapping[str, str]:
    """Read the templates of new files, by their names."""
    return {path.name: path.read_text(encoding="utf-8") for path in _SEEDS.iterdir()}


def read_shipped() -> Mapping[str, str]:
    """Read workflows, and settings of VS Code, by the paths that they have in a site."""
    workflows = shipped("hosting").glob("github-*.yml")
    paths = {
        **{f".github/workflows/{one.name.removeprefix('github-')}": one for one in workflows},
        **{f".vscode/{name}": shipped(".vscode") / name for name in _OF_VSCODE},
    }
    return {path: one.read_text(encoding="utf-8") for path, one in paths.items()}
