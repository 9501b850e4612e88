"""Contacts, decree and leaders of a unit. Cards of one page save apart, each only its own fields."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from terbuka.models import Account, Event, StoredFile, UnitProfile, WorkUnit
from terbuka.rules.contacts import HANDLES, email_address, phone_number, social_address, web_address
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput, Stale
from terbuka.rules.zones import zone_of
from terbuka.services.events import record
from terbuka.services.units.checks import BadFields, each, line, lines
from terbuka.services.units.succession import check_open

EARLIEST_DECREE = date(2008, 4, 30)
MOST_LEADERS = 30


def _social(accounts: dict[str, str]) -> list[dict[str, str]]:
    """`{network: address or @name}` as the list that is kept. Raises BadFields by network."""
    kept, faults = [], {}
    for network in HANDLES:
        try:
            address = social_address(network, accounts.get(network, ""))
        except BadInput as fault:
            faults[network] = fault.phrase
            continue
        if address:
            kept.append({"network": network, "url": address})
    if faults:
        raise BadFields(faults)
    return kept


def _leaders(text: str) -> list[str]:
    names = [" ".join(name.split()) for name in text.splitlines() if name.strip()]
    if len(names) > MOST_LEADERS or any(len(name) > 200 for name in names):
        raise BadInput(say("Tulis satu nama per baris, paling banyak {n} nama.", n=MOST_LEADERS))
    return list(dict.fromkeys(names))


def _decree_day(day: date | None) -> date | None:
    # No PPID was appointed before the act was made (UU 14/2008 of 30 April 2008).
    if day and day < EARLIEST_DECREE:
        raise BadInput(say("Tanggal ini lebih tua daripada UU 14/2008; periksa tahunnya."))
    return day


def _same(value: StoredFile | None) -> StoredFile | None:
    return value


CHECKS: dict[str, Any] = {
    "whatsapp": phone_number,
    "whatsapp_holder": line(200),
    "phone": phone_number,
    "email": email_address,
    "address": lines(1000),
    "hours": line(300),
    "social": _social,
    "leaders": _leaders,
    "decree_number": line(100),
    "decree_on": _decree_day,
    "decree_url": web_address,
    "decree_file": _same,
}


def save_profile(
    unit: WorkUnit, *, values: dict[str, Any], version: int, by: Account, at: datetime
) -> UnitProfile:
    """Save some fields of a unit's profile; `version` is the one the person had read, 0 for none yet.

    `social` comes as `{network: text}`, `leaders` as lines, `decree_on` as a date. Raises BadFields, Refused,
    or Stale with the profile as it stands when somebody else changed one of the same fields.
    """
    check_open(unit, at)
    kept = _checked(unit, values, at)
    with transaction.atomic():
        UnitProfile.objects.get_or_create(unit=unit, defaults={"version": 0})
        profile = (
            UnitProfile.objects.select_for_update(of=("self",)).select_related("decree_file").get(unit=unit)
        )
        changed = [name for name, value in kept.items() if getattr(profile, name) != value]
        if changed and _touched_since(profile, version) & kept.keys():
            raise Stale(profile)
        if not changed:
            return profile
        for name in changed:
            setattr(profile, name, kept[name])
        profile.version += 1
        profile.saved_at, profile.saved_by = at, by
        profile.save(update_fields=[*changed, "version", "saved_at", "saved_by"])
        told = {"unit": unit.pk, "version": profile.version, "fields": changed}
        record("unit_profile", profile.pk, "saved", by=by, at=at, payload=told)
    return profile


def _checked(unit: WorkUnit, values: dict[str, Any], at: datetime) -> dict[str, Any]:
    faults = {}
    networks = dict(values)
    try:
        social = {"social": _social(networks.pop("social"))} if "social" in networks else {}
    except BadFields as fault:
        faults, social = fault.fields, {}
    try:
        kept = each(networks, CHECKS)
    except BadFields as fault:
        faults = fault.fields | faults
    today = at.astimezone(zone_of(unit.region_code).clock).date()
    if values.get("decree_on") and values["decree_on"] > today:
        faults |= {"decree_on": say("Tanggal keputusan tidak dapat di masa depan.")}
    if faults:
        raise BadFields(faults)
    return kept | social


def _touched_since(profile: UnitProfile, version: int) -> set[str]:
    """The fields that were saved after the version that a person had read."""
    if profile.version <= version:
        return set()
    later = Event.objects.about("unit_profile", profile.pk).filter(verb="saved").order_by("-id")
    told = [event.payload for event in later[: profile.version - version]]
    return {name for payload in told if payload["version"] > version for name in payload["fields"]}
