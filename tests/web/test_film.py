"""The leader's video on its way to the public page: it plays there, in parts, from this site alone."""

import pytest
from django.test import Client

from terbuka.models import PublicationVersion
from terbuka.rules.publishing import FindingDecision, PublicationKind
from terbuka.services import catalogue
from terbuka.services.catalogue import guard
from terbuka.services.files import store_file
from terbuka.services.jobs.guard import clear_version, inspect_version
from tests import make
from tests.documents.test_videos import mp4
from tests.make.cast import Cast, cast, unit

pytestmark = pytest.mark.django_db
TITLE = "Komitmen pimpinan tentang keterbukaan"


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def test_a_stored_film_plays_on_the_public_page(client: Client, people: Cast) -> None:
    film = store_file(
        unit=unit(), name="komitmen.mp4", content=mp4(), is_collected=True, by=people.ani, at=make.NOON
    )
    version = catalogue.begin_publication(
        unit(), kind=PublicationKind.VIDEO, title=TITLE, source=film, by=people.ani, at=make.NOON
    )
    inspect_version(version.pk, at=make.NOON)
    row = PublicationVersion.objects.get(pk=version.pk)
    for finding in row.findings.filter(is_hint=False):
        guard.decide_finding(
            finding,
            decision=FindingDecision.MAY_BE_PUBLIC,
            reason="Sudah diputar sampai akhir.",
            by=people.ani,
            at=make.NOON,
        )
    guard.ask_clearing(row, by=people.ani, at=make.NOON)
    clear_version(version.pk, at=make.NOON)
    row.refresh_from_db()
    assert row.released
    row = catalogue.submit_version(row, by=people.ani, at=make.NOON)
    public = catalogue.check_and_publish(row, by=people.fajar, at=make.NOON)

    page = client.get(f"/informasi/{public.pk}/")

    file = f"/informasi/{public.pk}/berkas/1/"
    assert "media-src 'self'" in page.headers["Content-Security-Policy"]
    assert "<video" in page.content.decode()
    assert f'<source src="{file}" type="video/mp4">' in page.content.decode()
    part = client.get(file, headers={"range": "bytes=0-9"})
    assert (part.status_code, part.headers["Content-Range"]) == (206, f"bytes 0-9/{row.released.size}")
    assert part.headers["Content-Type"] == "video/mp4"
