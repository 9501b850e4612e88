"""Who knocks at an address and how it answers: the words in which the table of doors is written."""

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """How a page answers who knocks."""

    IN = "in"
    REFUSED = "403"
    GONE = "404"
    SIGN_IN = "sign in"
    CLOSED = "405"


@dataclass(frozen=True, slots=True)
class Door:
    """Who comes in by GET and by POST; those who see the unit are told no, for others nothing is there.

    None: the method is closed to everybody. `knocking`: who is tried, "" a stranger. An `is_open`
    door lets everybody in, an `is_own` one shows each person the own account alone.
    """

    get: frozenset[str] | None
    post: frozenset[str] | None
    seen_by: frozenset[str] = frozenset()
    knocking: frozenset[str] = frozenset()
    is_open: bool = False
    is_own: bool = False

    def answer(self, method: str, who: str) -> Answer:
        """What `who` finds."""
        inside = self.get if method == "GET" else self.post
        if inside is None:
            return Answer.CLOSED
        if who in inside:
            return Answer.IN
        if not who and not self.is_open:
            return Answer.SIGN_IN
        return Answer.REFUSED if who in self.seen_by else Answer.GONE


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


STRANGER = frozenset({""})
OUTSIDERS = names("dedi gita hasan joko")
IN_SIGHT = names("ani fajar budi eka ira")
ALL = STRANGER | OUTSIDERS | IN_SIGHT
ANI, SENDERS, SENDERS_AND_ABOVE = names("ani"), names("ani fajar"), names("ani fajar budi eka")
AUDITORS, ABOVE, MANAGERS = names("ani budi eka"), names("budi eka"), names("fajar budi eka")
FAJAR = names("fajar")
EKA, HASAN, NOBODY = names("eka"), names("hasan"), frozenset[str]()
FEW = STRANGER | names("dedi")

PUBLIC = Door(FEW, FEW, knocking=FEW, is_open=True)
PUBLIC_READ = Door(FEW, None, knocking=FEW, is_open=True)
NOWHERE_READ = Door(NOBODY, None, knocking=FEW, is_open=True)
NOWHERE = Door(NOBODY, NOBODY, knocking=FEW, is_open=True)
OWN = Door(NOBODY, NOBODY, knocking=STRANGER, is_own=True)
DESK = Door(ALL - STRANGER, ALL - STRANGER, knocking=ALL)


def at_unit(get: frozenset[str] | None, post: frozenset[str] | None) -> Door:
    """A page about the work of KPU Kabupaten Jombang."""
    return Door(get, post, seen_by=IN_SIGHT, knocking=ALL)


def over_units(get: frozenset[str] | None, post: frozenset[str] | None) -> Door:
    """A page of those who stand above the units, or keep the installation."""
    return Door(get, post, knocking=ALL)


SEEN, SEEN_READ = at_unit(IN_SIGHT, IN_SIGHT), at_unit(IN_SIGHT, None)
EDITED, FILLED = at_unit(ANI, ANI), at_unit(None, ANI)
MANAGED, VERIFIED = at_unit(MANAGERS, MANAGERS), at_unit(ABOVE, ABOVE)
IN_PROVINCE = over_units(ABOVE | names("ira"), ABOVE | names("ira"))
QUEUE, ROUNDS, KEPT = over_units(ABOVE, ABOVE), over_units(EKA, EKA), over_units(HASAN, HASAN)


def in_office(get: frozenset[str] | None, post: frozenset[str] | None) -> Door:
    """A page with citizens' names: those of the office who may not act are told, those above find nothing."""
    return Door(get, post, seen_by=SENDERS, knocking=ALL)


READ_BY_OFFICE, SERVED = in_office(SENDERS, SENDERS), in_office(ANI, ANI)
# Maya, the PPID, is tried where she alone comes in.
MAYA = names("maya")
ANSWERED = Door(MAYA, MAYA, seen_by=SENDERS, knocking=ALL | MAYA)
ANSWERED_ONLY = Door(None, MAYA, seen_by=SENDERS, knocking=ALL | MAYA)
PUBLIC_SENT = Door(None, FEW, knocking=FEW, is_open=True)
