"""Roles: what a person is at a work unit, and what each role may do to which units.

Permission ("may this person?") is answered here; policy ("does the state allow
it?") by the rules of each column. A role at a unit reaches the unit itself, those
below it, or both, as each act says.

Source: PKPU 22/2023 and Perbawaslu 10/2019 (desk, officer, PPID and supervisor),
the yearly assessment (verifier, assessor, tester), the installation itself.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from terbuka.rules.language import say
from terbuka.rules.ruling import Ruling, allow, refuse
from terbuka.rules.units import Level


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


class Act(StrEnum):
    """What a page lets a person do to a unit's work."""

    SEE = "see"
    EDIT_PROFILE = "edit_profile"
    AUDIT = "audit"
    FILL = "fill"
    SUBMIT = "submit"
    VERIFY = "verify"
    FOLLOW_UP = "follow_up"
    RUN_ROUND = "run_round"
    MANAGE_PEOPLE = "manage_people"
    COLLECT = "collect"
    CHECK = "check"
    PUBLISH = "publish"
    PROPOSE_EXEMPTION = "propose_exemption"
    DECIDE_EXEMPTION = "decide_exemption"
    SEE_CASES = "see_cases"
    SEE_IDENTITY = "see_identity"
    SERVE = "serve"
    ANSWER_REQUEST = "answer_request"
    ANSWER_OBJECTION = "answer_objection"
    COUNT_CASES = "count_cases"
    KEEP_CALENDAR = "keep_calendar"
    KEEP_LOCAL_DAYS = "keep_local_days"


# The work of an office: when its unit ends, nobody there does it any more. What was handed in is still
# verified, and people are still moved.
ENDS_WITH_UNIT = frozenset(
    {
        Act.EDIT_PROFILE,
        Act.AUDIT,
        Act.FILL,
        Act.SUBMIT,
        Act.FOLLOW_UP,
        Act.COLLECT,
        Act.CHECK,
        Act.PUBLISH,
        Act.PROPOSE_EXEMPTION,
    }
)


class Reach(StrEnum):
    """Which units an appointment at a unit covers."""

    OWN = "own"
    BELOW = "below"
    SUBTREE = "subtree"
    ALL = "all"


_OFFICE = {
    Act.SEE: Reach.OWN,
    Act.EDIT_PROFILE: Reach.OWN,
    Act.AUDIT: Reach.OWN,
    Act.FILL: Reach.OWN,
    Act.FOLLOW_UP: Reach.OWN,
    Act.COLLECT: Reach.OWN,
    Act.PROPOSE_EXEMPTION: Reach.OWN,
}
# Cases bear names of citizens: only the office that serves them reads them; levels above read counts.
_SERVING = {Act.SEE_CASES: Reach.OWN, Act.SERVE: Reach.OWN, Act.COUNT_CASES: Reach.OWN}
# Who answers for the office says what leaves it (Perki 1/2021, articles 8 and 9).
_ANSWERING = {Act.CHECK: Reach.OWN, Act.PUBLISH: Reach.OWN}
_READING = {Act.SEE: Reach.SUBTREE, Act.COUNT_CASES: Reach.SUBTREE}
REACHES: dict[Role, dict[Act, Reach]] = {
    Role.DESK: {Act.SEE: Reach.OWN, Act.COLLECT: Reach.OWN, **_SERVING, Act.SEE_IDENTITY: Reach.OWN},
    Role.OFFICER: {**_OFFICE, **_SERVING, Act.SUBMIT: Reach.OWN},
    Role.PPID: {
        **_OFFICE,
        **_ANSWERING,
        **_SERVING,
        Act.SEE_IDENTITY: Reach.OWN,
        Act.ANSWER_REQUEST: Reach.OWN,
        Act.SUBMIT: Reach.OWN,
        Act.MANAGE_PEOPLE: Reach.OWN,
    },
    Role.SUPERVISOR: {
        **_ANSWERING,
        Act.SEE_CASES: Reach.OWN,
        Act.COUNT_CASES: Reach.OWN,
        Act.ANSWER_OBJECTION: Reach.OWN,
        Act.DECIDE_EXEMPTION: Reach.OWN,
        Act.SEE: Reach.OWN,
        Act.SUBMIT: Reach.OWN,
        Act.FOLLOW_UP: Reach.OWN,
        Act.MANAGE_PEOPLE: Reach.OWN,
    },
    # A verifier never judges the own unit: the level above does.
    Role.VERIFIER: {
        Act.SEE: Reach.SUBTREE,
        Act.COUNT_CASES: Reach.SUBTREE,
        Act.AUDIT: Reach.SUBTREE,
        Act.VERIFY: Reach.BELOW,
        Act.MANAGE_PEOPLE: Reach.BELOW,
        Act.KEEP_LOCAL_DAYS: Reach.SUBTREE,
    },
    Role.NATIONAL_ADMINISTRATOR: {
        Act.SEE: Reach.SUBTREE,
        Act.COUNT_CASES: Reach.SUBTREE,
        Act.AUDIT: Reach.SUBTREE,
        Act.VERIFY: Reach.BELOW,
        Act.RUN_ROUND: Reach.SUBTREE,
        Act.MANAGE_PEOPLE: Reach.SUBTREE,
        Act.KEEP_CALENDAR: Reach.SUBTREE,
        Act.KEEP_LOCAL_DAYS: Reach.SUBTREE,
    },
    Role.ASSESSOR: _READING,
    Role.TESTER: _READING,
    Role.READ_ONLY: _READING,
    # The installation, no case data.
    Role.SYSTEM_ADMINISTRATOR: {Act.MANAGE_PEOPLE: Reach.ALL},
}


