"""The portal as plain files: all that is public and nothing else; only what has changed is drawn again."""

import os
import re
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.utils import timezone

from terbuka.management.copying import shards
from terbuka.management.export import run
from terbuka.rules.matching.normalise import stem, words
from terbuka.rules.ruling import BadInput
from terbuka.services import catalogue as services
from terbuka.services.search import find
from tests import make
from tests.installation import PATIENCE, SOAK, Installation, Workshop, ending
from tests.make import catalogue, portal, verify
from tests.make.cast import Cast, cast
from tests.make.copied import copied, held, shard, without_provinces

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("static_files", "narrowed")]
_SMALL_COUNTRY = """
from tests.make.cast import cast
from tests.make.portal import small_country
cast()
small_country()
"""
NIK = "3517014504880001"
_TARGET = re.compile(r'\s(?:href|src|action)="([^"]*)"')


@pytest.fixture
def narrowed() -> Iterator[None]:
    with without_provinces():
        yield


@pytest.fixture
def people() -> Cast:
    players = cast()
    portal.small_country()
    return players


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "salinan"


def test_all_that_is_public_is_there_and_nothing_that_is_not(people: Cast, out: Path) -> None:
    verify.announced(people, at=make.NOON)
    public = catalogue.published_file(people, title="Laporan kinerja yang terbuka")
    closed = catalogue.draft(people, title=f"Konsep tentang {NIK}", text=f"NIK {NIK}")
    catalogue.file_draft(people, title="Daftar tertutup", content=f"%PDF-1.4\n{NIK}\n".encode())

    copied(out)

    everything = b"".join(one.read_bytes() for one in out.rglob("*") if one.is_file())
    assert NIK.encode() not in everything
    assert b"Daftar tertutup" not in everything
    assert not (out / "informasi" / str(closed.publication_id)).exists()
    here = out / "informasi" / str(public.pk)
    assert "Laporan kinerja yang terbuka" in (here / "index.html").read_text("utf-8")
    assert (here / "berkas" / "1" / "laporan.pdf").read_bytes() == catalogue.PDF
    assert not any("kerja" in one.parts or "akun" in one.parts for one in out.rglob("*.html"))
    for file in ("en/satker/kpu-kab-jombang/index.html", "sematan/kpu-kab-jombang.json", "sitemap.xml"):
        assert (out / file).is_file()


def _dead_links(out: Path) -> list[str]:
    """Links of the copy that lead to no file of it; what leads to other sites is not followed."""
    dead = []
    for page in out.rglob("*.html"):
        here = "http://copy/" + page.relative_to(out).as_posix()
        for target in _TARGET.findall(page.read_text("utf-8")):
            whole = urlsplit(urljoin(here, unescape(target)))
            if whole.scheme not in ("http", "https") or whole.netloc != "copy":
                continue
            file = out / unquote(whole.path).lstrip("/")
            if not (file / "index.html" if whole.path.endswith("/") else file).is_file():
                dead.append(f"{here} -> {target}")
    return dead


@pytest.mark.drawn
def test_every_link_leads_to_a_file_or_to_the_live_site(people: Cast, out: Path) -> None:
    verify.announced(people, at=make.NOON)
    catalogue.shelf(people)

    copied(out)

    assert _dead_links(out) == []
    home = (out / "index.html").read_text("utf-8")
    assert 'action="./cari/"' in home
    assert 'href="http://testserver' not in home
    assert "/akun/masuk/" in home
    assert 'http-equiv="Content-Security-Policy"' in home
    assert "Salinan, dibuat" in home


@pytest.mark.drawn
def test_what_has_not_changed_is_not_written_again(people: Cast, out: Path) -> None:
    catalogue.published(people)
    copied(out)
    before = held(out)

    told = copied(out)

    assert (told.drawn, told.written, told.removed) == (0, [], 0)
    assert held(out) == before


@pytest.mark.drawn
def test_one_publication_draws_again_only_what_shows_it(people: Cast, out: Path) -> None:
    catalogue.published(people, title="Laporan pertama", items=("KIN-05",))
    first = copied(out)

    second = catalogue.published(people, title="Renstra baru", items=("KIN-01",))
    told = copied(out)

    assert told.drawn < first.drawn / 4
    shown = {file for file in told.written if "cari/data" not in file}
    assert f"informasi/{second.pk}/index.html" in shown
    assert {"index.html", "satker/kpu-kab-jombang/index.html", "butir/KIN-01/index.html"} <= shown
    assert {"informasi/index.html", "umpan.xml", "sematan/kpu-kab-jombang/index.html"} <= shown
    assert not any("bawaslu" in file or "KIN-05" in file or "dikecualikan" in file for file in shown)
    assert "Renstra baru" in (out / "satker/kpu-kab-jombang/index.html").read_text("utf-8")


@pytest.mark.drawn
def test_every_page_is_as_one_drawn_from_nothing(people: Cast, out: Path, tmp_path: Path) -> None:
    """Whatever happens between two copies, the second is what a first would have been."""
    now = timezone.now()
    row = catalogue.published(people, title="Laporan pertama")
    copied(out, at=now)
    portal.change_the_register()
    catalogue.published(people, title="Laporan kedua")
    services.withdraw(row, reason="Memuat kesalahan", by=people.fajar, at=now)

    copied(out, at=now)
    copied(tmp_path / "anew", at=now)

    mended = {file: (out / file).read_bytes() for file in held(out)}
    anew = {file: (tmp_path / "anew" / file).read_bytes() for file in held(tmp_path / "anew")}
    assert mended == anew


