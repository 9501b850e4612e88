"""The yearly assessment: rounds, drafted answers, evidence, submission."""

from terbuka.services.assessment.answers import confirm_draft, confirm_drafts, save_answer
from terbuka.services.assessment.drafts import draft_round, redraft, redraft_open
from terbuka.services.assessment.evidence import (
    add_file_evidence,
    add_link_evidence,
    check_again,
    check_link,
    remove_evidence,
    restore_evidence,
)
from terbuka.services.assessment.history import load_history
from terbuka.services.assessment.loading import load_instruments, load_scales
from terbuka.services.assessment.published import catalogue_facts
from terbuka.services.assessment.reading import (
    answers_of,
    backing_of,
    bands_of,
    card_from,
    card_of,
    claimed,
    day_at,
    draft_of,
    filling,
    instrument_of,
    mark_of,
    period_of,
)
from terbuka.services.assessment.rounds import chosen_units, open_round, prepare_round, reschedule
from terbuka.services.assessment.submission import paper_of, receipt_of, reopen, submit
from terbuka.services.assessment.telling import office_of, page_of, tell_announced, tell_opened

__all__ = [
    "add_file_evidence",
    "add_link_evidence",
    "answers_of",
    "backing_of",
    "bands_of",
    "card_from",
    "card_of",
    "catalogue_facts",
    "check_again",
    "check_link",
    "chosen_units",
    "claimed",
    "confirm_draft",
    "confirm_drafts",
    "day_at",
    "draft_of",
    "draft_round",
    "filling",
    "instrument_of",
    "load_history",
    "load_instruments",
    "load_scales",
    "mark_of",
    "office_of",
    "open_round",
    "page_of",
    "paper_of",
    "period_of",
    "prepare_round",
    "receipt_of",
    "redraft",
    "redraft_open",
    "remove_evidence",
    "reopen",
    "reschedule",
    "restore_evidence",
    "save_answer",
    "submit",
    "tell_announced",
    "tell_opened",
]
