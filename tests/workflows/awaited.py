"""What the workflows ask of sitegen and is not there yet: tests that need it wait for it."""

from __future__ import annotations

import pytest

from sitegen.arguments import _parser


def awaits(*asked: str) -> pytest.MarkDecorator:
    """Mark tests that need commands or options, such as `publish` or `build --preview`."""
    commands = _parser().commands
    missing = []
    for one in asked:
        name, _, option = one.partition(" ")
        if name not in commands or (option and option not in commands[name].known):
            missing.append(f"sitegen {one}")
    reason = f"not there yet: {', '.join(missing)}"
    return pytest.mark.xfail(bool(missing), reason=reason, strict=True)