def reach_of(role: Role, act: Act) -> Reach | None:
    """The units that a role may do an act to, from where it is held; None where it may not."""
    return REACHES[role].get(act)


ROLE_WORDS = {
    Role.DESK: say("Petugas meja informasi"),
    Role.OFFICER: say("Petugas PPID"),
    Role.PPID: say("PPID"),
    Role.SUPERVISOR: say("Atasan PPID"),
    Role.VERIFIER: say("Verifikator"),
    Role.NATIONAL_ADMINISTRATOR: say("Administrator nasional"),
    Role.ASSESSOR: say("Penilai"),
    Role.TESTER: say("Penguji akses"),
    Role.READ_ONLY: say("Pembaca"),
    Role.SYSTEM_ADMINISTRATOR: say("Administrator sistem"),
}
ROLE_MEANINGS = {
    Role.DESK: say("melayani pemohon; hanya melihat pekerjaan satker ini"),
    Role.OFFICER: say("mengisi profil dan kuesioner, memeriksa situs, mengerjakan tindak lanjut"),
    Role.PPID: say("seperti petugas, juga mengundang petugas satkernya"),
    Role.SUPERVISOR: say("mengirim kuesioner, menutup tindak lanjut, mengundang PPID dan petugas"),
    Role.VERIFIER: say("memeriksa kuesioner satker di bawahnya dan mengatur orangnya"),
    Role.NATIONAL_ADMINISTRATOR: say("membuka putaran dan mengatur orang seluruh lembaganya"),
    Role.ASSESSOR: say("membaca satker yang dinilai, tanpa mengubah apa pun"),
    Role.TESTER: say("menguji layanan satker; membaca saja di sini"),
    Role.READ_ONLY: say("membaca saja"),
    Role.SYSTEM_ADMINISTRATOR: say("merawat Terbuka di server ini; tidak melihat pekerjaan satker"),
}


class LinkState(StrEnum):
    """What an invitation's link still is."""

    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


def link_state(
    *, used_at: datetime | None, revoked_at: datetime | None, expires_at: datetime, at: datetime
) -> LinkState:
    """What a link is at a moment. Used outlasts all else: whoever used it should sign in."""
    if used_at:
        return LinkState.USED
    if revoked_at:
        return LinkState.REVOKED
    return LinkState.OPEN if at < expires_at else LinkState.EXPIRED


