"""`lay_demo`: lays the demonstration and tells of it; called by `terbuka demo` alone."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from terbuka.example.server import ExampleServer
from terbuka.example.sites import ExampleSite
from terbuka.management import demo_story
from terbuka.management.demo_story import Ending, Scene
from terbuka.management.plain.mainjob import lines, main_job
from terbuka.models import AuditRun
from terbuka.rules.language import say
from terbuka.rules.people import ROLE_WORDS
from terbuka.rules.ruling import BadInput
from terbuka.rules.scorecard import Number
from terbuka.services import units
from terbuka.services.siteaudit import stored_report

# What website, profile and photos must be able to tell, else the demo shows nothing.
LEAST_DRAFTED = 15
SIGN_IN = "/akun/masuk/?next=/kerja/"


def _main_job(scene: Scene, today: date) -> Iterator[str]:
    """Audit, drafts, score and gaps of the unit with the example site, as the plain command tells them."""
    run = AuditRun.objects.done().filter(unit=scene.unit).first()
    report = stored_report(run) if run else None
    if report is None or not report.visit.pages:
        raise BadInput(say("situs contoh tidak dapat dibuka"))
    job = main_job(report, as_of=today, profile=units.profile_facts(scene.unit))
    if job.drafted < LEAST_DRAFTED:
        cause = say(
            "hanya {n} butir terisi otomatis, seharusnya paling sedikit {least}",
            n=job.drafted,
            least=LEAST_DRAFTED,
        )
        raise BadInput(cause)
    yield from lines(job)


def _ending(ending: Ending) -> Iterator[str]:
    """The rest of the round, step by step."""
    yield str(say("Putaran contoh, dari pengisian sampai pengumuman:"))
    drafted = say("{n} dari {all} butir terisi otomatis", n=ending.drafted, all=ending.questions)
    yield f"  {drafted}; " + str(say("dikirim dengan nilai {score}", score=Number(ending.claimed)))
    yield "  " + str(say("tanda terima {receipt}", receipt=ending.receipt))
    yield "  " + str(
        say(
            "verifikator menurunkan {code} dengan catatan; hasil {score}, {category}, lalu diumumkan",
            code=ending.lowered,
            score=Number(ending.marked),
            category=ending.category,
        )
    )
    yield "  " + str(
        say(
            "pemeriksaan ulang menutup {n} butir tindak lanjut: {keys}",
            n=len(ending.closed),
            keys=", ".join(ending.closed),
        )
    )


def _doors(scene: Scene) -> Iterator[str]:
    """Where to begin, and as whom."""
    address = settings.SITE.geturl().rstrip("/")
    first = scene.people["Ani"]
    start = f"{address}{SIGN_IN}{scene.unit.slug}/"
    yield str(say("Mulai di sini sebagai {name}: {address}", name=first.account.name, address=start))
    yield ""
    yield str(say("Akun contoh (surel, kata sandi):"))
    for person in scene.people.values():
        role = ROLE_WORDS[person.role]
        yield f"  {person.account.email:<24} {person.password}   {person.account.name}, {role} {person.place}"
    yield ""
    yield str(say("Halaman publik: {address}", address=f"{address}/"))


class Command(BaseCommand):
    """Lays the scene, with `walk` walks the round to its end, and adds the lines to `told`."""

    requires_system_checks = ()
    stealth_options = ("servers", "before", "mended", "today", "walk", "told", "stocked")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Raises BadInput where a step gives nothing."""
        servers: list[ExampleServer] = options["servers"]
        mended: ExampleSite = options["mended"]
        told: list[str] = options["told"]
        at, today = timezone.now(), options["today"]
        scene = demo_story.lay(
            servers, options["before"], at=at, today=today, is_stocked=options.get("stocked", True)
        )
        told.append(str(say("Situs contoh {name}: {url}", name=scene.unit.name, url=servers[0].url)))
        told.extend(_main_job(scene, today))
        if scene.cases:
            words = say(
                "Register contoh: {requests} permohonan, {objections} keberatan, {disputes} sengketa; "
                "{warned} tenggat dekat atau lewat diberitahukan.",
                **scene.cases,
            )
            told.append(str(words))
        told.append("")
        if not options["walk"]:
            told.extend(_doors(scene))
            return
        ending = demo_story.walk(scene, lambda: servers[0].show(mended), at=at)
        if not ending.closed:
            raise BadInput(say("pemeriksaan ulang tidak menutup satu pun butir tindak lanjut"))
        told.extend(_ending(ending))
