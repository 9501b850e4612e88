"""`read_copy PLACE`: an installation from its copy; `terbuka restore` calls it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput
from terbuka.services.jobs import restoring
from terbuka.services.jobs.archive import key_mark
from terbuka.services.jobs.copies import BEFORE_RESTORE, make_copy
from terbuka.services.jobs.holders import living_workers
from terbuka.services.register.numbering import pass_over


class Command(BaseCommand):
    """Restores from a folder of `write_copy`, or from a nightly copy of SQLite."""

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The copy, whether to replace what is there, whether a key was there before."""
        parser.add_argument("place")
        parser.add_argument("--replace", action="store_true")
        parser.add_argument("--had-key", action="store_true")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Check everything, then make room, then load. Raises CommandError for a copy that does not fit."""
        place, at = Path(options["place"]), timezone.now()
        try:
            manifest = restoring.checked(place) if place.is_dir() else restoring.checked_sqlite(place)
            if place.is_dir() and (broken := restoring.broken_files(place, manifest)):
                raise restoring.Unfit(say("Salinan rusak: {n} berkas tidak utuh.", n=len(broken)))
            self._make_room(replace=options["replace"])
            if place.is_dir():
                restoring.load(place, manifest, at=at)
            else:
                restoring.load_sqlite(place, at=at)
        except restoring.Unfit as fault:
            raise CommandError(str(fault)) from None
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        # Numbers given since the copy was made are in people's hands: none of them is given again.
        reason = say("Dipulihkan dari salinan; nomor yang mungkin sudah terpakai dilewati.")
        if passed := pass_over(reason=str(reason), at=at):
            self._say(say("Nomor register dilanjutkan dengan jarak pada {n} deret.", n=passed))
        self._report(manifest, had_key=options["had_key"])

    def _make_room(self, *, replace: bool) -> None:
        """Empty the database. Raises BadInput where it is in use, or full and may not be replaced."""
        tables = connection.introspection.table_names()
        if not tables:
            return
        if "terbuka_worker" in tables and living_workers(at=timezone.now()):
            raise BadInput(say("Terbuka masih berjalan di basis data ini; hentikan dahulu, lalu pulihkan."))
        if not replace:
            raise BadInput(
                say(
                    "Basis data tujuan sudah berisi. Pilih TERBUKA_DATA atau DATABASE_URL yang kosong, "
                    "atau tambahkan --replace untuk menggantinya (isi lama disalin dahulu)."
                )
            )
        at = timezone.now()
        kept = make_copy(BEFORE_RESTORE, timezone.localtime(at).strftime("%Y-%m-%d-%H%M%S"), at=at)
        self._say(say("Isi lama disalin ke {place}.", place=kept))
        restoring.empty_database()

    def _report(self, manifest: dict[str, Any], *, had_key: bool) -> None:
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self._say(
            say("Dipulihkan: {rows} baris, {files} berkas.", rows=rows, files=manifest["files"]["count"])
        )
        for sha256 in manifest["files_missing"]:
            self._say(say("Berkas {sha256} sudah hilang saat salinan dibuat.", sha256=sha256))
        if not manifest["files"]["included"]:
            self._say(say("Salinan ini tanpa berkas; berkas tetap yang ada di folder data."))
        if manifest["key"] and manifest["key"] != key_mark(settings.SECRET_KEY):
            self._say(self._about_key(had_key))
        if manifest.get("case_key", "") not in ("", key_mark(settings.CASE_KEY)):
            self._say(
                say(
                    "Identitas pemohon dalam salinan ini disegel dengan kunci lain: taruh case_key lama di "
                    "{place}, atau isi TERBUKA_CASE_KEY.",
                    place=settings.DATA / "case_key",
                )
            )
        if manifest["mail"] and not settings.MAIL_SERVER:
            self._say(say("Salinan ini memakai server surel; TERBUKA_SMTP belum diisi di sini."))

    def _about_key(self, had_key: bool) -> Phrase:
        place = settings.DATA / "secret_key"
        if had_key:
            return say(
                "Kunci rahasia di sini bukan kunci salinan ini: orang perlu masuk lagi dan tautan undangan "
                "lama tidak berlaku. Untuk mencegahnya, taruh secret_key lama di {place}.",
                place=place,
            )
        return say(
            "Kunci rahasia tidak ikut dalam salinan dan belum ada di sini, jadi dibuat yang baru: orang "
            "perlu masuk lagi dan tautan undangan lama tidak berlaku. Untuk mencegahnya, taruh secret_key "
            "lama di {place}.",
            place=place,
        )

    def _say(self, phrase: Phrase) -> None:
        self.stdout.write(str(phrase))
