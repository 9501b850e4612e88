"""The components hold still: a changed one is seen in the review of its snapshot."""

import os
import re
from pathlib import Path

import pytest
from django.core.cache import caches
from django.template.loader import render_to_string
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from terbuka.web import words
from terbuka.web.components import TONES

pytestmark = pytest.mark.django_db
SNAPSHOT = Path(__file__).parents[1] / "data" / "components.html"
STATIC = Path(__file__).parents[2] / "terbuka" / "static"


def _drawn(client: Client) -> str:
    main = LexborHTMLParser(client.get("/komponen/").content).css_first("main").html or ""
    without_hashes = re.sub(r"(/static/[\w/-]+)\.[0-9a-f]{12}\.", r"\1.", main)
    lines = (line.strip() for line in without_hashes.replace("><", ">\n<").splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def test_the_components_look_as_they_did(client: Client) -> None:
    """Write anew with TERBUKA_SNAPSHOT=write after looking at /komponen/."""
    drawn = _drawn(client)
    if os.environ.get("TERBUKA_SNAPSHOT") == "write":
        SNAPSHOT.write_text(drawn, "utf-8")

    assert drawn == SNAPSHOT.read_text("utf-8")


def test_every_component_is_shown(client: Client) -> None:
    folder = STATIC.parent / "templates" / "components"
    # Header and footer are drawn once and kept.
    caches["pages"].clear()
    drawn = {str(one.name) for one in client.get("/komponen/").templates}

    assert {f"components/{path.name}" for path in folder.iterdir()} <= drawn


def test_a_banner_or_form_on_the_page_of_components_is_not_empty(client: Client) -> None:
    drawn = _drawn(client)

    for words_of_it in (
        *("Pengiriman surel belum diatur", "Daftar hari libur 2027 belum ada", "Baru di sini?"),
        *("Penanggung jawab", "paling besar 20 MB", "Tidak Dinilai", "Tidak Partisipatif"),
    ):
        assert words_of_it in drawn, words_of_it


def test_what_has_no_score_is_hatched_and_never_the_low_end_of_the_scale() -> None:
    for name in ("Tidak Dinilai", "Tidak Partisipatif"):
        drawn = render_to_string("components/category.html", {"step": 0, "name": name})

        assert name in drawn
        assert "hatch" in drawn
        assert not re.search(r"band-\d", drawn)


def test_the_sprite_holds_the_icons_in_use_and_no_other() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (STATIC / "icon" / "sprite.svg").read_text("utf-8")))
    spoken = {*words.VERDICTS.values(), *words.BASES.values(), *words.ANSWERS.values()}
    pages = "".join(path.read_text("utf-8") for path in (STATIC.parent / "templates").rglob("*.html"))
    named = set(re.findall(r'icon(?:s?\.html" with name=| |=)"([a-z0-9-]+)"', pages))
    used = {word.icon for word in spoken} | {icon for _tone, icon in TONES} | named

    assert drawn == used
