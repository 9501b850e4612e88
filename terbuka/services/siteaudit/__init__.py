"""Audits of websites: asked for, worked on under a lease, recorded beside the last one, read again."""

from terbuka.services.siteaudit.asking import ask_audit, name_place, named_places, stop_run
from terbuka.services.siteaudit.leasing import (
    LEASE,
    MOST_ATTEMPTS,
    Progress,
    holders_of_leases,
    let_lapse,
    release_runs,
    renew,
    take_runs,
    workers_alive,
)
from terbuka.services.siteaudit.reading import outline, stored_report
from terbuka.services.siteaudit.recording import fail_run, record_run

__all__ = [
    "LEASE",
    "MOST_ATTEMPTS",
    "Progress",
    "ask_audit",
    "fail_run",
    "holders_of_leases",
    "let_lapse",
    "name_place",
    "named_places",
    "outline",
    "record_run",
    "release_runs",
    "renew",
    "stop_run",
    "stored_report",
    "take_runs",
    "workers_alive",
]
