"""The demonstration's story: a marked province in the middle of a round, then the round walked to its end.

Everything is done by the services, as people would do it, at moments that are
given; only names, passwords and photos are invented.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from io import BytesIO
from typing import Any

from django.db.models import F
from PIL import Image, ImageDraw

from terbuka.example.server import ExampleServer
from terbuka.example.sites import DEMO_EARLIER, DEMO_UNIT, ExampleSite
from terbuka.management import demo_register, demo_shelf
from terbuka.models import (
    Account,
    AssessmentRound,
    AuditRun,
    FollowUpItem,
    Instrument,
    SelfAssessment,
    Website,
    WorkUnit,
)
from terbuka.models.units import FacilityKind
from terbuka.rules.assessment import Step, StepKind
from terbuka.rules.instruments import DEFAULT
from terbuka.rules.people import Role
from terbuka.services import assessment, files, followup, siteaudit, units
from terbuka.services.assessment.results import announce, finish_verification
from terbuka.services.assessment.verification import accept_untouched, mark
from terbuka.services.jobs.crawl import crawl_once
from terbuka.services.jobs.mainjob import propose_gaps
from terbuka.services.people import accept, invite

ROUND = "Monev keterbukaan informasi (contoh)"
ROOT = "kpu-ri"
UNITS = 11
FILL_BEGAN, FILL_LEFT = 12, 14
WITH_PHOTOS = (FacilityKind.ROOM, FacilityKind.DESK, FacilityKind.BOARD, FacilityKind.BANNER)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demonstration, and how to sign in as them."""

    account: Account
    password: str
    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What was laid: people by first name, the round, the unit with the example site, cases by sort."""

    people: Mapping[str, Person]
    round: AssessmentRound
    unit: WorkUnit
    cases: Mapping[str, int]

    def who(self, name: str) -> Account:
        """The account of one of the people."""
        return self.people[name].account

    @property
    def questionnaire(self) -> SelfAssessment:
        """The unit's questionnaire as it stands now."""
        rows = SelfAssessment.objects.select_related("round", "unit").prefetch_related("round__steps")
        return rows.get(round=self.round, unit=self.unit)


@dataclass(frozen=True, slots=True)
class _Turn:
    """The demonstration works its own audits, before any worker is there."""

    holder: str = "demo"

    def is_ending(self) -> bool:
        return False


def _person(name: str, role: Role, unit: WorkUnit | None, *, at: datetime) -> Person:
    """Invited and signed up, as everybody is."""
    since = at - timedelta(days=DEMO_EARLIER + 5)
    email = f"{name.partition(' ')[0].lower()}@contoh.example"
    invitation = invite(email=email, name=name, unit=unit, role=role, from_on=since.date(), by=None, at=since)
    password = "-".join(secrets.token_hex(2) for _ in range(3))
    appointment = accept(invitation, name=name, password=password, by=None, at=since + timedelta(minutes=5))
    return Person(appointment.account, password, role, unit.short_name if unit else "")


def demo_units() -> list[WorkUnit]:
    """The regencies of the demonstration: the one with the example site first."""
    first = WorkUnit.objects.get(slug=DEMO_UNIT)
    others = WorkUnit.objects.filter(parent=first.parent).exclude(pk=first.pk).order_by("region_code")
    return [first, *others[: UNITS - 1]]


def _people(neighbours: Mapping[str, WorkUnit], *, at: datetime) -> dict[str, Person]:
    unit = WorkUnit.objects.get(slug=DEMO_UNIT)
    places: dict[str, tuple[Role, WorkUnit | None]] = {
        "Ani Lestari": (Role.OFFICER, unit),
        "Fajar Nugroho": (Role.PPID, unit),
        "Sri Rahayu": (Role.SUPERVISOR, unit),
        "Budi Santoso": (Role.VERIFIER, unit.parent),
        "Eka Wulandari": (Role.NATIONAL_ADMINISTRATOR, WorkUnit.objects.get(slug=ROOT)),
        "Hasan Basri": (Role.SYSTEM_ADMINISTRATOR, None),
        **{name: (Role.OFFICER, place) for name, place in neighbours.items()},
    }
    people = {name: _person(name, role, place, at=at) for name, (role, place) in places.items()}
    return {name.partition(" ")[0]: person for name, person in people.items()}


