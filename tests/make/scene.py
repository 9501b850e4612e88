"""One of each thing that an address names, all of KPU Kabupaten Jombang, with everybody who may knock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from terbuka.models import Account, WorkUnit
from terbuka.rules.notify import Kind
from terbuka.rules.people import Role
from terbuka.services import assessment as saq
from terbuka.services import notify, people
from terbuka.services.files import begin_upload
from terbuka.services.register.feeds import make_feed
from terbuka.services.units import save_member, save_website
from tests import make
from tests.make import (
    asking,
    assessment,
    calendar,
    cases,
    catalogue,
    exemption,
    followup,
    letters,
    objections,
    outreach,
    personal,
    register,
    registers,
    siteaudit,
    units,
    verify,
)
from tests.make.cast import BEGAN, JOMBANG, Cast, appoint, cast, unit


@dataclass(frozen=True, slots=True)
class Scene:
    """`people` by name; `parts` of addresses that mean the same everywhere; `named` parts by pattern."""

    cast: Cast
    people: dict[str, Account]
    parts: dict[str, Any]
    named: dict[str, dict[str, Any]]

    def parts_of(self, name: str, needed: list[str]) -> dict[str, Any]:
        """What stands in the address of a pattern. Raises KeyError for a part that has no sample."""
        own = self.named.get(name, {})
        return {part: own[part] if part in own else self.parts[part] for part in needed}


def _players() -> tuple[Cast, dict[str, Account]]:
    """The cast, a reader at the province, Maya the PPID, and Joko whose appointment has ended."""
    players = cast()
    ira, joko = make.account("Ira", "ira@contoh.example"), make.account("Joko", "joko@contoh.example")
    province = unit().parent
    assert province
    appoint(ira, Role.READ_ONLY, province.slug)
    people.end_appointment(appoint(joko, Role.OFFICER), by=players.fajar, at=timezone.now())
    names = ("ani", "fajar", "budi", "eka", "dedi", "gita", "hasan")
    others = {"ira": ira, "joko": joko, "maya": register.ppid()}
    return players, {name: getattr(players, name) for name in names} | others


def _people_at(players: Cast, at: datetime) -> tuple[dict[str, dict[str, Any]], str]:
    """What the addresses of people name, and the last part of an invitation's link."""
    invitation = people.invite(
        email="lina@jombang.example",
        name="",
        unit=unit(),
        role=Role.DESK,
        from_on=BEGAN,
        by=players.fajar,
        at=at,
    )
    keeper = people.invite(
        email="nina@contoh.example",
        name="",
        unit=None,
        role=Role.SYSTEM_ADMINISTRATOR,
        from_on=BEGAN,
        by=None,
        at=at,
    )
    named = {
        "person": {"pk": players.ani.appointments.get().pk},
        "people_invitation": {"pk": invitation.pk},
        "installation_person": {"pk": players.eka.appointments.get().pk},
        "installation_invitation": {"pk": keeper.pk},
    }
    return named, people.link_of(invitation).split("/")[2]


def _told(players: Cast, at: datetime) -> dict[str, dict[str, Any]]:
    """What the addresses of the inbox name: a message of Ani's, and the link that ends such letters."""
    told = {"role": Role.OFFICER.value, "unit": unit().name, "start": "2026-01-02"}
    rows = notify.tell(
        [players.ani], kind=Kind.APPOINTED, key="scene", unit=unit(), payload=told, path="/meja/", at=at
    )
    token = notify.token_of(players.ani.pk, Kind.AUDIT_ENDED)
    return {"inbox_open": {"pk": rows[0].pk}, "unsubscribe": {"token": token}}


def _above(place: WorkUnit) -> dict[str, dict[str, Any]]:
    """The pages of a region are those of the province above."""
    assert place.parent
    parts = {"slug": place.parent.slug, "part": "kelompok"}
    return dict.fromkeys(("region", "region_groups", "region_items", "region_export"), parts)


def _of_columns(players: Cast, announced: str, *, at: datetime) -> dict[str, dict[str, Any]]:
    """What the addresses of each column name; `announced` is the round whose results are public."""
    shelf = catalogue.shelf(players, at=at)
    after = ("results", "results_csv", "results_json", "unit_result")
    after += ("saq_result", "saq_receipt", "round_announce")
    return (
        _told(players, at)
        | catalogue.named(shelf)
        | exemption.named(exemption.desk(players, at=at))
        | _above(unit())
        | asking.named(at=at)
        | letters.named(at=at)
        | cases.named(players, at=at)
        | objections.named(objections.shelf(players, at=at))
        | {name: {"round_slug": announced} for name in after}
        | {"sitemap_part": {"part": "satker"}, "share_picture": {"kind": "umum", "key": "terbuka"}}
        | {"item_export": {"code": "KIN-05"}, "social_account": {"network": "instagram"}}
        | {name: {"code": "KIN-05"} for name in ("api_item", "api_item_units")}
        | {"api_publication": {"id": shelf.public.pk}, "api_result": {"round": announced}}
        | {"api_nothing": {"rest": "tidak-ada"}}
        | calendar.named(players, at=at)
        | registers.named(players, at=at)
        | personal.named(players, at=at)
    )


def scene() -> Scene:
    """Everything at once: announced results, a round in filling, audits, files, follow-up, invitations."""
    now, (players, everybody) = timezone.now(), _players()
    ani, place = players.ani, unit()
    told = verify.announced(players, at=now)
    filling = assessment.opened(players.eka, steps=assessment.steps_around(now.date()), at=now)
    run, living = siteaudit.done(at=now - timedelta(days=1)), siteaudit.asked(at=now)
    file = units.stored(by=ani)
    units.profile(place, ani)
    website = save_website(place, kind="old", url="https://lama.example/", by=ani, at=now)
    member = save_member(place, role="ppid", name="Rina", position="Sekretaris", by=ani, at=now)
    proof = saq.add_file_evidence(assessment.answer(assessment.saq(filling)), file=file, by=ani, at=now)
    people_named, token = _people_at(players, now)
    outreach.announced(players, at=now)
    outreach.draft(players, at=now)
    parts = {
        "slug": JOMBANG,
        "round_slug": filling.slug,
        "code": "A01",
        "kind": "csv",
        "province": "jawa-timur",
        "pk": proof.pk,
        "upload": begin_upload(unit=place, name="ruang.jpg", size=300_000, by=ani, at=now).pk,
        "number": 1,
        "role": "petugas",
        "uidb36": "1",
        "key": "kunci",
        "token": token,
    }
    rest = {
        "audit": {"pk": run.pk},
        "audit_item": {"pk": run.pk, "code": "PPD-12"},
        "audit_export": {"pk": run.pk, "form": "csv"},
        "audit_progress": {"pk": living.pk},
        "audit_stop": {"pk": living.pk},
        "follow_up_item": {"pk": followup.item().pk},
        "profile_website": {"pk": website.pk},
        "profile_member": {"pk": member.pk},
        "profile_facility": {"kind": "room"},
        "file": {"pk": file.pk},
        "due_feed_ics": {"token": make_feed(by=ani, at=now)},
    }
    named = _of_columns(players, told.slug, at=now) | people_named | rest
    return Scene(players, everybody, parts, named)
