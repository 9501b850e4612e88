"""The steps of a dispute, each on a page: its file is opened, it moves on, its days are noted."""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terbuka.models import Dispute, DisputeStep, WorkUnit
from terbuka.rules.language import say
from terbuka.rules.register.disputes import (
    ENDED,
    IN_COURTS,
    NEXT,
    OUTCOME_WORDS,
    STATUS_WORDS,
    STEP_WORDS,
    DisputeStatus,
    DisputeStepKind,
)
from terbuka.rules.register.post import FILE_WORDS, FileKind
from terbuka.rules.ruling import Ruling, allow, refuse
from terbuka.services.register import bringing, disputedays, disputing
from terbuka.services.units import BadFields
from terbuka.web.access import person
from terbuka.web.register.case_doors import dispute_of, href, keeping, objection_of, subject_of
from terbuka.web.register.disputes import moving
from terbuka.web.register.objection_steps import kind_of
from terbuka.web.register.objections import disputing as may_open
from terbuka.web.register.stepping import Step, stepped
from terbuka.web.sending import sent_file
from terbuka.web.units.forms import Entry, Form, day_of

_S = DisputeStatus
TEMPLATE = "register/objection_step.html"
_DAYS = frozenset(
    ("filed_on", "registered_on", "decided_on", "decision_received_on", "order_due_on", "obeyed_on", "on")
)
HEAD = (
    Entry(
        "commission",
        gettext_lazy("Komisi Informasi"),
        gettext_lazy("Contoh: Komisi Informasi Provinsi Jawa Timur."),
    ),
    Entry("commission_number", gettext_lazy("Nomor register sengketa"), gettext_lazy("Bila sudah ada.")),
    Entry("subject", gettext_lazy("Pokok sengketa"), gettext_lazy("Satu kalimat, tanpa nama orang.")),
    Entry("filed_on", gettext_lazy("Diajukan pemohon pada"), "", "date"),
    Entry(
        "representative", gettext_lazy("Wakil badan publik"), gettext_lazy("Nama dan jabatan penerima kuasa.")
    ),
    Entry("mediator", gettext_lazy("Mediator"), gettext_lazy("Bila ada mediasi.")),
)
FIELDS: dict[str, Entry] = {
    "commission_number": Entry("commission_number", gettext_lazy("Nomor register sengketa")),
    "registered_on": Entry(
        "registered_on",
        gettext_lazy("Tanggal akta registrasi"),
        gettext_lazy("Sejak hari ini waktu Komisi Informasi dihitung."),
        "date",
    ),
    "decision_number": Entry("decision_number", gettext_lazy("Nomor putusan")),
    "decided_on": Entry("decided_on", gettext_lazy("Dibacakan pada"), "", "date"),
    "decision_received_on": Entry(
        "decision_received_on",
        gettext_lazy("Salinan putusan diterima pada"),
        gettext_lazy("Sejak hari ini waktu upaya hukum dihitung."),
        "date",
    ),
    "outcome": Entry(
        "outcome",
        gettext_lazy("Hasil"),
        "",
        "choice",
        tuple((key.value, word) for key, word in OUTCOME_WORDS.items()),
    ),
    "decision": Entry(
        "decision", gettext_lazy("Amar putusan"), gettext_lazy("Salin bunyi amarnya."), "textarea"
    ),
    "order": Entry(
        "order",
        gettext_lazy("Yang harus dilaksanakan"),
        gettext_lazy("Apa yang harus diberikan atau dihentikan. Kosongkan bila tidak ada."),
        "textarea",
    ),
    "order_due_on": Entry("order_due_on", gettext_lazy("Dilaksanakan paling lambat"), "", "date"),
    "obeyed_on": Entry(
        "obeyed_on",
        gettext_lazy("Dilaksanakan pada"),
        gettext_lazy("Wajib bila ada yang harus dilaksanakan; lampirkan dahulu buktinya sebagai berkas."),
        "date",
    ),
}
SESSION = (
    Entry(
        "on", gettext_lazy("Hari"), gettext_lazy("Sidang atau pertemuan pertamanya. Boleh kosong."), "date"
    ),
    Entry("hour", gettext_lazy("Jam"), gettext_lazy("Contoh: 10.30. Boleh kosong.")),
    Entry("place", gettext_lazy("Tempat"), gettext_lazy("Alamat ruang sidang, atau tautan sidang daring.")),
)
DAY = (
    Entry(
        "kind",
        gettext_lazy("Acara"),
        "",
        "choice",
        tuple((key.value, word) for key, word in STEP_WORDS.items()),
    ),
    *SESSION,
    Entry("attended", gettext_lazy("Yang hadir"), gettext_lazy("Wakil badan publik; isi sesudahnya.")),
    Entry("result", gettext_lazy("Hasil"), gettext_lazy("Isi sesudah acaranya selesai."), "textarea"),
)
_KINDS = tuple(
    (one.value, FILE_WORDS[one])
    for one in (FileKind.LETTER, FileKind.EVIDENCE, FileKind.PROOF, FileKind.PROXY)
)