def may_take_up(state: LinkState) -> Ruling:
    """May a link in this state be taken up? If not, the reason says what to do."""
    reasons = {
        LinkState.USED: say("Undangan ini sudah dipakai. Masuklah dengan surel dan kata sandi Anda."),
        LinkState.REVOKED: say("Undangan ini sudah dicabut. Mintalah undangan baru kepada yang mengundang."),
        LinkState.EXPIRED: say(
            "Undangan ini sudah lewat masa berlakunya. Mintalah tautan baru kepada yang mengundang."
        ),
    }
    return refuse(reasons[state]) if state in reasons else allow()


@dataclass(frozen=True, slots=True)
class Held:
    """A role and the id of the unit where it is held; None for the installation."""

    role: Role
    unit_id: int | None


def covers(reach: Reach | None, held_at: int | None, unit_id: int | None, above: Collection[int]) -> bool:
    """Does an act with this reach, held at one unit, cover another that stands below the units `above`?"""
    if reach is Reach.ALL:
        return True
    if reach is None or held_at is None or unit_id is None:
        return False
    is_own, is_below = held_at == unit_id, held_at in above
    return (is_own and reach is not Reach.BELOW) or (is_below and reach is not Reach.OWN)


def standing(held: Iterable[Held], act: Act, unit_id: int | None, above: Collection[int]) -> frozenset[Role]:
    """The roles by which somebody may do an act to a unit that stands below the units `above`."""
    return frozenset(one.role for one in held if covers(reach_of(one.role, act), one.unit_id, unit_id, above))


def fits(role: Role, level: Level | None) -> Ruling:
    """Can a role be held at a unit of this level? None stands for the installation itself."""
    if (role is Role.SYSTEM_ADMINISTRATOR) != (level is None):
        if level is None:
            return refuse(
                say("Peran {role} dipegang di sebuah satker: sebutkan satkernya.", role=ROLE_WORDS[role])
            )
        return refuse(say("Administrator sistem tidak dipegang di sebuah satker: kosongkan satkernya."))
    if role is Role.NATIONAL_ADMINISTRATOR and level is not Level.NATIONAL:
        return refuse(say("Administrator nasional hanya ada di KPU RI dan Bawaslu RI."))
    if role is Role.VERIFIER and level is Level.REGENCY:
        return refuse(
            say("Verifikator hanya ada di provinsi dan nasional: di bawah kabupaten/kota tidak ada satker.")
        )
    return allow()


def may_give(standings: Collection[Role], role: Role, level: Level | None) -> Ruling:
    """May somebody with these standings over a unit give a role there, or end it?"""
    fitting = fits(role, level)
    if not fitting:
        return fitting
    if any(may_appoint(one, role) for one in standings):
        return allow()
    return refuse(
        say(
            "Peran {role} di satker ini tidak dapat Anda atur: mintalah kepada yang berwenang di atas Anda.",
            role=ROLE_WORDS[role],
        )
    )


def may_appoint(by: Role, role: Role) -> bool:
    """May a holder of one role make another? Nobody appoints above the own standing.

    A PPID or supervisor appoints for the own office; a verifier the offices
    below; a national administrator all of the own institution; the system
    administrator anybody, because somebody must be first.
    """
    office = {Role.DESK, Role.OFFICER, Role.PPID, Role.SUPERVISOR}
    allowed = {
        Role.PPID: {Role.DESK, Role.OFFICER},
        Role.SUPERVISOR: office - {Role.SUPERVISOR},
        Role.VERIFIER: office | {Role.VERIFIER, Role.READ_ONLY},
        Role.NATIONAL_ADMINISTRATOR: set(Role) - {Role.SYSTEM_ADMINISTRATOR},
        Role.SYSTEM_ADMINISTRATOR: set(Role),
    }
    return role in allowed.get(by, set())
