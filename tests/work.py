"""Counts the work of one command: what it reads, makes and writes.

Counts are the same on every machine, unlike seconds. Python itself tells of each call of a
function, in a process of its own, so that nothing is there from before.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]

FUNCTIONS = {
    "files read": "sitegen.reading:read_file",
    "YAML texts": "sitegen.source.yaml_reading:read_yaml",
    "Markdown texts": "sitegen.source.markdown:read",
    "templates": "sitegen.site.rendering:Templates.render",
    "entries": "sitegen.site.calendars.writing:block",
    "trainings in JSON": "sitegen.site.machine_readable:_training",
    "files written": "sitegen.publish.disk:write",
}
"""What is counted, and the function that does one of it. A new name of one belongs here too."""

VIEWS = ROOT / "src/sitegen/site/views"
"""Each function in it that makes a view has a name that ends with it."""

_COUNT = """
import importlib, json, sys
from collections import Counter

asked = json.loads(sys.argv.pop(1))
found = Counter()

def code_of(name):
    module, _, path = name.partition(":")
    thing = importlib.import_module(module)
    for part in path.split("."):
        thing = getattr(thing, part)
    return thing.__code__

counted = {code_of(name): what for what, name in asked["functions"].items()}
reading = code_of(asked["functions"]["YAML texts"])

def nodes_in(node):
    items = getattr(node, "items", None)
    fields = getattr(node, "fields", None)
    inner = items if isinstance(items, tuple) else [one for pair in fields or () for one in pair]
    return 1 + sum(map(nodes_in, inner))

def told(frame, event, result):
    code = frame.f_code
    if event == "call":
        if code in counted:
            found[counted[code]] += 1
        elif code.co_filename.startswith(asked["views"]) and code.co_name.endswith("_view"):
            found["views"] += code.co_name[0] != "_"
    elif event == "return" and code is reading and result[0] is not None:
        found["nodes"] += nodes_in(result[0])

from sitegen.cli import main
sys.setprofile(told)
status = main(sys.argv[1:])
sys.setprofile(None)
print("\\n" + json.dumps(found))
sys.exit(status)
"""


def work_of(*arguments: str, site: Path, cache: Path) -> Counter[str]:
    """Run a command on a site, and give how often each kind of work was done."""
    asked = {"functions": FUNCTIONS, "views": str(VIEWS)}
    ran = subprocess.run(
        [sys.executable, "-c", _COUNT, json.dumps(asked), *arguments, "--root", str(site)],
        env={"PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, int] = json.loads(ran.stdout.splitlines()[-1])
    return Counter(found)
