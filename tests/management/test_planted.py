"""An applicant's data stay where they belong: a request's whole life, then every other place is searched.

Citra gives a name, a number, an address, a telephone and an e-mail address that stand nowhere else.
What is searched is all that leaves the office or its tables of cases. The sieve is shown to catch.
"""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from terbuka.models import Applicant, InboundMail, InformationRequest, OutboxMail
from terbuka.rules.notify import Kind
from terbuka.rules.register.objections import ObjectionStatus
from terbuka.rules.register.requests import RequestStatus
from terbuka.services import notify
from terbuka.services.events import record
from terbuka.services.jobs.cases import watch_cases
from terbuka.services.jobs.indexing import index_public
from terbuka.services.pace import counter
from terbuka.services.register.answering import begin_discussion, decide_objection
from terbuka.services.register.correspondence import open_letter
from terbuka.services.register.deciding import decide_request
from terbuka.services.register.fulfilling import hand_over
from terbuka.services.register.post import take_letter
from terbuka.services.register.processing import start_request
from terbuka.services.register.registering import complete_request, register_request
from terbuka.web.masking import Mask, masked
from tests.letters import letter
from tests.mailbox import Mailbox
from tests.make import catalogue, portal, register
from tests.make.cast import Cast, cast, unit
from tests.make.copied import copied, without_provinces
from tests.make.units import photo
from tests.web.test_asking import sent
from tests.web.test_scope import BACKEND

NIK, NAME = "3517126501900001", "Citra Kusumawardhani"
PHONE, EMAIL = "081277665544", "citra.kusuma@warga-rahasia.example"
ADDRESS = "Jalan Kenanga Rahasia 77"
PERSONAL = {"NIK": NIK, "name": NAME, "phone": PHONE, "e-mail": EMAIL, "address": ADDRESS}
LINE = "%(levelname)s %(name)s: %(message)s"
TYPED = {
    "name": NAME,
    "identity_kind": "nik",
    "identity": NIK,
    "address": ADDRESS,
    "phone": "0812-7766-5544",
    "email": EMAIL,
    "delivery": "email",
    "details": f"Saya {NAME} ({EMAIL}, {PHONE}), {ADDRESS}, meminta daftar pemilih tetap.",
    "purpose": f"Tugas akhir {NAME}.",
}
# Where the office keeps cases, as citizens wrote them; no other table may name the person.
KEPT = {
    *("terbuka_applicant", "terbuka_informationrequest", "terbuka_objection", "terbuka_casemessage"),
    *(
        "terbuka_casefile",
        "terbuka_inboundmail",
        "terbuka_storedfile",
        "terbuka_handover",
        "terbuka_writtennotice",
    ),
}
PUBLIC = (
    *("/", "/satker/", "/satker.csv", "/satker.json", "/satker/kpu-kab-jombang/", "/informasi/"),
    *("/informasi.csv", "/informasi.json", "/umpan.xml", "/satker/kpu-kab-jombang/umpan.xml", "/sitemap.xml"),
    *("/satker/kpu-kab-jombang/layanan/", "/satker/kpu-kab-jombang/layanan.csv"),
    *("/satker/kpu-kab-jombang/layanan.json", "/cari/?q=daftar+pemilih", "/cari.csv?q=daftar+pemilih"),
    *("/api/v1/units/kpu-kab-jombang", "/api/v1/publications", "/api/v1/statistics", "/permohonan/"),
    *("/permohonan/usul/?q=daftar+pemilih+tetap&satker=kpu-kab-jombang", "/kalender/libur.ics"),
)


def caught(places: dict[str, str]) -> dict[str, list[str]]:
    """What of the person stands in each place, whatever way it is written."""
    found = {}
    for place, text in places.items():
        plain, digits = text.casefold(), re.sub(r"[\s.()/-]", "", text)
        hits = [
            what
            for what, value in PERSONAL.items()
            if any(one in plain for one in {value.casefold(), quote(value).casefold()})
            or (value.isdecimal() and (value in digits or value.lstrip("0") in digits))
        ]
        if hits:
            found[place] = hits
    return found


class Walker(Client):
    """A browser that remembers every address it was at or was led to."""

    def __init__(self, seen: list[str], **more: Any) -> None:
        super().__init__(raise_request_exception=False, **more)
        self.seen = seen

    def request(self, **told: Any) -> Any:
        self.seen.append(f"{told.get('PATH_INFO', '')}?{told.get('QUERY_STRING', '')}")
        answer = super().request(**told)
        self.seen.append(answer.headers.get("Location", ""))
        return answer