@pytest.mark.drawn
def test_a_new_day_draws_everything_again(people: Cast, out: Path) -> None:
    first = copied(out)

    told = copied(out, at=timezone.now() + timedelta(days=1))

    assert told.drawn == first.drawn


@pytest.mark.drawn
def test_what_was_withdrawn_says_why_and_its_file_is_gone(people: Cast, out: Path) -> None:
    row = catalogue.published_file(people)
    copied(out)
    file = out / "informasi" / str(row.pk) / "berkas" / "1" / "laporan.pdf"
    assert file.is_file()

    services.withdraw(row, reason="Memuat data yang keliru", by=people.fajar, at=timezone.now())
    told = copied(out)

    assert not file.exists()
    assert told.removed >= 1
    page = (out / "informasi" / str(row.pk) / "index.html").read_text("utf-8")
    assert "Memuat data yang keliru" in page


@pytest.mark.drawn
def test_a_copy_that_was_cut_off_goes_on_where_it_was(people: Cast, out: Path) -> None:
    catalogue.published(people)
    with pytest.raises(InterruptedError):
        copied(out, stop_after=60)
    assert '"utuh": false' in (out / "salinan.json").read_text("utf-8")
    assert not list(out.rglob(".salinan-*"))

    told = copied(out)

    assert '"utuh": true' in (out / "salinan.json").read_text("utf-8")
    assert told.drawn <= told.looked_at - 59
    assert _dead_links(out) == []


@pytest.mark.drawn
def test_a_file_that_somebody_else_changed_is_mended(people: Cast, out: Path) -> None:
    copied(out)
    home = (out / "index.html").read_bytes()
    (out / "index.html").write_text("diganti", encoding="utf-8")
    (out / "privasi" / "index.html").unlink()
    (out / "satker" / "tamu.html").write_text("bukan bagian salinan", encoding="utf-8")
    (out / "google123.html").write_text("milik pengelola", encoding="utf-8")

    told = copied(out)

    assert told.drawn == 2
    assert (out / "index.html").read_bytes() == home
    assert not (out / "satker" / "tamu.html").exists()
    assert (out / "google123.html").exists()


@pytest.mark.skipif(not SOAK, reason="copies a whole portal twice: make soak")
def test_a_copy_whose_process_was_killed_goes_on_where_it_was(workshop: Workshop) -> None:
    place = workshop.prepared()
    place.script(_SMALL_COUNTRY)
    out = place.folder / "salinan"
    with ending(place.start("export", "portal", str(out))) as process:
        until = time.monotonic() + PATIENCE
        while len(list(out.rglob("*.html"))) < 400 and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
    written = held(out)
    assert '"utuh": false' in (out / "salinan.json").read_text("utf-8")
    with ending(place.start("export", "portal", str(out))) as process:
        assert process.wait(10 * PATIENCE) == 0

    assert '"utuh": true' in (out / "salinan.json").read_text("utf-8")
    assert not list(out.rglob(".salinan-*"))
    # What was drawn since the memory was last saved, at most 300 pages, is drawn again.
    again = [file for file, state in held(out).items() if file in written and written[file] != state]
    assert len(again) <= 300 < len(written)
    assert _dead_links(out) == []


def test_the_command_takes_its_folder(own_installation: Installation, tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("penting", encoding="utf-8")

    done = own_installation.run("export", "portal", str(tmp_path))

    assert done.returncode == 2
    assert "berisi hal lain" in done.stderr


@pytest.mark.drawn
def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("penting", encoding="utf-8")

    with pytest.raises(BadInput, match="berisi hal lain"):
        call_command("write_portal", str(tmp_path))
    with pytest.raises(BadInput, match="tidak dapat ditulisi"):
        call_command("write_portal", "/proc/salinan")
    with pytest.raises(BadInput, match="Sebut folder"):
        run(["portal"])
    with pytest.raises(BadInput, match="setelah -o"):
        run(["recap", "rekap.csv"])
    assert [one.name for one in tmp_path.iterdir()] == ["surat.txt"]


def _told(out: Path, kind: str) -> dict[str, Any]:
    """All shards of a kind as one."""
    names = shard(out, "inti")[kind]
    return {key: value for name in names for key, value in shard(out, f"{kind}-{name}").items()}


def test_the_search_finds_what_the_live_one_finds(people: Cast, out: Path) -> None:
    for number in range(6):
        catalogue.published(
            people, title=f"Pengumuman nomor {number} tentang pelaporan", text="Pemilihan 2024"
        )
    copied(out)

    roots, entries = _told(out, "kata"), _told(out, "akar")
    assert {word: told[0] for word, told in roots.items()} == {word: stem(word) for word in roots}
    for asked in ("laporan", "pelaporan pengumuman", "kpu jombang", "pemilihan 2024", "bawaslu"):
        wanted = [set(_numbers(entries[roots[word][0]])) for word in words(asked)]
        live = find(f"{asked} ", size=500)
        lines = {one.entry.pk for one in live.hits}
        assert set.intersection(*wanted) <= lines, asked
        assert lines - set.intersection(*wanted) == set() or len(words(asked)[-1]) >= 3, asked
    assert _numbers(entries["satker.kpu-kab-jombang"])
    for file in (out / "cari" / "data").iterdir():
        assert file.stat().st_size < 2 * shards.A_SHARD, file.name


def _numbers(steps: list[int]) -> list[int]:
    return list(accumulate((step >> 1 for step in steps), lambda before, down: before - down))
