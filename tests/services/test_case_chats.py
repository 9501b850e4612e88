"""A WhatsApp export becomes a case, or part of one, with the moment of the first answer."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from terbuka.models import CaseFile, InformationRequest
from terbuka.rules.register.post import FileKind
from terbuka.rules.ruling import BadInput
from terbuka.services.register import chats
from tests.make import register as made
from tests.make.cast import Cast, cast, unit
from tests.make.units import photo

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 6, 5, 3, 0, tzinfo=UTC)
CHAT = """04/06/26 09.00 - Pesan dan panggilan dienkripsi secara end-to-end.
04/06/26 09.01 - Citra Lestari: Selamat pagi, saya minta salinan DPT 2024.
04/06/26 09.02 - Citra Lestari: IMG-20260604-WA0001.jpg (file terlampir)
04/06/26 09.31 - PPID KPU Kab. Jombang: Baik, kami carikan.
"""
MORE = CHAT + "04/06/26 10.00 - Citra Lestari: Terima kasih.\n"


@pytest.fixture
def people() -> Cast:
    return cast()


def _zip(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("WhatsApp Chat dengan Citra.txt", text)
        archive.writestr("IMG-20260604-WA0001.jpg", photo())
    return out.getvalue()


def _read(people: Cast, content: bytes, name: str = "chat.zip") -> chats.Chat:
    return chats.read_export(unit(), name=name, content=content, by=people.ani, at=LATER)


def test_an_export_becomes_a_case_with_its_media_and_first_answer(people: Cast) -> None:
    taken = chats.open_from_chat(unit(), _read(people, _zip(CHAT)), by=people.ani, at=LATER)
    request = taken.request

    assert (request.channel, request.applicant.name) == ("whatsapp", "Citra Lestari")
    assert "salinan DPT 2024" in request.details
    assert request.received_at == datetime(2026, 6, 4, 2, 1, tzinfo=UTC)
    assert request.first_reply_at == datetime(2026, 6, 4, 2, 31, tzinfo=UTC)
    assert request.messages.filter(channel="whatsapp").count() == 3
    kinds = set(CaseFile.objects.filter(request=request).values_list("kind", flat=True))
    assert kinds == {FileKind.CHAT, FileKind.MEDIA}


def test_a_longer_export_of_the_same_chat_adds_only_what_is_new(people: Cast) -> None:
    request = made.registered(at=LATER, by=people.ani)
    assert chats.take_chat(request, _read(people, CHAT.encode(), "a.txt"), by=people.ani, at=LATER).added == 3
    assert chats.take_chat(request, _read(people, CHAT.encode(), "a.txt"), by=people.ani, at=LATER).added == 0
    assert chats.take_chat(request, _read(people, MORE.encode(), "b.txt"), by=people.ani, at=LATER).added == 1


def test_a_file_that_holds_no_chat_changes_nothing(people: Cast) -> None:
    with pytest.raises(BadInput):
        _read(people, b"Daftar belanja: beras, gula", "daftar.txt")
    assert InformationRequest.objects.count() == 0
