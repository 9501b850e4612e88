"""A copy of the portal of a small country, as tests make and read it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from terbuka.management.commands.write_portal import _memory
from terbuka.management.copying import places
from terbuka.management.copying.folder import MARK, Folder
from terbuka.management.copying.walking import Told, copy_portal
from terbuka.web.linked import absolute

# Thirty-eight provinces by body and year: the same page many times over, seconds of a test.
TOO_MANY = "nation_province"


@contextmanager
def without_provinces() -> Iterator[None]:
    """Copies made within leave the pages of single provinces to the live site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(places.PAGES, TOO_MANY)
        patch.setitem(places.FILES, "nation_province_export", places.FILES["nation_province_export"])
        patch.delitem(places.FILES, "nation_province_export")
        _forget()
        yield
    _forget()


def _forget() -> None:
    places._resolved.cache_clear()
    places._place_of.cache_clear()


def copied(out: Path, *, at: datetime | None = None, stop_after: int = 0) -> Told:
    """Bring the copy up to date; with `stop_after` it is cut off after so many pages."""

    def step(told: Told) -> None:
        if stop_after and told.drawn >= stop_after:
            raise InterruptedError

    now = at or timezone.now()
    folder = Folder(out, live=absolute("/"), at=now)
    with _memory(folder) as memory:
        return copy_portal(folder, memory, at=now, step=step)


def held(out: Path) -> dict[str, tuple[int, int]]:
    """Every file of the copy but its mark, with its moment of change and its size."""
    found = (one for one in out.rglob("*") if one.is_file() and one.name != MARK)
    told = ((one.relative_to(out).as_posix(), one.stat()) for one in found)
    return {file: (state.st_mtime_ns, state.st_size) for file, state in told}


def shard(out: Path, name: str) -> Any:
    """One file of the search."""
    return json.loads((out / "cari" / "data" / f"{name}.json").read_text("utf-8"))
