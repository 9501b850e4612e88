"""What a representative brings to a hearing of the Information Commission, and which of it a case calls for.

Source: Perki 1/2013 article 31 (the respondent attends in person or by proxy); UU 14/2008 articles 19, 22,
36; Perki 1/2021 articles 39 and 49. The list itself is design of this product.
"""

from dataclasses import dataclass
from enum import StrEnum

from terbuka.rules.language import Phrase, say


class Thing(StrEnum):
    """One thing to bring."""

    PROXY = "proxy"
    SUMMONS = "summons"
    REGISTER = "register"
    REQUEST = "request"
    NOTICE = "notice"
    EXTENSION = "extension"
    HAND_OVER = "hand_over"
    TEST = "test"
    DECREE = "decree"
    DOCUMENT = "document"
    OBJECTION = "objection"
    ANSWER = "answer"
    MINUTES = "minutes"
    CATALOGUE = "catalogue"
    LETTERS = "letters"
    COPIES = "copies"


@dataclass(frozen=True, slots=True)
class Item:
    """What it is, why it is asked for, and the article (a citation of `sources.toml`)."""

    thing: Thing
    what: Phrase
    why: Phrase
    cite: str


@dataclass(frozen=True, slots=True)
class Course:
    """What the case went through, as far as the list asks."""

    has_request: bool = True
    has_notice: bool = False
    was_extended: bool = False
    was_handed_over: bool = False
    is_exempt: bool = False
    was_answered: bool = False
    was_settled: bool = False


ITEMS: tuple[Item, ...] = (
    Item(
        Thing.PROXY,
        say("Surat kuasa khusus atasan PPID bagi yang mewakili, bermeterai, dengan surat tugas"),
        say("Tanpa kuasa, majelis menganggap badan publik tidak hadir dan dapat memutus tanpanya."),
        "perki1-2013:31",
    ),
    Item(
        Thing.SUMMONS,
        say("Surat panggilan sidang dan salinan permohonan sengketa"),
        say("Memuat nomor register sengketa, hari sidang, dan dalil pemohon."),
        "perki1-2013:31",
    ),
    Item(
        Thing.REGISTER,
        say("Petikan register permohonan dan register keberatan"),
        say("Menunjukkan kapan permohonan dan keberatan masuk dan kapan dijawab."),
        "uu14-2008:22(4)",
    ),
    Item(
        Thing.REQUEST,
        say("Permohonan informasi dan tanda buktinya"),
        say("Menunjukkan apa yang diminta, dengan kata-kata pemohon."),
        "uu14-2008:22(4)",
    ),
    Item(
        Thing.NOTICE,
        say("Pemberitahuan tertulis PPID"),
        say("Jawaban yang dipersengketakan."),
        "uu14-2008:22(7)",
    ),
    Item(
        Thing.EXTENSION,
        say("Pemberitahuan perpanjangan dengan alasannya"),
        say("Membuktikan bahwa waktu jawaban diperpanjang dengan sah."),
        "uu14-2008:22(8)",
    ),
    Item(
        Thing.HAND_OVER,
        say("Berita acara penyerahan atau tanda terima"),
        say("Membuktikan bahwa informasi sudah diterima pemohon."),
        "uu14-2008:22(7)",
    ),
    Item(
        Thing.TEST,
        say("Lembar dan berita acara uji konsekuensi"),
        say("Penolakan menurut Pasal 17 gugur tanpa uji konsekuensi."),
        "uu14-2008:19",
    ),
    Item(
        Thing.DECREE,
        say("Surat keputusan penolakan dan keputusan klasifikasi informasi"),
        say("Dasar tertulis pengecualian, dengan jangka waktunya."),
        "perki1-2021:49",
    ),
    Item(
        Thing.DOCUMENT,
        say("Dokumen yang dikecualikan, dalam amplop tertutup"),
        say("Majelis dapat memeriksanya dalam sidang tertutup dengan termohon saja."),
        "uu14-2008:42",
    ),
    Item(
        Thing.OBJECTION,
        say("Formulir keberatan dan tanda buktinya"),
        say("Keberatan mendahului sengketa; tanggalnya menentukan batas waktu."),
        "uu14-2008:36(1)",
    ),
    Item(
        Thing.ANSWER,
        say("Tanggapan tertulis atasan PPID"),
        say("Jawaban atas keberatan dengan pertimbangannya."),
        "uu14-2008:36(2)",
    ),
    Item(
        Thing.MINUTES,
        say("Risalah musyawarah dengan pemohon"),
        say("Menunjukkan usaha menyelesaikan keberatan bersama."),
        "uu14-2008:35(2)",
    ),
    Item(
        Thing.CATALOGUE,
        say("Daftar Informasi Publik yang berlaku"),
        say("Menunjukkan apa yang sudah diumumkan, di mana, sejak kapan."),
        "uu14-2008:11",
    ),
    Item(
        Thing.LETTERS,
        say("Surat-menyurat dengan pemohon"),
        say("Surel, pesan, dan berkas perkara menurut urutan waktu."),
        "uu14-2008:22(7)",
    ),
    Item(
        Thing.COPIES,
        say("Salinan bundel bukti: majelis, panitera, pemohon, dan pegangan sendiri"),
        say("Setiap pihak memeriksa halaman yang sama."),
        "perki1-2013:31",
    ),
)


def things_to_bring(course: Course) -> tuple[Item, ...]:
    """The list for one case, in the order in which a hearing asks for it."""
    left_out = {
        Thing.REQUEST: not course.has_request,
        Thing.NOTICE: not course.has_notice,
        Thing.EXTENSION: not course.was_extended,
        Thing.HAND_OVER: not course.was_handed_over,
        Thing.TEST: not course.is_exempt,
        Thing.DECREE: not course.is_exempt,
        Thing.DOCUMENT: not course.is_exempt,
        Thing.ANSWER: not course.was_answered,
        Thing.MINUTES: not course.was_settled,
        Thing.CATALOGUE: course.is_exempt,
    }
    return tuple(one for one in ITEMS if not left_out.get(one.thing, False))