def _photo(words: str, taken_on: date) -> bytes:
    """A picture that says that it is an example, dated by its own metadata as a camera does."""
    picture = Image.new("RGB", (1200, 800), "#dfe7ea")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((80, 160, 1120, 640), fill="#3f8583", outline="#14202b", width=6)
    draw.text((140, 260), f"FOTO CONTOH: {words}", fill="white", font_size=56)
    draw.text((140, 380), taken_on.isoformat(), fill="white", font_size=44)
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = taken_on.strftime("%Y:%m:%d 09:00:00")
    out = BytesIO()
    picture.save(out, "JPEG", quality=80, exif=exif)
    return out.getvalue()


def _point_to(unit: WorkUnit, url: str, *, by: Account, at: datetime) -> None:
    """The unit says: this is our website."""
    main = Website.objects.get(unit=unit, kind="main")
    units.save_website(unit, website=main, kind="main", url=url, version=main.version, by=by, at=at)


def _fill_profile(unit: WorkUnit, contacts: Mapping[str, str], *, by: Account, at: datetime) -> None:
    values: dict[str, Any] = {**contacts, "hours": "Senin–Kamis 07.30–16.00, Jumat 07.30–16.30"}
    values |= {"whatsapp": "081234567890", "whatsapp_holder": by.name}
    units.save_profile(unit, values=values, version=0, by=by, at=at)
    for kind in WITH_PHOTOS:
        taken_on = (at - timedelta(days=3)).date()
        content = _photo(kind.value.upper(), taken_on)
        stored = files.store_file(unit=unit, name=f"{kind.value}.jpg", content=content, by=by, at=at)
        units.add_photo(
            unit, kind=kind.value, file=stored, taken_on=taken_on, is_dated_by_camera=True, by=by, at=at
        )


def audited(unit: WorkUnit, *, by: Account | None, at: datetime) -> AuditRun:
    """Audit the unit's website now, in this process, and bring everything up to date that rests on it."""
    run = siteaudit.ask_audit(unit, by=by, at=at)
    crawl_once(_Turn(), now=lambda: at)
    return AuditRun.objects.get(pk=run.pk)


def _steps(today: date) -> dict[StepKind, Step]:
    def step(kind: StepKind, begins: int, ends: int) -> Step:
        return Step(kind, today + timedelta(days=begins), today + timedelta(days=ends))

    return {
        StepKind.FILL: step(StepKind.FILL, -FILL_BEGAN, FILL_LEFT),
        StepKind.VERIFY: step(StepKind.VERIFY, FILL_LEFT + 1, FILL_LEFT + 14),
        StepKind.ANNOUNCE: step(StepKind.ANNOUNCE, FILL_LEFT + 15, FILL_LEFT + 22),
    }


def _open_round(eka: Account, today: date, *, at: datetime) -> AssessmentRound:
    root = WorkUnit.objects.get(slug=ROOT)
    made = assessment.prepare_round(
        name=ROUND, year=today.year, owner=root, instrument=Instrument.objects.get(key=DEFAULT),
        steps=_steps(today), is_demo=True, by=eka, at=at,
    )  # fmt: skip
    opened = assessment.open_round(made, units=demo_units(), by=eka, at=at)
    assessment.tell_opened(opened.pk, at=at)
    return opened


def _send_in(the_round: AssessmentRound, unit: WorkUnit, officer: Account, *, at: datetime) -> SelfAssessment:
    """The officer stands behind every draft and submits."""
    saq = SelfAssessment.objects.select_related("round", "unit").get(round=the_round, unit=unit)
    groups = assessment.instrument_of(the_round).groups
    assessment.confirm_drafts(saq, groups=groups, by=officer, at=at)
    return assessment.submit(saq, by=officer, at=at)


