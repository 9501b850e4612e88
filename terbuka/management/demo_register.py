"""What people asked of the demonstration's unit: requests in every state, objections, a dispute, letters.

Done by the services as applicants and officers would, on working days before the one of the
demonstration; every name is invented, and nobody is written to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from terbuka.models import Account, Dispute, InformationRequest, Objection, WorkUnit
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.disputes import DisputeStatus, DisputeStepKind
from terbuka.rules.register.objections import ObjectionStatus
from terbuka.rules.register.requests import RequestStatus
from terbuka.rules.workdays import is_workday
from terbuka.services.register.answering import begin_discussion, decide_objection
from terbuka.services.register.chats import open_from_chat, read_export
from terbuka.services.register.deciding import decide_request
from terbuka.services.register.disputedays import add_step
from terbuka.services.register.disputing import begin_dispute, move_dispute
from terbuka.services.register.fulfilling import confirm_receipt, hand_over, rate
from terbuka.services.register.objecting import file_objection
from terbuka.services.register.places import place_of
from terbuka.services.register.post import take_letter
from terbuka.services.register.processing import extend_answer, start_request
from terbuka.services.register.receiving import receive_request
from terbuka.services.register.registering import ask_completion, register_request
from terbuka.services.register.warning import warn_due

_EXAMPLE = "(contoh)"
_FULL: dict[str, Any] = {
    "kind": "person", "identity_kind": "at_desk", "address": "Jalan Contoh 1, Jombang",
    "phone": "0812-0000-0001", "purpose": "Ingin tahu penggunaan anggaran.",
    "wanted_form": "soft_copy", "delivery": "pick_up",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works on the cases of a unit, and the day that is today there."""

    unit: WorkUnit
    officer: Account
    ppid: Account
    supervisor: Account
    at: datetime

    def ago(self, workdays: int, hour: int = 9) -> datetime:
        """An hour of the day so many working days before today; 0 is an hour ago."""
        if not workdays:
            return self.at - timedelta(hours=1)
        place = place_of(self.unit)
        day = place.today(self.at)
        while workdays:
            day -= timedelta(days=1)
            workdays -= is_workday(day, place.calendar)
        return datetime.combine(day, time(hour), place.clock)

    def asked(
        self, name: str, details: str, at: datetime, *, channel: Channel = Channel.WEB, **values: Any
    ) -> InformationRequest:
        """Received; by the officer's hand where nobody filled the form on the site."""
        said = _FULL | {"name": f"{name} {_EXAMPLE}", "details": details} | values
        by = None if channel is Channel.WEB else self.officer
        return receive_request(self.unit, values=said, channel=channel, by=by, at=at)

    def started(self, name: str, details: str, at: datetime, **values: Any) -> InformationRequest:
        """In the register and begun."""
        entered = register_request(self.asked(name, details, at, **values), by=self.officer, at=at)
        return start_request(entered, by=self.officer, at=at + timedelta(hours=1))

    def answered(
        self, request: InformationRequest, status: RequestStatus, at: datetime, **values: Any
    ) -> InformationRequest:
        """Decided by the PPID."""
        said = {"answer": "Dokumen contoh diberikan sebagai salinan digital."} | values
        return decide_request(request, status=status, values=said, by=self.ppid, at=at)


def fill(desk: Desk) -> dict[str, int]:
    """Lay the register; gives how many there are of each sort, and how many limits the day's run told of."""
    _objected(desk)
    _answered(desk)
    _waiting(desk)
    _by_message(desk)
    run = warn_due(at=desk.at)
    return {
        "requests": InformationRequest.objects.filter(unit=desk.unit).count(),
        "objections": Objection.objects.filter(unit=desk.unit).count(),
        "disputes": Dispute.objects.filter(unit=desk.unit).count(),
        "warned": run.events,
    }


def _waiting(desk: Desk) -> None:
    """What is new, what lacks something, what comes due, what is late, what takes longer."""
    desk.started("Edi Kurniawan", "Daftar pengadaan barang dan jasa tahun lalu.", desk.ago(14))
    longer = desk.started(
        "Fitri Handayani", "Salinan perjanjian sewa gudang lima tahun terakhir.", desk.ago(12)
    )
    extend_answer(longer, reason="Berkas lama masih dicari di arsip.", by=desk.officer, at=desk.ago(4))
    desk.started("Dina Maharani", "Rencana kerja dan anggaran tahun ini.", desk.ago(9))
    desk.started("Cahyo Wibowo", "Rekapitulasi pegawai menurut golongan.", desk.ago(3), channel=Channel.DESK)
    lacking = desk.asked(
        "Bunga Pertiwi", "Data anggaran.", desk.ago(2), channel=Channel.LETTER, purpose="", phone=""
    )
    ask_completion(
        lacking,
        lacks=["purpose", "contact"],
        message="Sebutkan tujuan dan nomor telepon Anda.",
        by=desk.officer,
        at=desk.ago(1),
    )
    register_request(
        desk.asked("Andi Saputra", "Daftar aset tetap kantor tahun lalu.", desk.ago(0)),
        by=None,
        at=desk.ago(0),
    )


