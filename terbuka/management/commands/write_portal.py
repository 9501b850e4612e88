"""Write the public portal as plain files into a folder; only what has changed is drawn again."""

import fcntl
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from terbuka.management.copying.folder import Folder
from terbuka.management.copying.memory import Memory
from terbuka.management.copying.walking import Told, copy_portal
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput
from terbuka.web.linked import absolute

_TICK = 0.2


class Command(BaseCommand):
    """Argument `folder`: empty, or an earlier copy."""

    help = "Write the public portal as static files."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder alone."""
        parser.add_argument("folder")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Raises BadInput for a folder that is something else or cannot be written, or a page that fails."""
        now = timezone.now()
        _lay_out()
        path = Path(options["folder"])
        folder = Folder(path, live=absolute("/"), at=now)
        with _alone(folder), _memory(folder) as memory:
            told = copy_portal(folder, memory, at=now, step=_progress(self.stderr))
        told_before = "\r" if sys.stderr.isatty() else ""
        self.stderr.write(
            told_before
            + str(
                say(
                    "{n} halaman dan berkas diperiksa, {drawn} digambar, {written} ditulis, "
                    "{removed} dihapus: {folder}",
                    n=told.looked_at,
                    drawn=told.drawn,
                    written=len(told.written),
                    removed=told.removed,
                    folder=path,
                )
            )
        )


def _lay_out() -> None:
    """Styles and scripts under names of their own, as `serve` lays them out; anew where one changed."""
    laid = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = (one for folder in settings.STATICFILES_DIRS for one in Path(folder).rglob("*"))
    newest = max(one.stat().st_mtime for one in sources)
    if not laid.exists() or laid.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False)


def _kept(folder: Folder, ending: str) -> Path:
    return Path(settings.DATA) / "copies" / f"{folder.name}.{ending}"


@contextmanager
def _alone(folder: Folder) -> Iterator[None]:
    """No two at once into one folder. Raises BadInput."""
    lock = _kept(folder, "lock")
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BadInput(say("Salinan lain ke folder ini sedang dibuat; tunggu sampai selesai.")) from None
        yield


@contextmanager
def _memory(folder: Folder) -> Iterator[Memory]:
    """What is known of the copy before; begun anew where it cannot be read."""
    path = _kept(folder, "sqlite3")
    try:
        memory = Memory(path)
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        memory = Memory(path)
    try:
        yield memory
        memory.save()
    except sqlite3.Error as fault:
        raise BadInput(
            say("Catatan salinan {file} tidak dapat ditulis: {cause}.", file=path, cause=fault)
        ) from None
    finally:
        memory.close()


def _progress(out: Any) -> Callable[[Told], None]:
    """Tells on a terminal, a few times a second, how far the walk is."""
    if not sys.stderr.isatty():
        return lambda told: None
    last = 0.0

    def step(told: Told) -> None:
        nonlocal last
        if time.monotonic() - last > _TICK:
            last = time.monotonic()
            line = say("{n} diperiksa, {drawn} digambar", n=told.looked_at, drawn=told.drawn)
            out.write(f"\r{line}", ending="")

    return step
