"""Letters by e-mail or WhatsApp: what waits for a place, read as text, and where an officer puts it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from terbuka.models import InboundMail, InformationRequest, Objection, WorkUnit
from terbuka.rules.inbound import AUTOMATIC_WORDS, InboundLetter, fault_words
from terbuka.rules.language import Phrase, say
from terbuka.rules.register.post import INBOUND_WORDS, InboundState
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services.files import open_blob
from terbuka.services.register.correspondence import (
    attach_letter,
    bring_letter_back,
    discard_letter,
    open_letter,
    pass_letter,
)
from terbuka.services.register.mailboxes import at_our_domain, mailbox_of, save_mailbox
from terbuka.services.register.post import letter_in
from terbuka.services.register.receiving import settings_of
from terbuka.services.register.sealing import mark_of
from terbuka.services.register.whatsapp import VIA as WHATSAPP
from terbuka.services.register.whatsapp import forms_of
from terbuka.services.units import BadFields
from terbuka.web.access import person
from terbuka.web.register.doors import frame, reading, rights_of, serving
from terbuka.web.units.forms import Entry, opened, sent, tried
from terbuka.web.words import Word, signed

A_PAGE = 40
_ADDRESS = (Entry("mailbox", _("Alamat surel layanan"), _("Contoh: ppid@kab-jombang.kpu.example"), "email"),)
MOST_SUGGESTED = 10
_S = InboundState
STATES = signed(
    INBOUND_WORDS,
    {
        _S.NEW: ("info", "circle-dashed"),
        _S.THREADED: ("success", "circle-check"),
        _S.OPENED: ("success", "circle-check"),
        _S.UNMATCHED: ("warning", "circle-help"),
        _S.AUTOMATIC: ("none", "clock"),
        _S.DISCARDED: ("none", "minus"),
        _S.REFUSED: ("danger", "circle-x"),
    },
)
# Groups of the list by the word in their address; the first is shown where none is named.
_GROUPS: dict[str, tuple[Promise, tuple[InboundState, ...]]] = {
    "": (_("Menunggu"), (_S.UNMATCHED, _S.REFUSED, _S.NEW)),
    "otomatis": (_("Surat otomatis"), (_S.AUTOMATIC,)),
    "selesai": (_("Sudah pada tempatnya"), (_S.THREADED, _S.OPENED)),
    "dibuang": (_("Dikesampingkan"), (_S.DISCARDED,)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A letter in the list."""

    mail: InboundMail
    word: Word
    warnings: list[Phrase]

    @property
    def is_chat(self) -> bool:
        """Did it come by WhatsApp?"""
        return self.mail.via == WHATSAPP


def _rows(unit: WorkUnit) -> Q:
    """Whose letters: the unit's own, and at the top those that name no unit."""
    return Q(unit=unit) | Q(unit=None) if unit.parent_id is None else Q(unit=unit)


