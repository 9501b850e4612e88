"""The letters of an office: read as text alone, and put where they belong by those who serve."""

import pytest
from django.test import Client

from terbuka.models import InboundMail, InformationRequest
from terbuka.rules.register.post import InboundState
from terbuka.rules.ruling import BadInput
from terbuka.services.register.mailboxes import save_mailbox
from terbuka.services.register.post import take_letter
from tests import make
from tests.letters import letter
from tests.make import letters as made
from tests.make import register
from tests.make.cast import Cast, cast, unit

pytestmark = pytest.mark.django_db
PAGE = "/kerja/kpu-kab-jombang/surat/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def ani(people: Cast, client: Client) -> Client:
    client.force_login(people.ani)
    return client


def test_a_letter_is_shown_as_text_and_its_files_are_only_saved(ani: Client) -> None:
    raw = letter("<script>alert(1)</script> Mohon SK", files={"a.html": b"<script>x</script>"})
    (mail,) = take_letter(b"From: x@y.example\n" + raw, via="imap", unit=unit(), at=make.NOON).mails

    page = ani.get(f"{PAGE}{mail.pk}/")
    assert "&lt;script&gt;alert(1)" in page.text
    assert page["Cache-Control"] == "no-store"
    file = ani.get(f"{PAGE}{mail.pk}/lampiran/1/")
    assert file["Content-Type"] == "application/octet-stream"
    assert file["Content-Disposition"] == 'attachment; filename="a.html"'
    assert raw in ani.get(f"{PAGE}{mail.pk}/lampiran/0/").content
    assert ani.get(f"{PAGE}{mail.pk}/lampiran/9/").status_code == 404


def test_an_officer_puts_a_letter_into_a_case_and_hears_what_to_mend(ani: Client, people: Cast) -> None:
    request = register.registered(at=make.NOON)
    mail = made.doubtful(at=make.NOON)
    wrong = ani.post(f"{PAGE}{mail.pk}/tempat/", {"act": "perkara", "nomor": "REG/x/2026/9"})
    assert wrong.status_code == 400
    assert "Tidak ada perkara" in wrong.text
    assert "REG/x/2026/9" in wrong.text

    right = ani.post(f"{PAGE}{mail.pk}/tempat/", {"act": "perkara", "nomor": request.number})
    assert right["Location"] == f"/kerja/kpu-kab-jombang/permohonan/{request.pk}/"
    assert ani.post(f"{PAGE}{mail.pk}/tempat/", {"act": "buang", "alasan": "x"}).status_code == 409


def test_a_letter_becomes_a_request_goes_on_or_is_laid_aside(ani: Client) -> None:
    one, two, three = (made.doubtful(at=make.NOON, message_id=f"<{n}@x>") for n in range(3))
    assert "<strong>3 surat</strong>" in ani.get(PAGE).text
    ani.post(f"{PAGE}{one.pk}/tempat/", {"act": "permohonan"})
    assert InformationRequest.objects.filter(channel="email").count() == 1
    ani.post(f"{PAGE}{two.pk}/tempat/", {"act": "teruskan", "satker": "kpu-kab-kediri"})
    assert ani.get(f"{PAGE}{two.pk}/").status_code == 404
    ani.post(f"{PAGE}{three.pk}/tempat/", {"act": "buang", "alasan": "Iklan"})
    assert "Iklan" in ani.get(f"{PAGE}{three.pk}/").text
    ani.post(f"{PAGE}{three.pk}/tempat/", {"act": "kembalikan"})
    states = dict(InboundMail.objects.values_list("pk", "state"))
    assert states == {
        one.pk: InboundState.OPENED,
        two.pk: InboundState.UNMATCHED,
        three.pk: InboundState.UNMATCHED,
    }


def test_letters_that_name_no_unit_wait_at_the_top_and_nowhere_else(ani: Client, people: Cast) -> None:
    (mail,) = take_letter(letter(to="entah@x.example"), via="imap", at=make.NOON).mails
    assert mail.unit is None
    assert ani.get(f"{PAGE}{mail.pk}/").status_code == 404


def test_the_ppid_sets_the_address_and_no_two_units_share_one(client: Client, people: Cast) -> None:
    client.force_login(register.ppid())
    wrong = client.post(f"{PAGE}alamat/", {"mailbox": "ppid+x@kpu.example", "version": "1"})
    assert wrong.status_code == 400
    assert "ppid+x@kpu.example" in wrong.text
    assert client.post(f"{PAGE}alamat/", {"mailbox": "PPID@kpu.example", "version": "1"}).status_code == 302
    (mail,) = take_letter(letter(to="ppid+p1-0@kpu.example"), via="smtp", at=make.NOON).mails
    assert mail.unit == unit()
    assert "ppid@kpu.example" in client.get(PAGE).text
    with pytest.raises(BadInput, match="sudah dipakai"):
        save_mailbox(unit("kpu-kab-kediri"), "ppid@kpu.example", by=people.dedi, at=make.NOON)
