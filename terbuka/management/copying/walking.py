"""The walk over the whole portal: from page to page by their links, drawing only what has changed.

A page is left alone when the program, its settings and the day are the same, when
every question it put to the database has the same answer, and when its file is as
it was written. Otherwise it is drawn again; and written only where it differs.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from terbuka.management.copying import shards
from terbuka.management.copying.asking import Portal
from terbuka.management.copying.folder import Folder
from terbuka.management.copying.linking import led_on, relinked
from terbuka.management.copying.memory import Known, Memory
from terbuka.management.copying.own import about_page, search_page
from terbuka.management.copying.places import ABOUT, SEARCH, STATIC, Place, own_path, place_of
from terbuka.management.copying.reads import UNKNOWN, Reads, one_moment
from terbuka.models import FormerSlug, Publication, WorkUnit
from terbuka.rules import language
from terbuka.rules.language import LANGUAGES
from terbuka.rules.regions import province_tiles
from terbuka.rules.zones import zone_of
from terbuka.web.kept import drawn_anew
from terbuka.web.tags import day as said_day
from terbuka.web.tags import is_demo

_PROGRAM = Path(__file__).parent.parent.parent
_ENDINGS = (".py", ".html", ".txt", ".xml", ".mo", ".toml", ".csv", ".json", ".js", ".css", ".svg", ".woff2")
_SETTINGS = ("SITE", "SPOKEN_FIRST", "DUE_SOON", "FOUR_EYES", "FEEDBACK", "SECURE_CSP")
_STARTS = ("home", "robots", "feed", "sitemap", "units_csv", "units_json")
_NOT_COPIED = (".gz", ".br", "staticfiles.json")


@dataclass(slots=True)
class Told:
    """What a copy came to. `written` are the files that differ from those of the copy before."""

    looked_at: int = 0
    drawn: int = 0
    written: list[str] = field(default_factory=list)
    removed: int = 0


@lru_cache(maxsize=1)
def _program() -> str:
    """The fingerprint of all that draws pages."""
    digest = hashlib.sha256()
    for path in sorted(_PROGRAM.rglob("*")):
        if path.suffix in _ENDINGS and "__pycache__" not in path.parts:
            digest.update(path.relative_to(_PROGRAM).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _state(at: datetime) -> str:
    """What every page rests on besides the database: the program, its settings, the day in each zone."""
    clocks = {zone_of(tile.code).clock for tile in province_tiles()}
    days = sorted(f"{clock} {at.astimezone(clock).date()}" for clock in clocks)
    told = [_program(), str(is_demo()), *days, *(repr(getattr(settings, name)) for name in _SETTINGS)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]


def copy_portal(folder: Folder, memory: Memory, *, at: datetime, step: Callable[[Told], None]) -> Told:
    """Bring the folder up to this moment; `step` hears how far it is. Raises BadInput."""
    folder.mark(at, is_whole=False)
    reads = Reads()
    with one_moment(), drawn_anew(reads.part):
        told = _Walk(folder, memory, reads, at, step).whole()
    folder.mark(at, is_whole=True)
    return told


class _Walk:
    """One walk."""

    def __init__(
        self, folder: Folder, memory: Memory, reads: Reads, at: datetime, step: Callable[[Told], None]
    ) -> None:
        self.folder, self.memory, self.reads, self.at, self.step = folder, memory, reads, at, step
        self.state, self.told, self.portal = _state(at), Told(), Portal()
        self.files: set[str] = set()
        self.addresses: list[str] = []

    def whole(self) -> Told:
        """Everything; then what is not part of it any more is removed."""
        self._static()
        self._search()
        waiting = deque(_starts())
        seen: set[str] = set()
        while waiting:
            place = waiting.popleft()
            if place.key in seen:
                continue
            seen.add(place.key)
            waiting += (_place(key) for key in self._page(place) if key not in seen)
        self.told.removed = self.folder.clear_but(self.files)
        self.memory.forget_but(self.addresses)
        self.step(self.told)
        return self.told

    def _page(self, place: Place) -> Iterable[str]:
        """One address brought up to date; the keys of the places to which it leads."""
        self.told.looked_at += 1
        self.step(self.told)
        self.files.add(place.file)
        self.addresses.append(place.key)
        known = self.memory.page(place.key)
        if known and self._is_current(place, known):
            return known.links
        self.told.drawn += 1
        with self.reads.within() as questions:
            parts, links = self._drawn(place)
            size, changed, digest = self._write(place.file, parts, known)
        answers = self.reads.answers(questions) if questions != [UNKNOWN] else ""
        found = Known(self.state, answers, tuple(questions), tuple(links), size, changed, digest)
        self.memory.keep(place.key, found)
        return links

    def _is_current(self, place: Place, known: Known) -> bool:
        is_same = known.state == self.state and self.folder.state(place.file) == (known.size, known.changed)
        return (
            is_same and known.questions != (UNKNOWN,) and self.reads.answers(known.questions) == known.answers
        )

    def _drawn(self, place: Place) -> tuple[Iterable[bytes], list[str]]:
        """What stands in the file of a place, and where it leads."""
        own = {f"/{SEARCH}/": search_page, f"/{ABOUT}/": about_page}.get(place.address)
        if own:
            with translation.override(place.language), language.speaking(place.language):
                return self._relinked(own(place, self.at), place)
        answer = self.portal.ask(place)
        if answer.moved_to or not answer.is_there:
            with translation.override(place.language), language.speaking(place.language):
                page = led_on(answer.moved_to, place)
            return [page.html.encode()], list(page.links)
        if place.is_page:
            return self._relinked(b"".join(answer.body).decode(), place)
        if place.address.startswith("/sitemap"):
            return _with_places(b"".join(answer.body))
        return answer.body, []

    def _relinked(self, html: str, place: Place) -> tuple[Iterable[bytes], list[str]]:
        with translation.override(place.language), language.speaking(place.language):
            page = relinked(html, place, day=said_day(self.at))
        return [page.html.encode()], list(page.links)

    def _write(self, file: str, parts: Iterable[bytes], known: Known | None) -> tuple[int, int, str]:
        """The file as it is now; written only where it differs from what was written before."""
        if known and self.folder.state(file) == (known.size, known.changed):
            parts = list(parts)
            digest = hashlib.sha256()
            for part in parts:
                digest.update(part)
            if digest.hexdigest() == known.digest:
                return known.size, known.changed, known.digest
        self.told.written.append(file)
        return self.folder.write(file, parts)

    def _static(self) -> None:
        """Style, type, icons and scripts, under names that carry their fingerprint."""
        root = Path(settings.STATIC_ROOT)
        for path in sorted(root.rglob("*")):
            if path.is_file() and not path.name.endswith(_NOT_COPIED):
                file = f"{STATIC}/{path.relative_to(root).as_posix()}"
                self._plain(file, path.read_bytes())

    def _plain(self, file: str, content: bytes) -> None:
        """A file that is no answer of the portal."""
        self.files.add(file)
        self.addresses.append(file)
        known = self.memory.page(file)
        size, changed, digest = self._write(file, [content], known)
        if not known or (size, changed, digest) != (known.size, known.changed, known.digest):
            self.memory.keep(file, Known(self.state, "", (), (), size, changed, digest))

    def _search(self) -> None:
        """The files of the search; read through only where an entry has changed."""
        key = f"{shards.DATA}/"
        known = self.memory.page(key)
        self.addresses.append(key)
        if known and known.state == self.state and self.reads.answers([shards.QUESTION]) == known.answers:
            files = [file for file in known.links if self._is_there(file)]
            if len(files) == len(known.links):
                self.files.update(files)
                self.addresses += files
                return
        files = []
        for shard in shards.shards(shards.entries()):
            self._plain(shard.file, shard.text)
            files.append(shard.file)
        answers = self.reads.answers([shards.QUESTION])
        self.memory.keep(key, Known(self.state, answers, (shards.QUESTION,), tuple(files), 0, 0, ""))

    def _is_there(self, file: str) -> bool:
        known = self.memory.page(file)
        return known is not None and self.folder.state(file) == (known.size, known.changed)


def _place(key: str) -> Place:
    """The place of a key, which is one of ours."""
    spoken, _space, address = key.partition(" ")
    found = place_of(address, spoken)
    assert found, key
    return found


def _starts() -> Iterator[Place]:
    """From where everything public is reached: the map of the site, what has ended, what others embed."""
    for name in _STARTS:
        yield _place(f"id {reverse(name)}")
    for spoken in LANGUAGES:
        for own in (SEARCH, ABOUT):
            yield _place(f"{spoken} /{own}/")
    ended = Publication.objects.once_public().exclude(public=None).order_by("pk")
    for pk in ended.values_list("pk", flat=True):
        for name in ("publication", "short"):
            yield _place(f"id {reverse(name, args=[pk])}")
    for slug in WorkUnit.objects.order_by("pk").values_list("slug", flat=True):
        for name in ("unit", "embed", "embed_json"):
            yield _place(f"id {reverse(name, args=[slug])}")
    for slug in FormerSlug.objects.order_by("pk").values_list("slug", flat=True):
        for spoken in LANGUAGES:
            yield _place(f"{spoken} {reverse('unit', args=[slug])}")


def _with_places(body: bytes) -> tuple[Iterable[bytes], list[str]]:
    """A map of the site leads to what it lists."""
    links = []
    for part in body.decode().split("<loc>")[1:]:
        path = own_path(part.partition("</loc>")[0].replace("&amp;", "&"))
        place = place_of(path, "id") if path else None
        if place:
            links.append(place.key)
    return [body], links
