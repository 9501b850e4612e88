"""The generated pages of docs/: written by `make docs`, compared by `make check`."""

import sys
from collections.abc import Callable
from pathlib import Path

from tests.house import items_table, limits_table, states_page, tour_page

ROOT = Path(__file__).parents[2]
GENERATED: dict[str, Callable[[], str]] = {
    "docs/limits.md": limits_table.render,
    "docs/required-items.md": items_table.render,
    "docs/states.md": states_page.render,
    "docs/tour.md": tour_page.render,
}


def stale() -> list[str]:
    """Generated pages that differ from what the data say now."""
    return [
        name
        for name, render in GENERATED.items()
        if not (ROOT / name).exists() or (ROOT / name).read_text("utf-8") != render()
    ]


def write() -> None:
    """Write every generated page."""
    for name, render in GENERATED.items():
        (ROOT / name).write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    old = stale()
    old += [f"docs/pictures/{name}" for name in tour_page.astray()]
    print("\n".join(f"{name} is stale: run make docs" for name in old) or "Generated pages are fresh.")
    sys.exit(1 if old else 0)