@dataclass
class Life:
    """What a request's life left behind: the addresses visited, the log, the folder of the copy."""

    people: Cast
    at: datetime
    out: Path
    seen: list[str] = field(default_factory=list)
    log: io.StringIO = field(default_factory=io.StringIO)

    def places(self) -> dict[str, str]:
        """Every place outside the office's own tables, with all that stands there."""
        found = _tables() | _public() | self._elsewhere()
        return found | {"addresses": "\n".join(self.seen), "log": self.log.getvalue()}

    def copy(self) -> dict[str, str]:
        """Every file of the static copy of the portal."""
        copied(self.out, at=timezone.now())
        found = {}
        for one in self.out.rglob("*"):
            if one.is_file():
                found[f"copy {one.relative_to(self.out)}"] = one.read_bytes().decode("utf-8", "replace")
        return found

    def _elsewhere(self) -> dict[str, str]:
        """What officers of another unit find, and the same office's level above."""
        told = {}
        for name in ("dedi", "gita", "budi", "eka"):
            browser = Client()
            browser.force_login(getattr(self.people, name), backend=BACKEND)
            pages = ["/meja/", "/kotak-masuk/", "/kerja/kpu-kab-jombang/register/", "/cari/?q=pemilih"]
            told[f"pages of {name}"] = "\n".join(browser.get(page).content.decode() for page in pages)
        return told


def _tables() -> dict[str, str]:
    """Every table but those of cases; of applicants what must not stand there openly."""
    told = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in KEPT or table == OutboxMail._meta.db_table:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            told[table] = "\n".join(_text(row) for row in cursor.fetchall())
    told["sealed identities"] = "\n".join(Applicant.objects.values_list("identity_sealed", flat=True))
    told["keys of letters"] = "\n".join(OutboxMail.objects.values_list("key", flat=True))
    others = OutboxMail.objects.exclude(to__iexact=EMAIL)
    told["letters to others"] = "\n".join(_text(row) for row in others.values_list())
    return told


def _text(row: Any) -> str:
    cells = (bytes(one).decode("latin-1") if isinstance(one, bytes | memoryview) else str(one) for one in row)
    return "\t".join(cells)


def _public() -> dict[str, str]:
    caught_here = {}
    for address in PUBLIC:
        answer = Client().get(address)
        assert answer.status_code == 200, address
        body = b"".join(answer) if answer.streaming else answer.content
        caught_here[address] = body.decode("utf-8", "replace")
    return caught_here


@contextmanager
def _logged(out: io.StringIO) -> Iterator[None]:
    """What the installation writes to its log as its settings say, and its own words to the last detail."""
    handler = logging.StreamHandler(out)
    handler.addFilter(Mask())
    handler.setFormatter(logging.Formatter(LINE))
    ours = logging.getLogger("terbuka")
    before = ours.level
    logging.getLogger().addHandler(handler)
    ours.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        ours.setLevel(before)
        logging.getLogger().removeHandler(handler)


def _by_form(life: Life) -> InformationRequest:
    """Over the public form with a scan, once it has failed on our side."""
    browser = Walker(life.seen)

    def broken(*_told: Any, **_more: Any) -> None:
        Applicant.objects.create(kind="tidak-ada", name=NAME, email=EMAIL, address=ADDRESS, phone=PHONE)

    with patch("terbuka.services.register.receiving._applicant", broken):
        assert sent(browser, **TYPED).status_code == 500
    answer = sent(browser, **TYPED, pindaian=SimpleUploadedFile("ktp.jpg", photo(), "image/jpeg"))
    assert answer.status_code == 302, answer.content.decode()
    return InformationRequest.objects.get()


def _by_mail(life: Life) -> InformationRequest:
    """By letter with a file named after the person; it waits, and an officer makes a request of it."""
    words = f"{TYPED['details']}\nNIK {NIK}"
    raw = letter(
        words,
        sender=f"{NAME} <{EMAIL}>",
        subject=f"Permohonan {NAME} {NIK}",
        files={f"KTP {NAME}.jpg": photo(side=70)},
    )
    (mail,) = take_letter(raw, via="smtp", unit=unit(), at=life.at).mails
    if mail.became is None:
        mail = open_letter(mail, unit=unit(), by=life.people.ani, at=life.at)
    assert mail.became
    assert mail.became.request
    return mail.became.request


