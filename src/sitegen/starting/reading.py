"""Reads what new files are made from: the seeds, and what sitegen has for others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sitegen.settings import shipped

_SHIPPED = {
    ".github/workflows": ("check.yml", "publish.yml"),
    ".vscode": ("extensions.json", "settings.json"),
}
"""What this repository has that every site needs, by folder."""

_SEEDS = Path(__file__).with_name("seeds")


def read_seeds() -> Mapping[str, str]:
    """Read the templates of new files, by their names."""
    return {path.name: path.read_text(encoding="utf-8") for path in _SEEDS.iterdir()}


def read_shipped() -> Mapping[str, str]:
    """Read workflows, and settings of VS Code, by the paths that they have in a site."""
    return {
        f"{folder}/{name}": (shipped(folder) / name).read_text(encoding="utf-8")
        for folder, names in _SHIPPED.items()
        for name in names
    }
