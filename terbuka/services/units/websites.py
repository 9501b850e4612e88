"""Addresses of a unit on the web. What its officer adds, changes or confirms is confirmed.

A unit always has one main website: making another the main one turns the
earlier into an old one, and the main one is changed rather than removed.
"""

from datetime import datetime

from django.db import transaction

from terbuka.models import Account, Website, WorkUnit
from terbuka.models.units import Basis, WebsiteKind
from terbuka.rules.contacts import same_place, web_address
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput, Stale
from terbuka.services.events import record
from terbuka.services.units.checks import BadFields, locked
from terbuka.services.units.succession import check_open


def _address(unit: WorkUnit, url: str, website: Website | None) -> str:
    """The address in its kept form, unless the unit has it already. Raises BadFields."""
    try:
        address = web_address(url)
    except BadInput as fault:
        raise BadFields({"url": fault.phrase}) from None
    if not address:
        raise BadFields({"url": say("Tulis alamat situsnya; misalnya https://kab-contoh.kpu.go.id.")})
    for other in Website.objects.filter(unit=unit):
        if other != website and same_place(other.url, address):
            raise BadFields({"url": say("Alamat ini sudah tercatat: {url}.", url=other.url)})
    return address


def save_website(
    unit: WorkUnit,
    *,
    website: Website | None = None,
    kind: str,
    url: str,
    version: int = 0,
    by: Account,
    at: datetime,
) -> Website:
    """Add a website, or change one that was read at `version`. Raises BadFields, Refused or Stale."""
    check_open(unit, at)
    if kind not in set(WebsiteKind):
        raise BadFields({"kind": say("Pilih jenis situsnya.")})
    address = _address(unit, url, website)
    with transaction.atomic():
        # The unit is held, so that two people do not make two main websites.
        WorkUnit.objects.select_for_update().get(pk=unit.pk)
        row = locked(Website, unit, website.pk) if website else Website(unit=unit, version=0)
        before = {"kind": row.kind, "url": row.url, "basis": row.basis}
        after = {"kind": kind, "url": address, "basis": Basis.CONFIRMED.value}
        if before == after:
            return row
        if website and row.version != version:
            raise Stale(row)
        _keep_one_main(unit, row, kind, by=by, at=at)
        row.kind, row.url, row.basis, row.version = kind, address, Basis.CONFIRMED.value, row.version + 1
        row.save()
        told = {"unit": unit.pk, "before": before if website else None, "after": after}
        record("website", row.pk, "saved", by=by, at=at, payload=told)
    return row


def _keep_one_main(unit: WorkUnit, row: Website, kind: str, *, by: Account, at: datetime) -> None:
    """The earlier main website becomes an old one. Raises BadFields where none would be left."""
    if row.kind == WebsiteKind.MAIN and kind != WebsiteKind.MAIN:
        raise BadFields(
            {"kind": say("Situs utama harus ada. Jadikan alamat lain situs utama; yang ini lalu situs lama.")}
        )
    if kind != WebsiteKind.MAIN or row.kind == WebsiteKind.MAIN:
        return
    for former in Website.objects.filter(unit=unit, kind=WebsiteKind.MAIN.value):
        former.kind, former.version = WebsiteKind.OLD.value, former.version + 1
        former.save(update_fields=["kind", "version"])
        record("website", former.pk, "replaced", by=by, at=at, payload={"unit": unit.pk, "url": former.url})


@transaction.atomic
def confirm_website(website: Website, *, by: Account, at: datetime) -> Website:
    """Say: this is our address. Twice is fine. Raises Stale where it is another address now, or none."""
    row = locked(Website, website.unit, website.pk)
    if row.url != website.url:
        raise Stale(row)
    if row.basis != Basis.CONFIRMED:
        row.basis, row.version = Basis.CONFIRMED.value, row.version + 1
        row.save(update_fields=["basis", "version"])
        record("website", row.pk, "confirmed", by=by, at=at, payload={"unit": row.unit_id, "url": row.url})
    return row


@transaction.atomic
def remove_website(website: Website, *, by: Account, at: datetime) -> None:
    """Take an address away; twice is fine. Raises BadInput for the main website."""
    row = Website.objects.select_for_update().filter(pk=website.pk, unit=website.unit).first()
    if row is None:
        return
    if row.kind == WebsiteKind.MAIN:
        raise BadInput(
            say("Situs utama tidak dapat dihapus; ubah alamatnya, atau jadikan alamat lain situs utama.")
        )
    record(
        "website",
        row.pk,
        "removed",
        by=by,
        at=at,
        payload={"unit": row.unit_id, "url": row.url, "kind": row.kind},
    )
    row.delete()
