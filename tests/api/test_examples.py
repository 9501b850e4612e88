"""The examples of docs/api.md are run, and print what is printed there."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.make import catalogue, verify
from tests.make.cast import cast

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
_BLOCK = re.compile(r"```(sh|json)\n(.*?)```", re.DOTALL)
_CURL = re.compile(r'curl "http://127\.0\.0\.1:8000(/[^"]+)"')


def examples() -> list[tuple[str, Any]]:
    """Each question with what is printed under it; None for nothing."""
    found: list[tuple[str, Any]] = []
    for kind, text in _BLOCK.findall(PAGE.read_text("utf-8")):
        if kind == "sh":
            found += [(address, None) for address in _CURL.findall(text)]
        else:
            found[-1] = (found[-1][0], json.loads(text))
    return found


def fits(printed: Any, told: Any) -> bool:
    if printed == "...":
        return told is not None
    if isinstance(printed, dict):
        return isinstance(told, dict) and all(fits(value, told.get(name)) for name, value in printed.items())
    if isinstance(printed, list):
        return (
            isinstance(told, list)
            and len(printed) == len(told)
            and all(fits(one, other) for one, other in zip(printed, told, strict=True))
        )
    return bool(printed == told)


@pytest.mark.django_db
def test_every_example_prints_what_the_page_says(client: Client) -> None:
    people, now = cast(), timezone.now()
    row = catalogue.published_file(people, at=now)
    round_ = verify.announced(people, at=now)
    assert len(examples()) >= 11

    wrong = []
    for address, printed in examples():
        here = address.replace("publications/1", f"publications/{row.pk}")
        answer = client.get(here.replace("monev-kpu-2026", round_.slug))
        assert answer.status_code == (422 if "limit=500" in address else 200), address
        if printed is not None and not fits(printed, answer.json()):
            wrong.append((address, answer.json()))

    assert wrong == []
