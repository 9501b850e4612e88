"""How requests come and how answers go.

Source: UU 14/2008 article 22 (1) to (4) (spoken or written, on any way; form and way of delivery).
"""

from enum import StrEnum

from terbuka.rules.language import Phrase, say


class Channel(StrEnum):
    """The way on which a message came or went."""

    WEB = "web"
    DESK = "desk"
    TELEPHONE = "telephone"
    LETTER = "letter"
    EMAIL = "email"
    WHATSAPP = "whatsapp"
    SYSTEM = "system"


class WantedForm(StrEnum):
    """In what form the information is wanted or given."""

    SEE = "see"
    SOFT_COPY = "soft_copy"
    HARD_COPY = "hard_copy"


class Delivery(StrEnum):
    """How a copy reaches the applicant."""

    EMAIL = "email"
    PAGE = "page"
    PICK_UP = "pick_up"
    COURIER = "courier"
    POST = "post"
    FAX = "fax"
    WHATSAPP = "whatsapp"


CHANNEL_WORDS: dict[Channel, Phrase] = {
    Channel.WEB: say("formulir web"),
    Channel.DESK: say("meja layanan"),
    Channel.TELEPHONE: say("telepon"),
    Channel.LETTER: say("surat"),
    Channel.EMAIL: say("surel"),
    Channel.WHATSAPP: say("WhatsApp"),
    Channel.SYSTEM: say("Terbuka"),
}
FORM_WORDS: dict[WantedForm, Phrase] = {
    WantedForm.SEE: say("melihat, membaca, mendengarkan atau mencatat"),
    WantedForm.SOFT_COPY: say("salinan digital"),
    WantedForm.HARD_COPY: say("salinan cetak"),
}
DELIVERY_WORDS: dict[Delivery, Phrase] = {
    Delivery.EMAIL: say("surel"),
    Delivery.PAGE: say("halaman permohonan di Terbuka"),
    Delivery.PICK_UP: say("diambil langsung"),
    Delivery.COURIER: say("kurir"),
    Delivery.POST: say("pos"),
    Delivery.FAX: say("faks"),
    Delivery.WHATSAPP: say("WhatsApp"),
}
