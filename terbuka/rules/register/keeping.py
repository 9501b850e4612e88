"""How long papers of a case stay, and when a person's data may go: never while somebody may still need them.

Source: UU 27/2022 articles 42 to 44; UU 14/2008 articles 36 and 37 (time to object and to go to the
commission); PKPU 17/2023 and Perbawaslu 21/2014 (retention). No line of those schedules names requests
for information: the years after the last window are a setting, by default those of incoming letters.
"""

from dataclasses import dataclass
from datetime import date

from terbuka.rules.duedates import plus_months
from terbuka.rules.language import say
from terbuka.rules.ruling import Ruling, allow, refuse

# Agenda of incoming letters: one year active, two years inactive (PKPU 17/2023; confidence D for cases).
DEFAULT_YEARS = 3
LONGEST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeps a person's papers: open matters, windows that still run, a hold set by hand."""

    is_open: bool = False
    has_window: bool = False
    has_objection: bool = False
    has_dispute: bool = False
    is_held: bool = False


def may_let_go(kept: Kept) -> Ruling:
    """May a person's data of these matters be erased? The reason names what still needs them."""
    reasons = (
        (kept.is_held, say("Berkas ini ditahan untuk pemeriksaan atau perkara hukum."), "uu27-2022:44"),
        (kept.has_dispute, say("Sengketanya belum selesai; berkasnya menjadi bukti."), "uu27-2022:44"),
        (kept.has_objection, say("Keberatannya belum selesai."), "uu14-2008:36(2)"),
        (kept.is_open, say("Permohonannya belum selesai dijawab."), "uu14-2008:22(7)"),
        (
            kept.has_window,
            say("Waktu untuk mengajukan keberatan atau sengketa belum lewat."),
            "uu14-2008:37(2)",
        ),
    )
    for holds, reason, cite in reasons:
        if holds:
            return refuse(reason, cite=cite)
    return allow()


def destroyed_after(ended_on: date, years: int | None) -> date:
    """The last day on which the papers of an ended case are kept."""
    return plus_months(ended_on, 12 * (DEFAULT_YEARS if years is None else years))
