"""The steps of an objection, each on a page that says what happens: from the register to its fulfilment."""

from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terbuka.models import Objection, StoredFile, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.register.channels import Delivery
from terbuka.rules.register.objections import DECISIONS, STATUS_WORDS, ObjectionStatus, may_become
from terbuka.rules.register.post import FILE_WORDS, FileKind
from terbuka.rules.ruling import Ruling, allow, refuse
from terbuka.services.register import answering, objecting
from terbuka.services.register.grounds import admissible
from terbuka.services.units import BadFields
from terbuka.web.access import person
from terbuka.web.register.case_doors import answering as for_supervisor
from terbuka.web.register.case_doors import href, keeping, objection_of, subject_of
from terbuka.web.register.doors import serving
from terbuka.web.register.objections import deciding, refusing, registering, settling
from terbuka.web.register.stepping import Step, stepped
from terbuka.web.register.wording import DELIVERIES
from terbuka.web.sending import sent_file
from terbuka.web.units.forms import Entry, Form, day_of

_S = ObjectionStatus
TEMPLATE = "register/objection_step.html"
_DECIDED = tuple((one.value, STATUS_WORDS[one]) for one in sorted(DECISIONS, key=list(_S).index))
_KINDS = tuple(
    (one.value, FILE_WORDS[one])
    for one in (FileKind.PROXY, FileKind.ATTACHMENT, FileKind.LETTER, FileKind.PROOF)
)
REGISTER = Step(
    _("Daftarkan keberatan"),
    _("Nomor diberikan, pemohon mendapat salinannya, dan waktu atasan PPID menjawab mulai berjalan."),
    _("Daftarkan"),
    template=TEMPLATE,
)
REFUSE = Step(
    _("Nyatakan tidak dapat diterima"),
    _("Pemohon menerima alasannya secara tertulis. Permohonannya tetap seperti sebelumnya."),
    _("Kirim alasan"),
    (
        Entry(
            "reason",
            _("Alasan"),
            _("Kalimat yang dibaca pemohon: syarat mana yang tidak terpenuhi."),
            "textarea",
        ),
    ),
    is_grave=True,
    template=TEMPLATE,
)
DISCUSS = Step(
    _("Bahas keberatan"),
    _("Atasan PPID mempelajari keberatan ini dan berkasnya. Batas waktunya tetap berjalan."),
    _("Mulai membahas"),
    template=TEMPLATE,
)
SETTLING = Step(
    _("Undang musyawarah"),
    _("Pemohon menerima undangan Anda. Batas waktu menjawab tetap berjalan selama musyawarah."),
    _("Kirim undangan"),
    (
        Entry(
            "invitation",
            _("Undangan"),
            _("Hari, jam, dan tempat atau nomor telepon, dengan kata-kata Anda kepada pemohon."),
            "textarea",
        ),
    ),
    template=TEMPLATE,
)
SETTLE = Step(
    _("Catat kesepakatan"),
    _("Keberatan dan permohonannya selesai; pemohon menerima risalah ini."),
    _("Simpan risalah"),
    (
        Entry(
            "minutes",
            _("Risalah"),
            _("Kapan dan siapa yang bertemu, apa yang disepakati, apa yang diserahkan dan kapan."),
            "textarea",
        ),
    ),
    template=TEMPLATE,
)
DECIDE = Step(
    _("Jawab keberatan"),
    _("Tanggapan bernomor dikirim ke pemohon sekarang juga. Ia dapat mengajukan sengketa bila tidak puas."),
    _("Kirim tanggapan"),
    (
        Entry("status", _("Putusan"), "", "choice", _DECIDED),
        Entry(
            "consideration",
            _("Pertimbangan"),
            _("Mengapa demikian: fakta, dasar hukum, kepentingan publik. Pemohon membacanya."),
            "textarea",
        ),
        Entry(
            "order",
            _("Perintah kepada PPID"),
            _("Bila dikabulkan: informasi apa yang diberikan, dalam bentuk apa. Kosongkan bila ditolak."),
            "textarea",
        ),
        Entry(
            "order_due_on",
            _("Dilaksanakan paling lambat"),
            _("Kosongkan untuk memakai waktu bawaan."),
            "date",
        ),
    ),
    template=TEMPLATE,
)
FULFIL = Step(
    _("Catat pelaksanaan"),
    _("Berita acara bernomor dibuat, pemohon diberi tahu, dan permohonannya menjadi terpenuhi."),
    _("Simpan pelaksanaan"),
    (
        Entry("given", _("Yang diserahkan"), _("Judul dan bentuknya, satu per baris."), "textarea"),
        Entry("count", _("Jumlah"), _("Contoh: 2 berkas PDF, 34 halaman.")),
        Entry("way", _("Cara penyerahan"), "", "choice", DELIVERIES),
        Entry("recipient", _("Penerima"), _("Bila diambil orang lain.")),
        Entry("note", _("Catatan"), _("Misalnya bagian yang dihitamkan dan alasannya."), "textarea"),
    ),
    template=TEMPLATE,
)
MESSAGE = Step(
    _("Tulis kepada pemohon"),
    _("Pesan tampil di halaman perkara pemohon, dan lewat surel bila alamatnya ada."),
    _("Kirim pesan"),
    (Entry("body", _("Pesan"), _("Jawaban resmi punya langkahnya sendiri."), "textarea"),),
    template=TEMPLATE,
)
REACTION = Step(
    _("Catat tanggapan pemohon"),
    _("Apa kata pemohon atas tanggapan atasan PPID; masuk ke register keberatan."),
    _("Simpan"),
    (Entry("reaction", _("Tanggapan pemohon"), "", "textarea"),),
    template=TEMPLATE,
)
WITHDRAW = Step(
    _("Catat pencabutan"),
    _("Keberatan dan permohonannya berakhir. Pastikan pemohon memang menghendakinya."),
    _("Cabut keberatan"),
    (Entry("reason", _("Kata pemohon"), _("Kapan dan bagaimana ia mencabutnya."), "textarea"),),
    is_grave=True,
    template=TEMPLATE,
)
FILE = Step(
    _("Tambah berkas"),
    _("Berkas masuk ke perkara ini dan ke bundel bukti; pemohon tidak melihatnya."),
    _("Simpan berkas"),
    (Entry("kind", _("Untuk apa"), "", "choice", _KINDS),),
    template=TEMPLATE,
)


