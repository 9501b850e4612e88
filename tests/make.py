"""The cast and the things of tests, as plain functions. The only writer beside the services."""

from datetime import UTC, datetime
from typing import Any

from django.db import models

from terbuka.models import (
    Account,
    BandScale,
    Event,
    Holiday,
    Instrument,
    RequiredItem,
    Website,
    WorkUnit,
)
from terbuka.models.events import EventSet

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def account(name: str = "Ani", email: str = "ani@jombang.example", **fields: Any) -> Account:
    """Ani, officer of KPU Kabupaten Jombang, unless others are named."""
    return Account.objects.create(name=name, email=email, created_at=NOON, **fields)


def empty_register() -> None:
    """Take the reference data away, as in an installation that has never been started."""
    for model in (Website, BandScale, Instrument, Holiday, RequiredItem):
        model.objects.all().delete()
    for level in ("regency", "province", "national"):
        WorkUnit.objects.filter(level=level).delete()
    super(EventSet, Event.objects.all()).delete()


def store(row: models.Model) -> None:
    """Save a row as it is, to see what the database says to it."""
    row.save()


def change(model: type[models.Model], which: dict[str, Any], **values: Any) -> None:
    """Change rows as a committee would."""
    model._default_manager.filter(**which).update(**values)


def rename(slug: str, name: str) -> None:
    """Give a unit another name."""
    WorkUnit.objects.filter(slug=slug).update(name=name)


def confirm_website(slug: str, url: str) -> None:
    """A unit says: this is our address."""
    Website.objects.filter(unit__slug=slug).update(url=url, basis="confirmed")


def item(code: str, verdict: str, **more: Any) -> dict[str, Any]:
    """One item of a stored audit report."""
    kind = {"PPD": "periodic", "SRT": "immediate"}.get(code[:3], "on_demand")
    proof = {
        "url": f"http://127.0.0.1:9/ppid/{code.lower()}.html",
        "title": f"Halaman {code}",
        "period": "2025",
        "score": 0.91,
        "reasons": ["Judul menyebut Maklumat Pelayanan"],
    }
    found = [] if verdict in ("missing", "not_applicable") else [proof]
    return {
        "code": code,
        "name": f"Butir {code}",
        "class": kind,
        "verdict": verdict,
        "confidence": 0.9,
        "evidence": found,
        "remedy": "Unggah laporan 2025.",
    } | more


def demo_result(**more: Any) -> dict[str, Any]:
    """What `terbuka demo` stores: report, draft, score and gaps of KPU Kabupaten Jombang."""
    items = [item("PPD-05", "present"), item("PPD-12", "missing"), item("PPD-13", "stale")]
    items += [item("SRT-01", "not_applicable"), item("DIP-01", "could_not_look")]
    question = {
        "code": "B01",
        "group": "Website PPID",
        "text": "Apakah situs PPID satker aktif?",
        "points": "3.00",
        "weight": 3,
        "status": "drafted",
        "score": "1",
        "reason": "Situs terbuka dua kali.",
        "proof": [{"url": "http://127.0.0.1:9/", "title": "Beranda PPID"}],
    }
    photo = question | {"code": "A01", "group": "Sarana", "status": "not_drafted", "proof": []}
    photo |= {"points": "0.00", "hindrance": "photo"}
    return {
        "is_demo": True,
        "unit": "kpu-kab-jombang",
        "site_url": "http://127.0.0.1:9/",
        "report": {
            "unit": "kpu-kab-jombang",
            "as_of": "2026-11-22",
            "pages_fetched": 84,
            "items": items,
            "defects": [
                {
                    "kind": "broken_link",
                    "url": "javascript:alert(1)",
                    "detail": "Tautan menjawab 404.",
                    "seen_on": "http://127.0.0.1:9/berkala.html",
                }
            ],
            "advice": [],
            "summary": {"present": 1, "missing": 1, "stale": 1, "could_not_look": 1, "not_applicable": 1},
        },
        "draft": {
            "questions_total": 39,
            "drafted": 13,
            "by_proof": {"website": 13},
            "questions": [question, photo],
        },
        "score": {
            "value": "57.25",
            "category": "Kurang Informatif",
            "scale": "bawaslu-2025",
            "explained": ["B01: Situs terbuka dua kali; 1,00 × 3 = 3,00"],
        },
        "gaps": [{"title": "Umumkan: Laporan kinerja 2025", "points": "3.00", "how": "Unggah LKjIP 2025."}],
    } | more