@require_safe
@reading
def letters(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The letters of one group, the newest first; `?kelompok=` names it."""
    group = request.GET.get("kelompok", "")
    group = group if group in _GROUPS else ""
    found = InboundMail.objects.filter(_rows(unit))
    wanted = found.filter(state__in=[state.value for state in _GROUPS[group][1]])
    page: Page[InboundMail] = Paginator(wanted, A_PAGE).get_page(request.GET.get("hal"))
    counts: dict[str, int] = dict(found.order_by().values_list("state").annotate(Count("pk")))
    told = {
        "page": page,
        "rows": [Row(mail, STATES[_S(mail.state)], fault_words(mail.warning)) for mail in page],
        "group": group,
        "groups": [
            (
                word,
                f"?kelompok={name}" if name else "?",
                sum(counts.get(one, 0) for one in states),
                name == group,
            )
            for name, (word, states) in _GROUPS.items()
        ],
        "mailbox": mailbox_of(unit),
        "waiting": _sum(counts, _GROUPS[""][1]),
    }
    return render(request, "register/letters.html", frame(unit, **told))


def _sum(counts: Mapping[str, int], states: Iterable[InboundState]) -> int:
    return sum(counts.get(one.value, 0) for one in states)


def _mail(unit: WorkUnit, pk: int) -> tuple[InboundMail, InboundLetter | None]:
    """A letter of this unit, and what it says; None where its bytes are gone. Raises Http404."""
    rows = InboundMail.objects.filter(_rows(unit)).select_related(
        "blob", "unit", "settled_by", "became__request__unit", "became__objection__unit"
    )
    mail = get_object_or_404(rows, pk=pk)
    try:
        return mail, letter_in(mail)
    except (OSError, BadInput):
        return mail, None


@reading
def letters_address(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """The address at which the unit's letters arrive: for the PPID to set, for all of the office to see."""
    row = settings_of(unit)
    may_set = rights_of(request, unit).answer
    form = opened(request, _ADDRESS, {"mailbox": row.mailbox}, row.version)
    if request.method == "POST":
        if not may_set:
            raise PermissionDenied
        form, by, at = sent(request, _ADDRESS), person(request), timezone.now()
        expected = form.version if row.pk else None
        if tried(
            form,
            lambda: save_mailbox(unit, form.typed["mailbox"], expected=expected, by=by, at=at),
            lambda now: {"mailbox": now.mailbox},
        ):
            return redirect("letters", unit.slug)
    told = {"form": form, "may_set": may_set, "own": at_our_domain(unit)}
    status = 409 if form.now is not None else 400 if form.faults else 200
    return render(request, "register/letters_address.html", frame(unit, **told), status=status)


@require_safe
@reading
def letter(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """One letter, as text alone, with what may be done with it."""
    return _shown(request, unit, pk, {}, 200)


def _shown(
    request: HttpRequest, unit: WorkUnit, pk: int, faults: dict[str, Phrase], status: int
) -> HttpResponse:
    mail, said = _mail(unit, pk)
    state = _S(mail.state)
    case = (mail.became.request or mail.became.objection) if mail.became else None
    told = {
        "mail": mail,
        "said": said,
        "is_chat": mail.via == WHATSAPP,
        "word": STATES[state],
        "warnings": fault_words(mail.warning),
        "automatic": AUTOMATIC_WORDS[said.automatic] if said and said.automatic else None,
        "case_name": str(case) if case else "",
        "case_href": _href(case) if case else "",
        "waits": state in (_S.UNMATCHED, _S.AUTOMATIC),
        "may_discard": state in (_S.UNMATCHED, _S.AUTOMATIC, _S.REFUSED),
        "may_return": state is _S.DISCARDED,
        "rights": rights_of(request, unit),
        "suggested": _suggested(unit, mail),
        "faults": faults,
        "typed": request.POST,
    }
    return render(request, "register/letter.html", frame(unit, **told), status=status)


def _href(case: InformationRequest | Objection) -> str:
    name = "case" if isinstance(case, InformationRequest) else "objection"
    return reverse(name, args=[case.unit.slug, case.pk])


def _suggested(unit: WorkUnit, mail: InboundMail) -> list[InformationRequest]:
    """The sender's own requests, the newest first."""
    if not mail.sender:
        return []
    if mail.via == WHATSAPP:
        own = Q(applicant__mark=mark_of("", mail.sender)) | Q(applicant__phone__in=forms_of(mail.sender))
    else:
        own = Q(applicant__email__iexact=mail.sender)
    rows = InformationRequest.objects.filter(own, unit=unit)
    return list(rows.order_by("-received_at", "-pk")[:MOST_SUGGESTED])


@require_POST
@serving
def letter_place(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Put a letter in its place: `act` says which; back to the list, or to the letter with what to mend."""
    mail, said = _mail(unit, pk)
    act = request.POST.get("act", "")
    try:
        if said is None and act in ("perkara", "permohonan"):
            raise BadFields({"act": say("Berkas surat ini tidak ada lagi di server.")})
        place = _place(request, unit, mail, act)
    except BadFields as fault:
        return _shown(request, unit, pk, fault.fields, 400)
    except BadInput as fault:
        return _shown(request, unit, pk, {"act": fault.phrase}, 400)
    except Refused as refusal:
        reason = refusal.ruling.reason or say("Surat ini sudah pada tempatnya.")
        return _shown(request, unit, pk, {"act": reason}, 409)
    return redirect(place)


def _place(request: HttpRequest, unit: WorkUnit, mail: InboundMail, act: str) -> str:
    by, at = person(request), timezone.now()
    back = reverse("letters", args=[unit.slug])
    if act == "perkara":
        case = _case_named(unit, request.POST.get("nomor") or request.POST.get("pilih", ""))
        attach_letter(mail, case=case, by=by, at=at)
        return _href(case)
    if act == "permohonan":
        opened = open_letter(mail, unit=unit, by=by, at=at)
        return _href(opened.became.request) if opened.became and opened.became.request else back
    if act == "teruskan":
        pass_letter(mail, unit=_unit_named(request.POST.get("satker", "")), by=by, at=at)
    elif act == "buang":
        discard_letter(mail, reason=request.POST.get("alasan", ""), by=by, at=at)
    elif act == "kembalikan":
        bring_letter_back(mail, by=by, at=at)
    else:
        raise BadInput(say("Pilih apa yang dilakukan dengan surat ini."))
    return back


def _case_named(unit: WorkUnit, name: str) -> InformationRequest | Objection:
    """The case of this unit that an officer names by number, or chose from the sender's. Raises BadFields."""
    wish = " ".join(name.split())
    if wish.isdecimal() and len(wish) < 12:
        found: InformationRequest | Objection | None = InformationRequest.objects.filter(
            unit=unit, pk=int(wish)
        ).first()
    else:
        named = Q(unit=unit) & Q(number__iexact=wish) & ~Q(number="")
        found = InformationRequest.objects.filter(named).first() or Objection.objects.filter(named).first()
    if found is None:
        raise BadFields({"nomor": say("Tidak ada perkara satker ini dengan nomor itu.")})
    return found


def _unit_named(name: str) -> WorkUnit:
    wish = " ".join(name.split())
    named = Q(slug=wish.lower()) | Q(name__iexact=wish) | Q(short_name__iexact=wish)
    found = WorkUnit.objects.filter(named).first() if wish else None
    if found is None:
        raise BadFields(
            {
                "satker": say(
                    "Satker itu tidak ditemukan; tulis nama pendeknya di alamat, misalnya kpu-kab-jombang."
                )
            }
        )
    return found


@require_safe
@reading
def letter_file(request: HttpRequest, unit: WorkUnit, pk: int, number: int) -> HttpResponse:
    """A file of a letter, always to be kept and never shown by the browser; number 0 is the letter itself."""
    mail, said = _mail(unit, pk)
    if number == 0:
        try:
            with open_blob(mail.blob) as raw:
                ending = "json" if mail.via == WHATSAPP else "eml"
                return _download(raw.read(), f"surat-{mail.pk}.{ending}")
        except FileNotFoundError:
            raise Http404 from None
    if said is None or number > len(said.attachments):
        raise Http404
    one = said.attachments[number - 1]
    return _download(one.content, one.name)


def _download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Encoding": "identity",
        },
    )