def told_of(one: Objection, **more: Any) -> dict[str, Any]:
    """What the page of a step says beside the step itself."""
    return {"subject": subject_of(one), "back": href("objection", one), "head": one.number} | more


def _done(
    request: HttpRequest,
    unit: WorkUnit,
    one: Objection,
    step: Step,
    ruling: Ruling,
    act: Callable[[Form], object],
    *,
    texts: Mapping[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    told = told_of(one, **more)
    return stepped(request, unit, one, step, ruling, act, texts=texts, to=told["back"], **told)


def _now(request: HttpRequest, form: Form) -> dict[str, Any]:
    """Who acts, when, and under which version."""
    return {"expected": form.version, "by": person(request), "at": timezone.now()}


def _sent(request: HttpRequest, unit: WorkUnit) -> list[StoredFile]:
    found = sent_file(request, unit, by=person(request), at=timezone.now())
    return [found] if found else []


@keeping
def register(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Enter it into the register."""
    one = objection_of(unit, pk)
    return _done(
        request,
        unit,
        one,
        REGISTER,
        registering(one),
        lambda form: objecting.register_objection(one, **_now(request, form)),
    )


@for_supervisor
def refuse_it(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Say in writing why it cannot be taken up; the reason of the rules stands there already."""
    one, by = objection_of(unit, pk), person(request)
    why = admissible(one).reason
    return _done(
        request,
        unit,
        one,
        REFUSE,
        refusing(one, by.pk),
        lambda form: objecting.refuse_objection(one, reason=form.typed["reason"], **_now(request, form)),
        texts={"reason": str(why or "")},
    )


@for_supervisor
def discuss(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Take it up, or again after talking it over came to nothing."""
    one = objection_of(unit, pk)
    return _done(
        request,
        unit,
        one,
        DISCUSS,
        may_become(_S(one.status), _S.DISCUSSED),
        lambda form: answering.begin_discussion(one, **_now(request, form)),
    )


@for_supervisor
def begin_settling(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Invite whoever objected to talk it over."""
    one = objection_of(unit, pk)
    return _done(
        request,
        unit,
        one,
        SETTLING,
        settling(one),
        lambda form: answering.begin_settling(
            one, invitation=form.typed["invitation"], **_now(request, form)
        ),
    )


@for_supervisor
def settle(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Keep the minutes of what both sides agreed, and their scan."""
    one = objection_of(unit, pk)

    def act(form: Form) -> None:
        files, now = _sent(request, unit), _now(request, form)
        answering.settle(one, minutes=form.typed["minutes"], **now)
        answering.keep_proof(one, files, by=now["by"], at=now["at"])

    ruling = may_become(_S(one.status), _S.SETTLED)
    return _done(request, unit, one, SETTLE, ruling, act, has_files=True)


@for_supervisor
def decide(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Answer: granted, partly or upheld, with reasons and the order."""
    one, by = objection_of(unit, pk), person(request)

    def act(form: Form) -> None:
        status = form.typed["status"]
        if status not in DECISIONS:
            raise BadFields({"status": say("Pilih putusannya.")})
        answering.decide_objection(
            one,
            status=_S(status),
            consideration=form.typed["consideration"],
            order=form.typed["order"],
            order_due_on=day_of("order_due_on", form.typed["order_due_on"]),
            **_now(request, form),
        )

    return _done(request, unit, one, DECIDE, deciding(one, by.pk), act, is_wide=True)


@serving
def fulfil(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The PPID carries out the order; what is handed over goes along as a file."""
    one = objection_of(unit, pk)

    def act(form: Form) -> None:
        files = _sent(request, unit)
        answering.fulfil_objection(one, values=form.typed, files=files, **_now(request, form))

    ruling = may_become(_S(one.status), _S.FULFILLED)
    texts = {"way": one.request.delivery if one.request else Delivery.EMAIL.value}
    return _done(request, unit, one, FULFIL, ruling, act, texts=texts, has_files=True, order=one.order)


@keeping
def message(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Write to whoever objected."""
    one = objection_of(unit, pk)

    def act(form: Form) -> None:
        files, at = _sent(request, unit), timezone.now()
        # The same words sent twice are one letter.
        key = sha256(form.typed["body"].encode()).hexdigest()[:16]
        answering.write_objector(
            one, body=form.typed["body"], files=files, key=key, by=person(request), at=at
        )

    return _done(request, unit, one, MESSAGE, allow(), act, has_files=True)


@serving
def reaction(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Note what the objector says to the answer."""
    one = objection_of(unit, pk)
    ruling = allow() if one.decided_at else refuse(say("Keberatan ini belum dijawab."))
    return _done(
        request,
        unit,
        one,
        REACTION,
        ruling,
        lambda form: answering.note_reaction(one, reaction=form.typed["reaction"], **_now(request, form)),
        texts={"reaction": one.reaction},
    )


@serving
def withdraw(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Note that the objector takes it back."""
    one = objection_of(unit, pk)
    return _done(
        request,
        unit,
        one,
        WITHDRAW,
        may_become(_S(one.status), _S.WITHDRAWN),
        lambda form: objecting.withdraw_objection(one, reason=form.typed["reason"], **_now(request, form)),
    )


def kind_of(form: Form, default: FileKind) -> FileKind:
    """What a file is for, as it was ticked."""
    named = form.typed.get("kind", "")
    return FileKind(named) if named in set(FileKind) else default


@keeping
def add_file(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Put a file to the objection: the letter of a proxy, a scanned form, a proof."""
    one = objection_of(unit, pk)

    def act(form: Form) -> None:
        files = _sent(request, unit)
        if not files:
            raise BadFields({"berkas": say("Pilih berkasnya.")})
        at: datetime = timezone.now()
        objecting.add_file(one, files[0], kind_of(form, FileKind.ATTACHMENT), by=person(request), at=at)

    texts = {"kind": FileKind.PROXY.value if objecting.lacks_proxy(one) else FileKind.ATTACHMENT.value}
    return _done(request, unit, one, FILE, allow(), act, texts=texts, has_files=True)
