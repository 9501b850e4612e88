"""A letter that came by e-mail, as plain facts: who, to whom, answering what, saying what, with which files.

The workshop produces it (`documents/mails`), rules and services judge it. What a
letter says of itself proves nobody: a sender is easily forged, so `authentication`
keeps what a server that we trust has found out. Source: RFC 5322 (letters), RFC 3834
(automatic answers), RFC 3464 (reports), RFC 8601 (Authentication-Results).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from terbuka.rules.language import Phrase, say

# Header by which a letter of ours is known when it comes back.
OWN_HEADER = "X-Terbuka"
LONGEST_SUBJECT = 300


class Automatic(StrEnum):
    """Why a letter was not written by a person; such a letter is never answered."""

    REPLY = "reply"
    REPORT = "report"
    LIST = "list"
    OWN = "own"


AUTOMATIC_WORDS = {
    Automatic.REPLY: say("Jawaban otomatis"),
    Automatic.REPORT: say("Laporan pengiriman"),
    Automatic.LIST: say("Surat milis atau massal"),
    Automatic.OWN: say("Surat Terbuka sendiri yang kembali"),
}


class Fault(StrEnum):
    """What its readers must know of a letter; it is kept and shown all the same."""

    NO_SENDER = "no_sender"
    SENDERS = "senders"
    BROKEN = "broken"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    TEXT_CUT = "text_cut"
    PARTS_LEFT = "parts_left"
    TNEF = "tnef"
    SPOOFED = "spoofed"
    STRANGER = "stranger"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    FILES_LEFT = "files_left"
    NOT_KEPT = "not_kept"
    UNDELIVERED = "undelivered"
    NO_UNIT = "no_unit"
    MEDIUM_LEFT = "medium_left"


FAULT_WORDS = {
    Fault.NO_SENDER: say("Alamat pengirim tidak ada atau tidak terbaca."),
    Fault.SENDERS: say("Surat menyebut lebih dari satu pengirim."),
    Fault.BROKEN: say("Susunan surat rusak; yang terbaca ditampilkan, surat aslinya tetap tersimpan."),
    Fault.EMPTY: say("Surat ini kosong: tidak ada tulisan dan tidak ada lampiran."),
    Fault.ENCRYPTED: say("Isi surat terkunci (terenkripsi) dan tidak dapat dibaca."),
    Fault.TEXT_CUT: say("Tulisannya sangat panjang; yang ditampilkan hanya bagian awal."),
    Fault.PARTS_LEFT: say("Lampirannya terlalu banyak; sebagian hanya ada di surat asli."),
    Fault.TNEF: say("Lampiran winmail.dat rusak; sebagian isinya tidak terbaca."),
    Fault.SPOOFED: say("Pengirimnya mungkin dipalsukan: menurut server surel, alamatnya tidak terbukti."),
    Fault.STRANGER: say("Surat ini tidak dikirim dari alamat surel pemohon."),
    Fault.TOO_LARGE: say("Surat ini terlalu besar; yang diambil hanya kepalanya."),
    Fault.TOO_MANY: say("Alamat ini sudah banyak mengirim surat hari ini; periksa dahulu."),
    Fault.FILES_LEFT: say("Ada lampiran yang tidak dapat diterima; surat aslinya tetap tersimpan."),
    Fault.NOT_KEPT: say("Surat ini belum dapat dijadikan permohonan dengan sendirinya."),
    Fault.NO_UNIT: say("Surat ini tidak menyebut alamat satker mana pun."),
    Fault.MEDIUM_LEFT: say("Berkas di pesan WhatsApp ini tidak dapat diambil; minta dikirim lagi."),
    Fault.UNDELIVERED: say("Surat kepada pemohon tidak sampai."),
}


@dataclass(frozen=True, slots=True)
class Correspondent:
    """An address in lower case, and the name written beside it; "" for none."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a letter. `is_inline`: shown within the text; `is_nested`: of a letter that is attached."""

    name: str
    mime: str
    content: bytes = field(repr=False)
    is_inline: bool = False
    is_nested: bool = False


@dataclass(frozen=True, slots=True)
class Authentication:
    """What a trusted server found: "pass", "fail", "softfail", "none" and others, "" where it is silent."""

    spf: str = ""
    dkim: str = ""
    dmarc: str = ""

    @property
    def is_spoofed(self) -> bool:
        """Does it say that the sender is not who the letter claims? DMARC decides where it was asked."""
        if self.dmarc in ("pass", "fail"):
            return self.dmarc == "fail"
        return "fail" in (self.spf, self.dkim) and "pass" not in (self.spf, self.dkim)


@dataclass(frozen=True, slots=True)
class InboundLetter:
    """All that a letter holds.

    `text` is the whole text, `fresh` the same without quoted history and signature.
    Message-IDs stand in angle brackets; `references` has the oldest first. `addressed`
    are all addresses it names as its own: To, Cc, and those the mail servers add.
    """

    sender: Correspondent
    reply_to: Correspondent
    to: tuple[Correspondent, ...]
    cc: tuple[Correspondent, ...]
    addressed: tuple[str, ...]
    subject: str
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    sent_at: datetime | None
    text: str
    fresh: str
    attachments: tuple[Attachment, ...]
    automatic: Automatic | None
    authentication: Authentication
    faults: tuple[Fault, ...]

    @property
    def is_automatic(self) -> bool:
        """Was it written by a program?"""
        return self.automatic is not None

    @property
    def is_spoofed(self) -> bool:
        """Is its sender probably not who it says?"""
        return self.authentication.is_spoofed or Fault.SENDERS in self.faults

    @property
    def files(self) -> tuple[Attachment, ...]:
        """Its files as somebody meant to send them: neither pictures within the text nor attached letters."""
        return tuple(one for one in self.attachments if not one.is_inline and one.mime != "message/rfc822")

    @property
    def answer_to(self) -> str:
        """The address that an answer goes to; "" where there is none."""
        return self.reply_to.address or self.sender.address


def kept_faults(faults: Iterable[Fault]) -> str:
    """The faults as they are stored."""
    found = set(faults)
    return " ".join(fault for fault in Fault if fault in found)


def fault_words(kept: str) -> list[Phrase]:
    """Stored faults as sentences."""
    return [FAULT_WORDS[Fault(one)] for one in kept.split() if one in set(Fault)]
