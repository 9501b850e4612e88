"""What is written in a case: to the applicant, with ready answers; for colleagues; what was handed over."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terbuka.models import ReplyTemplate, WorkUnit
from terbuka.rules.register.channels import CHANNEL_WORDS, Channel
from terbuka.rules.register.requests import RequestStatus, may_become
from terbuka.rules.ruling import allow
from terbuka.services.register.fulfilling import hand_over
from terbuka.services.register.processing import hear_applicant, reply, write_note
from terbuka.services.register.replies import filled, remove_reply, replies_of, save_reply
from terbuka.services.register.whatsapp import partner_of
from terbuka.web.access import person
from terbuka.web.register.doors import case_of, frame, reading, serving
from terbuka.web.register.stepping import Step, stepped
from terbuka.web.register.wording import DELIVERIES
from terbuka.web.sending import sent_file
from terbuka.web.units.forms import Entry, Form, opened, sent, tried

_S = RequestStatus
# How an officer spoke with the applicant; by mail and on the own page Terbuka writes itself.
_SPOKEN = (Channel.SYSTEM, Channel.TELEPHONE, Channel.DESK, Channel.WHATSAPP, Channel.LETTER)
FROM, TO = "dari", "kepada"
_MESSAGE = Step(
    _("Tulis kepada pemohon"),
    _("Pemohon membacanya di halaman permohonannya, dan lewat surel bila alamatnya ada."),
    _("Kirim"),
    (
        Entry(
            "way",
            _("Arah"),
            "",
            "choice",
            ((TO, _("Kepada pemohon")), (FROM, _("Dari pemohon (dicatat petugas)"))),
        ),
        Entry(
            "channel",
            _("Lewat"),
            _("Pilih Terbuka kecuali Anda sudah menyampaikannya sendiri."),
            "choice",
            tuple((one.value, CHANNEL_WORDS[one]) for one in _SPOKEN),
        ),
        Entry("body", _("Pesan"), "", "textarea"),
    ),
    template="register/step_message.html",
)
# Where Terbuka writes to WhatsApp itself, nobody has told it there already.
_CHAT_MESSAGE = replace(
    _MESSAGE,
    entries=tuple(
        replace(one, options=tuple(way for way in one.options if way[0] != Channel.WHATSAPP))
        for one in _MESSAGE.entries
    ),
)
_NOTE = Step(
    _("Catatan internal"),
    _("Hanya dibaca petugas satker ini; pemohon tidak pernah melihatnya."),
    _("Simpan catatan"),
    (Entry("body", _("Catatan"), "", "textarea"),),
)
_HAND_OVER = Step(
    _("Catat penyerahan"),
    _("Berita acara penyerahan mendapat nomor, dan pemohon diminta menyatakan sudah menerima."),
    _("Catat penyerahan"),
    (
        Entry(
            "given", _("Apa yang diserahkan"), _("Judul setiap dokumen, satu baris satu dokumen."), "textarea"
        ),
        Entry("count", _("Jumlah"), _("Contoh: 3 berkas PDF, 12 lembar.")),
        Entry("way", _("Cara menyerahkan"), "", "choice", DELIVERIES),
        Entry("recipient", _("Penerima"), _("Bila bukan pemohon sendiri.")),
        Entry("note", _("Catatan"), _("Misalnya bagian yang dihitamkan."), "textarea"),
    ),
)
REPLY = (
    Entry("title", _("Nama"), _("Untuk memilihnya. Contoh: Sedang dicarikan.")),
    Entry("body", _("Isi"), _("{nama}, {nomor}, dan {tenggat} diganti isi perkaranya."), "textarea"),
)


@serving
def case_message(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Write to the applicant, or note what the applicant said; `?jawaban=` begins with a ready answer."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()
    ready = replies_of(unit)
    chosen = next((one for one in ready if str(one.pk) == request.GET.get("jawaban", "")), None)
    key = request.POST.get("key", "")[:64] or uuid4().hex
    by_whatsapp = _by_whatsapp(case, at)

    def act(form: Form) -> object:
        file = sent_file(request, unit, by=by, at=at)
        form.file = file
        files = [file] if file else []
        channel = next((one for one in _SPOKEN if one.value == form.typed["channel"]), Channel.SYSTEM)
        body = form.typed["body"]
        if form.typed["way"] == FROM:
            return hear_applicant(case, body=body, files=files, channel=channel, by=by, at=at)
        return reply(case, body=body, files=files, channel=channel, key=key, by=by, at=at)

    texts = {"way": TO, "channel": Channel.SYSTEM.value, "body": filled(chosen, case) if chosen else ""}
    return stepped(
        request,
        unit,
        case,
        _MESSAGE if by_whatsapp["partner"] is None else _CHAT_MESSAGE,
        allow(),
        act,
        texts=texts,
        ready=ready,
        chosen=chosen,
        key=key,
        has_files=True,
        **by_whatsapp,
    )


def _by_whatsapp(case: Any, at: datetime) -> dict[str, Any]:
    """Whether what is written also leaves by WhatsApp, and how."""
    partner = partner_of(case)
    is_open = partner is not None and partner.is_open(at)
    return {"partner": partner, "is_window_open": is_open}


@serving
def case_note(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """A note for colleagues alone."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()
    return stepped(
        request,
        unit,
        case,
        _NOTE,
        allow(),
        lambda form: write_note(case, body=form.typed["body"], by=by, at=at),
    )


@serving
def case_hand_over(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Hand the information over, with minutes."""
    case, by, at = case_of(unit, pk), person(request), timezone.now()
    given = [one.public.title for one in _given(case) if one.public]
    given += [
        one.title for one in case.files.filter(kind="answer", removed_at=None).exclude(released_at=None)
    ]
    texts = {"given": "\n".join(given), "way": case.delivery}
    status = _S(case.status)
    return stepped(
        request,
        unit,
        case,
        _HAND_OVER,
        allow() if status is _S.OBJECTED else may_become(status, _S.FULFILLED),
        lambda form: hand_over(case, values=form.typed, expected=form.version, by=by, at=at),
        texts=texts,
    )


def _given(case: Any) -> list[Any]:
    notice = getattr(case, "notice", None) if case.decided_at else None
    return list(notice.publications.select_related("public")) if notice else []


@reading
def replies(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The ready answers of the office."""
    return render(request, "register/replies.html", frame(unit, rows=replies_of(unit)))


@serving
def reply_new(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Keep a new ready answer."""
    return _reply(request, unit, None)


@serving
def reply_edit(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Change a ready answer, or with `act=hapus` take it off the list."""
    found = ReplyTemplate.objects.filter(unit=unit, pk=pk, removed_at=None).first()
    if found is None:
        raise Http404
    return _reply(request, unit, found)


def _texts(row: ReplyTemplate | None) -> dict[str, str]:
    return {"title": row.title, "body": row.body} if row else {}


def _reply(request: HttpRequest, unit: WorkUnit, row: ReplyTemplate | None) -> HttpResponse:
    by, at = person(request), timezone.now()
    if request.method == "POST" and request.POST.get("act") == "hapus" and row:
        remove_reply(row, by=by, at=at)
        return redirect("replies", unit.slug)
    if request.method == "POST":
        form = sent(request, REPLY)
        if tried(
            form,
            lambda: save_reply(unit, row, form.typed, expected=form.version, by=by, at=at),
            lambda now: _texts(now),
        ):
            return redirect("replies", unit.slug)
    else:
        form = opened(request, REPLY, _texts(row), row.version if row else 0)
    status = 409 if form.now is not None else 400 if form.faults else 200
    return render(request, "register/reply.html", frame(unit, form=form, row=row), status=status)