def _answered(life: Life, request: InformationRequest) -> None:
    """Registered, decided, objected to, decided again, handed over; the office and the person look on."""
    ani, fajar, at = life.people.ani, life.people.fajar, life.at
    if not request.number:
        lacked = {name: TYPED[name] for name in ("identity_kind", "identity", "address", "purpose")}
        request = complete_request(request, values=lacked, by=ani, at=at)
    if not request.number:
        request = register_request(request, by=ani, at=at)
    request = start_request(request, by=ani, at=at)
    values = {"answer": f"Kepada {NAME}: terlampir."}
    request = decide_request(request, status=RequestStatus.GRANTED, values=values, by=register.ppid(), at=at)
    citizen, officer = Walker(life.seen), Walker(life.seen)
    officer.force_login(ani, backend=BACKEND)
    own = f"/perkara/{request.code}/"
    told = {"alasan": ["d"], "posisi": f"{NAME} belum menerima.", "ingin": PHONE, "ke": "0"}
    citizen.get(own)
    citizen.post(f"{own}keberatan/", told)
    objection = request.objections.get()
    discussed = begin_discussion(objection, by=fajar, at=at)
    decide_objection(
        discussed, status=ObjectionStatus.GRANTED, consideration="Benar.", order="Berikan.", by=fajar, at=at
    )
    request.refresh_from_db()
    hand_over(request, values={"given": "Daftar", "way": "email", "recipient": NAME}, by=ani, at=at)
    here = "/kerja/kpu-kab-jombang/"
    for page in (own, here, f"{here}permohonan/{request.pk}/", f"{here}data-pribadi/", "/kotak-masuk/"):
        assert (citizen if page == own else officer).get(page).status_code == 200, page
    citizen.get("/permohonan/kode/")
    officer.post("/kerja/kpu-kab-jombang/permohonan/", {"act": "cari", "cari": NAME})


@pytest.fixture
def life(settings: Any, mailbox: Mailbox, tmp_path: Path) -> Iterator[Life]:
    """Two requests, by form and by letter, to their end."""
    settings.MAIL_DOMAIN = "surat.example"
    counter().forget()
    people = cast()
    portal.small_country()
    lived = Life(people, timezone.now(), tmp_path / "salinan")
    with without_provinces(), _logged(lived.log):
        asked = [_by_form(lived), _by_mail(lived)]
        for request in asked:
            _answered(lived, request)
        watch_cases(at=lived.at)
        index_public(at=lived.at)
        yield lived


@pytest.mark.django_db
@pytest.mark.usefixtures("static_files")
def test_nothing_of_the_person_stands_anywhere_else_and_the_sieve_would_catch_it(life: Life) -> None:
    assert "Internal Server Error" in life.log.getvalue()
    assert InboundMail.objects.exists()
    places = life.places() | life.copy()
    assert len(places) > 150
    assert caught(places) == {}

    _plant(life)
    assert {place.partition(" ")[0] for place in caught(life.places())} >= {
        "log",
        "addresses",
        "letters",
        "keys",
        "pages",
        "terbuka_event",
        "terbuka_notification",
        "terbuka_searchentry",
        "/informasi.csv",
        "/informasi.json",
        "/umpan.xml",
        "/api/v1/publications",
    }


def test_a_row_that_the_database_refused_is_not_told_to_the_log() -> None:
    told = (
        'new row for relation "terbuka_applicant" violates check constraint "applicant_kind_known"\n'
        f"DETAIL:  Failing row contains (7, tidak-ada, {NAME}, {ADDRESS}\nRT 3, {NIK}, {EMAIL}).\n"
        "\nThe above exception was the direct cause"
    )
    assert caught({"log": masked(told)}) == {}
    assert "applicant_kind_known" in masked(told)
    assert "The above exception" in masked(told)


def _plant(life: Life) -> None:
    """What a careless change would do."""
    logging.getLogger("terbuka.services").warning("cannot write to %s", NAME)
    life.seen.append(f"/permohonan/?q={quote(NAME)}")
    record("information_request", 1, "receive", by=None, at=life.at, payload={"phone": "0812-7766-5544"})
    notify.send(key=f"case-{NIK}", to="ani@jombang.example", subject=NAME, body=ADDRESS, at=life.at)
    told = {"number": NAME, "unit": unit().short_name, "due": None}
    notify.tell(
        [life.people.dedi],
        kind=Kind.CASE_RECEIVED,
        key="planted",
        unit=unit(),
        payload=told,
        path="/",
        at=life.at,
    )
    catalogue.published_file(life.people, title=f"Permohonan {NAME} di {ADDRESS}")
    index_public(at=life.at)