def _answered(desk: Desk) -> None:
    """Granted and confirmed, refused, not held."""
    done = desk.started("Galih Pratama", "Laporan kinerja tahun lalu.", desk.ago(18))
    desk.answered(done, RequestStatus.GRANTED, desk.ago(15))
    hand_over(
        done, values={"given": "Laporan kinerja, 1 berkas", "way": "email"}, by=desk.officer, at=desk.ago(14)
    )
    confirm_receipt(done, by=None, at=desk.ago(14, 11))
    rate(done, rating=5, note_text="Cepat dan jelas.", by=None, at=desk.ago(14, 11))
    early = desk.started("Hana Salsabila", "Rancangan anggaran tiga tahun ke depan.", desk.ago(11))
    desk.answered(
        early,
        RequestStatus.REFUSED,
        desk.ago(6),
        ground="not_documented",
        ground_reason="Rancangannya belum disusun; terbit bersama usulan anggaran.",
        answer="Dokumen belum ada.",
    )
    elsewhere = desk.started("Imam Hidayat", "Data penerima bantuan sosial kecamatan.", desk.ago(7))
    desk.answered(
        elsewhere,
        RequestStatus.NOT_HELD,
        desk.ago(5),
        ground="not_held",
        ground_reason="Data itu dikuasai dinas sosial kabupaten.",
        answer="Silakan meminta kepada dinas sosial kabupaten.",
    )


def _by_message(desk: Desk) -> None:
    """One who wrote by WhatsApp, one by e-mail, and a letter that a person must look at."""
    came = desk.ago(1)
    chat = "\n".join(
        f"{came + timedelta(minutes=minutes):%d/%m/%y %H.%M} - {words}"
        for minutes, words in (
            (0, f"Jihan {_EXAMPLE}: Selamat pagi, saya minta jadwal rapat pleno bulan ini."),
            (12, f"{desk.officer.name}: Selamat pagi, permintaan Anda kami catat."),
        )
    )
    read = read_export(
        desk.unit,
        name="Chat WhatsApp (contoh).txt",
        content=chat.encode(),
        officer=desk.officer.name,
        by=desk.officer,
        at=desk.ago(0),
    )
    open_from_chat(desk.unit, read, by=desk.officer, at=desk.ago(0))
    asking = "Saya meminta laporan keuangan tahun lalu. Nama saya Kemal Contoh, Jalan Contoh 2, Jombang."
    asked = _letter("Kemal Contoh <kemal@warga.example>", "Permohonan informasi", asking, desk.ago(1))
    unclear = _letter("Lia Contoh <lia@warga.example>", "Permohonan data", asking, desk.ago(1))
    for raw in (asked, b"From: orang.lain@warga.example\n" + unclear):  # two senders: whose letter is it?
        take_letter(raw, via="imap", unit=desk.unit, at=desk.ago(1))


def _letter(sender: str, subject: str, words: str, at: datetime) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = sender, subject, format_datetime(at)
    message["Message-ID"] = f"<{subject.replace(' ', '-').lower()}@contoh.example>"
    message.set_content(words)
    return message.as_bytes()


def _objected(desk: Desk) -> None:
    """One part withheld, to which somebody objects; an objection answered, which went to the commission."""
    kept: Mapping[str, Any] = {
        "ground": "not_documented",
        "ground_reason": "Rincian per kegiatan belum tersusun.",
        "black_out_note": "Rincian per kegiatan.",
        "answer": "Rekapitulasi diberikan, rinciannya belum.",
    }
    older = desk.started("Miko Anggara", "Notula rapat pleno tahun lalu.", desk.ago(40))
    desk.answered(older, RequestStatus.PARTLY_GRANTED, desk.ago(34), **kept)
    upheld = begin_discussion(_filed(desk, older, desk.ago(30)), by=desk.supervisor, at=desk.ago(28))
    decide_objection(
        upheld,
        status=ObjectionStatus.UPHELD,
        consideration="Notulanya masih disusun; putusan PPID tepat.",
        by=desk.supervisor,
        at=desk.ago(22),
    )
    filed_on = desk.ago(15).date()
    head = {
        "commission": "Komisi Informasi Provinsi Jawa Timur",
        "subject": "Notula rapat pleno",
        "filed_on": filed_on,
    }
    dispute = begin_dispute(upheld, values=head, by=desk.officer, at=desk.ago(12))
    registered = {"commission_number": "CONTOH/PS/01", "registered_on": desk.ago(10).date()}
    dispute = move_dispute(
        dispute, to=DisputeStatus.REGISTERED, values=registered, by=desk.officer, at=desk.ago(9)
    )
    hearing = {
        "kind": DisputeStepKind.FIRST_HEARING.value,
        "on": (desk.at + timedelta(days=7)).date(),
        "place": "Surabaya",
    }
    add_step(dispute, values=hearing, by=desk.officer, at=desk.ago(2))

    partly = desk.started("Laras Ayu", "Realisasi anggaran dan rincian perjalanan dinas.", desk.ago(16))
    desk.answered(partly, RequestStatus.PARTLY_GRANTED, desk.ago(10), **kept)
    waiting = _filed(desk, partly, desk.ago(4))
    begin_discussion(waiting, by=desk.supervisor, at=desk.ago(3))


def _filed(desk: Desk, request: InformationRequest, at: datetime) -> Objection:
    said = {"grounds": ["d"], "position": "Rinciannya juga saya minta, dan itu yang penting bagi saya."}
    return file_objection(unit=desk.unit, request=request, values=said, channel=Channel.WEB, by=None, at=at)