def hour_of(text: str) -> time | None:
    """The hour in a field, as 10.30 or 10:30; None for nothing. Raises BadFields."""
    try:
        return time.fromisoformat(text.strip().replace(".", ":").zfill(5)) if text.strip() else None
    except ValueError:
        raise BadFields({"hour": say("Tulis jamnya seperti 10.30.")}) from None


def values_of(form: Form) -> dict[str, Any]:
    """What was typed as services take it. Raises BadFields."""
    values: dict[str, Any] = dict(form.typed)
    for name in _DAYS & values.keys():
        values[name] = day_of(name, values[name])
    if "hour" in values:
        values["hour"] = hour_of(values["hour"])
    return values


def _now(request: HttpRequest, form: Form) -> dict[str, Any]:
    return {"expected": form.version, "by": person(request), "at": timezone.now()}


def _done(
    request: HttpRequest,
    unit: WorkUnit,
    one: Dispute,
    step: Step,
    ruling: Ruling,
    act: Callable[[Form], object],
    *,
    texts: Mapping[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    to = href("dispute", one)
    told = {"subject": one.subject, "back": to, "head": one.number, **more}
    return stepped(request, unit, one, step, ruling, act, texts=texts, to=to, **told)


@keeping
def dispute_new(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Open the file of a dispute over this objection."""
    one, made = objection_of(unit, pk), list[Dispute]()
    step = Step(
        _("Buka berkas sengketa"),
        _("Objek sengketa, permohonan, dan keberatannya ditahan dari pemusnahan selama sengketa berjalan."),
        _("Buka berkas"),
        HEAD,
        template=TEMPLATE,
    )

    def act(form: Form) -> None:
        made.append(disputing.begin_dispute(one, values=values_of(form), **_now(request, form)))

    ruling = may_open(one, timezone.now())
    texts = {"subject": subject_of(one)}
    back = href("objection", one)
    told = {"subject": subject_of(one), "back": back, "head": one.number}
    answer = stepped(request, unit, one, step, ruling, act, texts=texts, to=back, **told)
    if made:
        answer["Location"] = href("dispute", made[0])
    return answer


@keeping
def dispute_edit(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Correct the head of the file."""
    one = dispute_of(unit, pk)
    entries = (*HEAD, FIELDS["registered_on"])
    step = Step(
        _("Ubah isian sengketa"), _("Waktu Komisi Informasi dihitung ulang bila tanggalnya berubah."),
        _("Simpan"), entries, template=TEMPLATE,
    )  # fmt: skip
    texts = {entry.name: str(getattr(one, entry.name) or "") for entry in entries}
    return _done(
        request,
        unit,
        one,
        step,
        allow(),
        lambda form: disputing.save_dispute(one, values=values_of(form), **_now(request, form)),
        texts=texts,
    )


@keeping
def dispute_move(request: HttpRequest, unit: WorkUnit, pk: int, to: str) -> HttpResponse:
    """Take it to its next state, with what that state asks."""
    one, wanted = dispute_of(unit, pk), _state(to)
    needs = disputing.needs_of(wanted)
    entries = (*(FIELDS[name] for name in needs.fields), *(SESSION if needs.has_session else ()))
    step = Step(
        _("Catat: %(state)s") % {"state": STATUS_WORDS[wanted]},
        _("Sengketa, keberatan, dan permohonannya berakhir bersama.")
        if wanted in ENDED
        else _("Batas waktunya dihitung ulang dari tahap ini."),
        _("Simpan"),
        entries,
        is_grave=wanted is _S.WITHDRAWN,
        template=TEMPLATE,
    )
    names = {entry.name for entry in SESSION}

    def act(form: Form) -> None:
        typed = values_of(form)
        session = {name: typed[name] for name in names if name in typed}
        values = {name: value for name, value in typed.items() if name not in names}
        opening = session if session.get("on") else None
        disputing.move_dispute(one, to=wanted, values=values, session=opening, **_now(request, form))

    ruling = moving(one, wanted) if wanted in NEXT[_S(one.status)] else _not_from_here(one, wanted)
    texts = {name: str(getattr(one, name) or "") for name in needs.fields}
    return _done(request, unit, one, step, ruling, act, texts=texts)


def _not_from_here(one: Dispute, wanted: DisputeStatus) -> Ruling:
    return disputing.may_become(_S(one.status), wanted)


def _state(named: str) -> DisputeStatus:
    """The state in an address. Raises Http404."""
    try:
        return _S(named.replace("-", "_"))
    except ValueError:
        raise Http404 from None


@keeping
def dispute_decision(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Keep the decision of a court."""
    one = dispute_of(unit, pk)
    entries = tuple(FIELDS[name] for name in disputing.needs_of(_S.DECIDED).fields)
    step = Step(
        _("Catat putusan pengadilan"), _("Sejak salinannya diterima, waktu upaya hukum berikutnya berjalan."),
        _("Simpan putusan"), entries, template=TEMPLATE,
    )  # fmt: skip
    is_there = _S(one.status) in IN_COURTS
    ruling = (
        allow() if is_there else refuse(say("Putusan pengadilan dicatat selama perkara ada di pengadilan."))
    )
    return _done(
        request,
        unit,
        one,
        step,
        ruling,
        lambda form: disputing.record_decision(one, values=values_of(form), **_now(request, form)),
    )


@keeping
def dispute_step_new(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Put a day into the calendar."""
    one = dispute_of(unit, pk)
    step = Step(
        _("Tambah acara"), _("Panggilan, sidang, mediasi, atau putusan; masuk ke kalender sengketa."),
        _("Simpan acara"), DAY, template=TEMPLATE,
    )  # fmt: skip
    return _done(
        request,
        unit,
        one,
        step,
        allow(),
        lambda form: disputedays.add_step(one, values=values_of(form), by=person(request), at=timezone.now()),
        texts={"kind": DisputeStepKind.SUMMONS.value},
    )


@keeping
def dispute_step(request: HttpRequest, unit: WorkUnit, pk: int, step: int) -> HttpResponse:
    """Correct a day, or write what came of it."""
    one = dispute_of(unit, pk)
    found = DisputeStep.objects.filter(dispute=one, pk=step).first()
    if found is None:
        raise Http404
    found.dispute = one
    page = Step(
        _("Ubah acara"), _("Isi siapa yang hadir dan hasilnya sesudah acara selesai."), _("Simpan acara"),
        DAY, template=TEMPLATE,
    )  # fmt: skip
    texts = {entry.name: str(getattr(found, entry.name) or "") for entry in DAY}
    texts["hour"] = f"{found.hour:%H.%M}" if found.hour else ""
    return _done(
        request,
        unit,
        one,
        page,
        allow(),
        lambda form: disputedays.save_step(found, values=values_of(form), **_now(request, form)),
        texts=texts,
    )


@keeping
def dispute_file_new(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Put a file to the dispute."""
    one = dispute_of(unit, pk)
    entries = (
        Entry("title", gettext_lazy("Judul"), gettext_lazy("Seperti dibaca di daftar bukti.")),
        Entry("kind", gettext_lazy("Untuk apa"), "", "choice", _KINDS),
    )
    step = Step(
        _("Tambah berkas"), _("Surat Komisi Informasi, bukti, atau bukti pelaksanaan; masuk bundel bukti."),
        _("Simpan berkas"), entries, template=TEMPLATE,
    )  # fmt: skip

    def act(form: Form) -> None:
        by, at = person(request), timezone.now()
        file = sent_file(request, unit, by=by, at=at)
        if file is None:
            raise BadFields({"berkas": say("Pilih berkasnya.")})
        kind = kind_of(form, FileKind.EVIDENCE)
        bringing.add_file(one, file, kind=kind, title=form.typed["title"], by=by, at=at)

    texts = {"kind": FileKind.EVIDENCE.value}
    return _done(request, unit, one, step, allow(), act, texts=texts, has_files=True)
