"""The drawings of every status in docs/states.md, made from the tables of steps themselves."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from terbuka.rules import assessment, exemption, followup, publishing
from terbuka.rules.register import disputes, objections, requests

HEAD = """# States

Written by `make docs` from the tables `NEXT` of the rules; change them there. An arrow is a step that a
service may take; whether a person may take it is another question (`terbuka/rules/people.py`).
"""
# Where each begins, and its table.
DRAWINGS: dict[str, tuple[Any, Any, str]] = {
    "Publication": (publishing.PublicationStatus.COLLECTING, publishing.NEXT, "publishing.py"),
    "Version of a publication": (
        publishing.VersionStatus.DRAFT,
        publishing.NEXT_VERSION,
        "publishing.py",
    ),
    "Consequence test": (exemption.TestStatus.DRAFT, exemption.NEXT, "exemption.py"),
    "Exempt document": (exemption.ExemptStatus.PROPOSED, exemption.NEXT_DOCUMENT, "exemption.py"),
    "Request for information": (requests.RequestStatus.RECEIVED, requests.NEXT, "register/requests.py"),
    "Objection": (objections.ObjectionStatus.FILED, objections.NEXT, "register/objections.py"),
    "Dispute": (disputes.DisputeStatus.FILED, disputes.NEXT, "register/disputes.py"),
    "Round": (assessment.RoundStatus.PREPARED, assessment.NEXT_ROUND, "assessment.py"),
    "Self-assessment": (assessment.SaqStatus.FILLING, assessment.NEXT, "assessment.py"),
    "Follow-up item": (followup.ItemStatus.PROPOSED, followup.NEXT, "followup.py"),
}


def _drawing(begins: StrEnum, steps: Mapping[StrEnum, frozenset[StrEnum]]) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {begins.value}"]
    for status in type(begins):
        # In the order of the enumeration, so that the drawing is always the same.
        lines += [f"    {status} --> {then}" for then in type(begins) if then in steps.get(status, ())]
        if not steps.get(status):
            lines.append(f"    {status} --> [*]")
    return "\n".join([*lines, "```"])


def render() -> str:
    """The whole page."""
    parts = [
        f"## {name}\n\n`terbuka/rules/{place}`\n\n{_drawing(begins, steps)}\n"
        for name, (begins, steps, place) in DRAWINGS.items()
    ]
    return "\n".join([HEAD, *parts])