def lay(
    servers: Sequence[ExampleServer], before: ExampleSite, *, at: datetime, today: date, is_stocked: bool
) -> Scene:
    """Lay the demonstration: people, profile, audits, a round in filling, a follow-up plan begun.

    The first server is the unit's own, the others those of two neighbours;
    `before` is what the first showed some weeks ago, so that there is a past.
    """
    first, neighbours = servers[0], servers[1:]
    places = {"Joko Susilo": neighbours[0].site.unit.slug, "Lilis Suryani": neighbours[1].site.unit.slug}
    found = {name: WorkUnit.objects.get(slug=slug) for name, slug in places.items()}
    people = _people(found, at=at)
    unit, ani, long_ago = (
        WorkUnit.objects.get(slug=DEMO_UNIT),
        people["Ani"].account,
        at - timedelta(days=DEMO_EARLIER),
    )
    _point_to(unit, first.url, by=ani, at=long_ago)
    now = first.site
    first.show(before)
    audited(unit, by=ani, at=long_ago)
    first.show(now)
    _begin_plan(unit, ani, at=long_ago)
    _fill_profile(unit, now.contacts, by=ani, at=at - timedelta(days=2))
    the_round = _open_round(people["Eka"].account, today, at=at - timedelta(days=FILL_BEGAN))
    for name, neighbour in zip(found, neighbours, strict=True):
        officer = people[name.partition(" ")[0]].account
        _point_to(found[name], neighbour.url, by=officer, at=at)
        siteaudit.ask_audit(found[name], by=officer, at=at - timedelta(hours=3))
    cases: Mapping[str, int] = {}
    if is_stocked:
        fajar, sri = people["Fajar"].account, people["Sri"].account
        demo_shelf.fill(unit, ani, fajar, at=at - timedelta(days=1))
        cases = demo_register.fill(demo_register.Desk(unit, ani, fajar, sri, at))
    audited(unit, by=ani, at=at - timedelta(hours=3))
    for name, place in found.items():
        _send_in(the_round, place, people[name.partition(" ")[0]].account, at=at - timedelta(hours=1))
    return Scene(people, the_round, unit, cases)


def _begin_plan(unit: WorkUnit, ani: Account, *, at: datetime) -> None:
    """Some proposals were taken on weeks ago; one of them is late by now."""
    best = FollowUpItem.objects.open().filter(unit=unit).order_by(
        -F("points_numerator") * 1.0 / F("points_denominator"), "id"
    )  # fmt: skip
    for days, item in zip((DEMO_EARLIER - 4, DEMO_EARLIER + 6, DEMO_EARLIER + 9), best[:3], strict=False):
        due_on = at.date() + timedelta(days=days)
        followup.accept(item, owner=ani, due_on=due_on, today=at.date(), by=ani, at=at)


@dataclass(frozen=True, slots=True)
class Ending:
    """How the walked round ended, told in numbers."""

    drafted: int
    questions: int
    claimed: Fraction
    marked: Fraction
    category: str
    lowered: str
    closed: tuple[str, ...]
    receipt: str


def walk(scene: Scene, repair: Callable[[], None], *, at: datetime) -> Ending:
    """Submit, verify with one answer lowered, announce, audit the mended site: items close by proof."""
    ani, budi, eka = scene.who("Ani"), scene.who("Budi"), scene.who("Eka")
    answers = assessment.answers_of(scene.questionnaire)
    drafted = [answer for answer in answers if answer.draft_value is not None]
    saq = _send_in(scene.round, scene.unit, ani, at=at)
    claimed = assessment.card_of(saq).total
    verified_at = at + timedelta(days=FILL_LEFT + 2)
    lowered = next(answer for answer in drafted if answer.draft_value)
    mark(lowered, value=Fraction(0), note="Buktinya tidak dapat dibuka saat diperiksa.", version=0,
         by=budi, at=verified_at)  # fmt: skip
    accept_untouched(scene.questionnaire, is_confirmed=True, by=budi, at=verified_at)
    result = finish_verification(scene.questionnaire, by=budi, at=verified_at)
    propose_gaps(saq.pk, at=verified_at)
    announced_at = at + timedelta(days=FILL_LEFT + 16)
    announce(scene.round, by=eka, at=announced_at)
    assessment.tell_announced(scene.round.pk, at=announced_at)
    repair()
    run = audited(scene.unit, by=ani, at=at + timedelta(days=FILL_LEFT + 17))
    closed = FollowUpItem.objects.filter(closed_by_run=run).values_list("key", flat=True)
    return Ending(
        drafted=len(drafted),
        questions=len(answers),
        claimed=claimed,
        marked=result.score or Fraction(0),
        category=result.category,
        lowered=lowered.code,
        closed=tuple(closed),
        receipt=saq.receipt,
    )
