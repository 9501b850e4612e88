"""What people ask of audits: look now, stop, and "it is here"."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from terbuka.crawler.addresses import LONGEST, endpoint_of, host_of, normalise
from terbuka.crawler.guard import is_public, literal_address
from terbuka.models import Account, AuditRun, Event, WorkUnit
from terbuka.models.siteaudit import RunState
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted
from terbuka.rules.zones import zone_of
from terbuka.services.events import record
from terbuka.services.units import check_open

KIND = "audit_run"
PLACES = "audit_place"
_MOST_NAMED = 40


def ask_audit(unit: WorkUnit, *, by: Account | None, at: datetime) -> AuditRun:
    """Put an audit of the unit's websites in the queue; one that waits or runs is returned as it is.

    Raises BadInput where the unit has no website, or none that can be opened from here;
    Refused where it has ended.
    """
    living = AuditRun.objects.living().filter(unit=unit).first()
    if living is not None:
        return living
    check_open(unit, at)
    addresses = list(dict.fromkeys(unit.websites.values_list("url", flat=True)))
    if not addresses:
        raise BadInput(
            say("Satker ini belum punya alamat situs. Tambahkan di Profil, bagian Situs, lalu periksa lagi.")
        )
    for address in addresses:
        _check(address, say("Alamat {url} tidak dapat diperiksa. Perbaiki di Profil, bagian Situs.",
                            url=quoted(address)))  # fmt: skip
    try:
        return _queue(unit, addresses, by=by, at=at)
    except IntegrityError:
        # Two clicks at the same moment: the other one made it.
        return AuditRun.objects.living().get(unit=unit)


@transaction.atomic
def _queue(unit: WorkUnit, addresses: list[str], *, by: Account | None, at: datetime) -> AuditRun:
    run = AuditRun.objects.create(
        unit=unit,
        as_of=at.astimezone(zone_of(unit.region_code).clock).date(),
        addresses=addresses,
        queued_at=at,
        queued_by=by,
    )
    record(KIND, run.pk, "ask", by=by, at=at, payload={"unit": unit.slug, "addresses": addresses})
    return run


@transaction.atomic
def stop_run(run: AuditRun, *, by: Account, at: datetime) -> AuditRun:
    """End an audit that waits or runs; what it had found is not kept. One that has ended stays as it is."""
    kept = AuditRun.objects.select_for_update().get(pk=run.pk)
    if kept.state not in (RunState.QUEUED, RunState.RUNNING):
        return kept
    kept.state, kept.finished_at = RunState.STOPPED.value, at
    kept.lease_until, kept.lease_holder = None, ""
    kept.save(update_fields=["state", "finished_at", "lease_until", "lease_holder"])
    record(KIND, kept.pk, "stop", by=by, at=at)
    return kept


def name_place(unit: WorkUnit, *, code: str, url: str, by: Account, at: datetime) -> str:
    """Remember that an item is said to stand at `url`; the next audits open it first. Returns the address.

    It is no proof: the page is judged like any other. Raises BadInput for what is no address.
    """
    typed = url.strip()
    whole = typed if "://" in typed else f"https://{typed}"
    fault = say(
        "Alamat {url} tidak dapat dibuka. Salin dari bilah alamat peramban, misalnya "
        "https://kab-jombang.kpu.go.id/laporan.pdf.",
        url=quoted(typed),
    )
    if not typed or " " in typed:
        raise BadInput(fault if typed else say("Isi alamat halaman atau berkas tempat butir ini berada."))
    _check(whole, fault)
    known = [place["url"] for place in named_places(unit) if place["code"] == code]
    address = normalise(whole)
    if address not in known:
        record(PLACES, unit.pk, "name_place", by=by, at=at, payload={"code": code, "url": address})
    return address


def named_places(unit: WorkUnit) -> list[dict[str, str]]:
    """`{"code", "url"}` of the places that people named, the newest first."""
    told = Event.objects.filter(subject_kind=PLACES, subject_id=unit.pk).order_by("-at", "-id")
    return [{"code": event.payload["code"], "url": event.payload["url"]} for event in told[:_MOST_NAMED]]


def _check(address: str, fault: Phrase) -> None:
    """Raises BadInput for what is no web address, and for a private network that is not allowed here."""
    clean = normalise(address) if len(address) <= LONGEST else ""
    if not clean or "@" in address.partition("://")[2].partition("/")[0]:
        raise BadInput(fault)
    host = host_of(clean)
    literal = literal_address(host)
    is_near = not is_public(literal) if literal is not None else "." not in host
    if is_near and endpoint_of(clean) not in settings.ALLOW_PRIVATE_SITES:
        raise BadInput(fault)
