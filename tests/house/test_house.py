"""The house keeps its own rules."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps

from tests.house import documents, messages, rulebook

ROOT = Path(__file__).parents[2]

MACHINES_AND_REGISTRIES = r"(^|[^a-z.])/(root|home/[a-z]+|work|Users)/|files\.pythonhosted|registry\.npmjs"

# At most five at any time, each with its reason.
NAMED_EXCEPTIONS: dict[str, str] = {}

RULES = [
    rulebook.long_files,
    rulebook.long_functions,
    rulebook.inner_imports,
    rulebook.foreign_to_rules,
    rulebook.django_below,
    rulebook.clocks_in_rules,
    rulebook.receivers,
    rulebook.forbidden_names,
    rulebook.without_reason_to_exist,
    rulebook.uncited_rules,
    rulebook.unused_templates,
    rulebook.inline_script_or_style,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_has_no(rule: Callable[[Path], list[str]]) -> None:
    offences = [offence for offence in rule(ROOT) if offence.partition(": ")[0] not in NAMED_EXCEPTIONS]

    assert not offences, "\n".join(offences)


def test_exceptions_are_few_and_each_has_a_reason() -> None:
    assert len(NAMED_EXCEPTIONS) <= 5
    assert all(NAMED_EXCEPTIONS.values())


def test_generated_pages_are_fresh() -> None:
    assert not documents.stale()


def test_every_sentence_has_its_english() -> None:
    assert not messages.faults()


def test_every_model_is_in_the_glossary() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text("utf-8")

    missing = [model.__name__ for model in apps.get_app_config("terbuka").get_models()]

    assert [name for name in missing if f"`{name}`" not in glossary] == []


def test_the_repository_names_no_machine_and_no_registry() -> None:
    told = subprocess.run(
        ["git", "grep", "-nIE", MACHINES_AND_REGISTRIES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    lines = [line for line in told.stdout.splitlines() if not line.startswith("tests/house/test_house.py")]
    assert lines == []
