"""One letter sent at once, past the outbox, to see whether mail leaves this installation, step by step."""

import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from django.conf import settings

from terbuka.rules.language import Phrase, say
from terbuka.services.jobs import mail


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one step; `remedy` says what to mend where it went wrong."""

    told: Phrase
    remedy: Phrase | None = None

    @property
    def is_done(self) -> bool:
        """Did the step do what it should?"""
        return self.remedy is None


def try_out(to: str, *, at: datetime) -> Iterator[Step]:
    """Connect, encrypt, sign in, hand over a letter; each step as it ends, up to the first that fails."""
    wish = settings.MAIL_SERVER
    place = f"{wish['host']}:{wish['port']}"
    try:
        server = mail.connected()
    except (OSError, smtplib.SMTPException) as fault:
        yield _unreachable(place, fault)
        return
    with server:
        yield Step(say("Tersambung ke {place}.", place=place))
        try:
            mail.encrypt(server)
            yield Step(_encrypted(server))
        except (OSError, smtplib.SMTPException) as fault:
            yield Step(say("Sambungan tidak dapat dienkripsi: {fault}", fault=_words(fault)), _TLS)
            return
        try:
            mail.sign_in(server)
            yield Step(_signed_in(wish["user"]))
        except (OSError, smtplib.SMTPException) as fault:
            yield Step(
                say("Server menolak nama atau kata sandi: {fault}", fault=_words(fault)),
                say("Periksa nama dan kata sandi di TERBUKA_SMTP."),
            )
            return
        yield _handed_over(server, to, at)


_TLS = say("Periksa sertifikat server surel; pakai smtps:// bila server mengenkripsi sejak awal (port 465).")


def _words(fault: Exception) -> str:
    return mail.refusal(fault).fault


def _unreachable(place: str, fault: Exception) -> Step:
    told = say("Tidak dapat tersambung ke {place}: {fault}", place=place, fault=_words(fault))
    if isinstance(fault, ssl.SSLError):
        return Step(told, _TLS)
    return Step(
        told, say("Periksa nama server dan port di TERBUKA_SMTP, dan apakah jaringan ini boleh ke sana.")
    )


def _encrypted(server: smtplib.SMTP) -> Phrase:
    if isinstance(server.sock, ssl.SSLSocket):
        return say("Terenkripsi dengan {version}.", version=server.sock.version())
    return say("Tanpa enkripsi, karena TERBUKA_SMTP tidak memintanya (pakai port 587 atau smtps://).")


def _signed_in(user: str) -> Phrase:
    return (
        say("Masuk ke server sebagai {user}.", user=user)
        if user
        else say("Tanpa nama dan kata sandi, karena TERBUKA_SMTP tidak memuatnya.")
    )


def _handed_over(server: smtplib.SMTP, to: str, at: datetime) -> Step:
    message = EmailMessage(policy=mail.WIRE)
    message["From"], message["To"] = settings.MAIL_FROM, to
    message["Subject"] = str(say("Surel uji dari Terbuka"))
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=settings.MAIL_FROM.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(str(say("Surel dari Terbuka sampai di alamat ini.")), cte="quoted-printable")
    try:
        server.send_message(message)
    except (OSError, smtplib.SMTPException) as fault:
        told = say("Server menolak surel untuk {to}: {fault}", to=to, fault=_words(fault))
        if isinstance(fault, smtplib.SMTPSenderRefused):
            remedy = say(
                "Isi TERBUKA_MAIL_FROM dengan pengirim yang boleh dipakai; sekarang {sender}.",
                sender=settings.MAIL_FROM,
            )
            return Step(told, remedy)
        return Step(told, say("Periksa alamat tujuannya, dan apakah server ini boleh mengirim ke sana."))
    return Step(say("Diterima server untuk {to}. Lihat kotak suratnya, juga folder spam.", to=to))
