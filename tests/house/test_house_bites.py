"""Each rule of the house, broken on purpose in a copy, is seen to fail."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import messages, rulebook

ROOT = Path(__file__).parents[2]

PLANTED: list[tuple[Callable[[Path], list[str]], str, str]] = [
    (rulebook.long_files, "terbuka/rules/long.py", '"""Source: none."""\n' + "A = 1\n" * 500),
    (rulebook.long_functions, "terbuka/web/long.py", "def page():\n" + "    a = 1\n" * 41),
    (rulebook.inner_imports, "terbuka/services/late.py", "def verb():\n    import csv\n    return csv\n"),
    (rulebook.inner_imports, "terbuka/web/named.py", "import importlib\n"),
    (rulebook.foreign_to_rules, "terbuka/rules/stray.py", "from django.utils import timezone\n"),
    (rulebook.foreign_to_rules, "terbuka/rules/stray.py", "import aiohttp\n"),
    (rulebook.django_below, "terbuka/crawler/stray.py", "import django\n"),
    (rulebook.clocks_in_rules, "terbuka/rules/now.py", "from datetime import date\nA = date.today()\n"),
    (rulebook.receivers, "terbuka/services/heard.py", "from django.dispatch import receiver\n"),
    (rulebook.forbidden_names, "terbuka/web/utils.py", ""),
    (rulebook.without_reason_to_exist, "terbuka/web/why.py", "A = 1\n"),
    (rulebook.uncited_rules, "terbuka/rules/bare.py", '"""A rule out of thin air."""\n'),
    (rulebook.unused_templates, "terbuka/templates/forgotten.html", "<p>"),
    (rulebook.inline_script_or_style, "terbuka/templates/red.html", '<p style="color: red">'),
]


@pytest.mark.parametrize(("rule", "name", "text"), PLANTED, ids=lambda part: getattr(part, "__name__", ""))
def test_a_planted_offence_is_caught(
    rule: Callable[[Path], list[str]], name: str, text: str, tmp_path: Path
) -> None:
    planted = tmp_path / name
    planted.parent.mkdir(parents=True)
    planted.write_text(text, encoding="utf-8")

    assert any(Path(name).name in offence for offence in rule(tmp_path))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("terbuka/rules/upward.py", "import terbuka.services.units\n"),
        ("terbuka/models/units.py", "import terbuka.models.catalogue\n"),
        ("terbuka/crawler/web.py", "import django\n"),
    ],
)
def test_an_import_that_points_up_breaks_a_contract(name: str, text: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "terbuka", tmp_path / "terbuka", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    target = tmp_path / name
    target.write_text(text + (target.read_text("utf-8") if target.exists() else ""), encoding="utf-8")

    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    outcome = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert "BROKEN" in outcome.stdout


@pytest.mark.parametrize(
    ("english", "is_wrong"),
    [
        ("{n} units wait", True),
        ("<strong>%(n)s of %(all)s</strong> required items", True),
        ("; %(n)s need you to look", True),
        ("{n} {n:unit waits|units wait}", False),
        ("%(n)s of %(all)s %(all:unit|units)s", False),
        ("Units: {n}. Open them", False),
        ("{name} holds {value}", False),
        ("page {n} of the questions", False),
    ],
)
def test_english_that_is_wrong_for_one_is_caught(english: str, is_wrong: bool) -> None:
    assert messages.wrong_for_one(english) is is_wrong


def test_english_that_would_break_a_page_is_caught() -> None:
    assert messages.unfillable("%(n)s satker", "%(m)s %(m:unit|units)s")
    assert messages.unfillable("{n} satker", "{n} {m:unit|units}")
    assert not messages.unfillable("{n} satker", "{n} {n:unit|units}")
