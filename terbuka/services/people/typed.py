"""What people type about people, made fit to keep, or refused beside its field."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput


class BadField(BadInput):
    """A fault in one named field, to be shown beside it."""

    def __init__(self, field: str, phrase: Phrase) -> None:
        super().__init__(phrase)
        self.field = field


def line(text: str, field: str, *, most: int = 200) -> str:
    """One line of text without spaces around it. Raises BadField."""
    one = " ".join(text.split())
    if not one.isprintable():
        raise BadField(field, say("Ada huruf yang tidak dapat disimpan: ketik ulang bagian ini."))
    if len(one) > most:
        raise BadField(field, say("Terlalu panjang: paling banyak {most} huruf.", most=most))
    return one


def address(text: str) -> str:
    """An e-mail address as accounts keep it. Raises BadField."""
    one = text.strip().lower()
    try:
        if not one.isascii() or len(one) > 254:
            raise ValidationError("")
        validate_email(one)
    except ValidationError:
        raise BadField("email", say("Tulis alamat surel yang utuh, misalnya ani@kpu.go.id.")) from None
    return one


def check_days(from_on: date, to_on: date | None, today: date) -> None:
    if to_on and to_on < from_on:
        raise BadField("to_on", say("Hari terakhir mendahului hari pertama."))
    if to_on and to_on < today:
        raise BadField(
            "to_on", say("Hari terakhirnya sudah lewat: kosongkan, atau isi hari yang akan datang.")
        )
