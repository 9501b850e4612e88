"""Whose letters arrive at which address: the mailbox that a unit names, else its short name at our domain."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from terbuka.models import Account, FormerSlug, ServiceSettings, WorkUnit
from terbuka.rules.contacts import email_address
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput, Stale
from terbuka.rules.threading import without_plus
from terbuka.services.events import record
from terbuka.services.units import BadFields


def mailbox_of(unit: WorkUnit) -> str:
    """The address that citizens write to; "" where the unit has none and the installation has no domain."""
    found = ServiceSettings.objects.filter(unit=unit).values_list("mailbox", flat=True).first()
    return found or at_our_domain(unit)


def at_our_domain(unit: WorkUnit) -> str:
    """Its address at the installation's own domain, where any plus address surely arrives; or ""."""
    return f"{unit.slug}@{settings.MAIL_DOMAIN}" if settings.MAIL_DOMAIN else ""


def units_of(addresses: Iterable[str]) -> list[WorkUnit]:
    """The units whose mailboxes stand among these addresses, each once."""
    boxes = {without_plus(address) for address in addresses} | set(addresses)
    slugs = {box.partition("@")[0] for box in boxes if box.partition("@")[2] == settings.MAIL_DOMAIN}
    named = ServiceSettings.objects.filter(mailbox__in=boxes).values_list("unit_id", flat=True)
    former = FormerSlug.objects.filter(slug__in=slugs).values_list("unit_id", flat=True)
    rows = WorkUnit.objects.filter(pk__in={*named, *former}) | WorkUnit.objects.filter(slug__in=slugs)
    return list(rows.select_related("parent__parent").order_by("pk"))


def own_addresses() -> Collection[str]:
    """The addresses from which this installation writes."""
    return {settings.MAIL_FROM.lower()}


def is_ours(address: str) -> bool:
    """Is there a mailbox for this address: a unit's, or that to which reports on our letters come?"""
    wish = address.lower()
    return wish in own_addresses() or bool(units_of([wish]))


@transaction.atomic
def save_mailbox(
    unit: WorkUnit, mailbox: str, *, expected: int | None = None, by: Account, at: datetime
) -> ServiceSettings:
    """Set the address at which a unit's letters arrive; "" for none of its own. Raises BadFields, Stale."""
    ServiceSettings.objects.get_or_create(unit=unit)
    row = ServiceSettings.objects.select_for_update().get(unit=unit)
    if expected is not None and expected != row.version:
        raise Stale(row)
    try:
        wish = email_address(mailbox)
    except BadInput as fault:
        raise BadFields({"mailbox": fault.phrase}) from None
    if "+" in wish:
        raise BadFields({"mailbox": say("Tulis alamatnya tanpa tanda plus; Terbuka menambahkannya sendiri.")})
    others = [one for one in units_of([wish]) if one.pk != unit.pk] if wish else []
    if others or wish in own_addresses():
        raise BadFields({"mailbox": say("Alamat ini sudah dipakai; setiap satker punya alamat sendiri.")})
    row.mailbox = wish
    row.version += 1
    row.save(update_fields=["mailbox", "version"])
    record("work_unit", unit.pk, "save_mailbox", by=by, at=at, payload={"mailbox": wish})
    return row
