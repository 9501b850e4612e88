"""Roles: what a person is at a work unit. What each may do stands beside the rule it concerns.

Source: PKPU 22/2023 and Perbawaslu 10/2019 (desk, officer, PPID and supervisor),
the yearly assessment (verifier, assessor, tester), the installation itself.
"""

from enum import StrEnum


class Role(StrEnum):
    """A role is held at a unit, from a day to a day, by decree; it reaches the subtree as it says."""

    DESK = "desk"
    OFFICER = "officer"
    PPID = "ppid"
    SUPERVISOR = "supervisor"
    VERIFIER = "verifier"
    NATIONAL_ADMINISTRATOR = "national_administrator"
    ASSESSOR = "assessor"
    TESTER = "tester"
    READ_ONLY = "read_only"
    SYSTEM_ADMINISTRATOR = "system_administrator"


REACHES_SUBTREE = frozenset(
    {Role.VERIFIER, Role.NATIONAL_ADMINISTRATOR, Role.ASSESSOR, Role.TESTER, Role.READ_ONLY}
)
