"""What an applicant does on the own page: complete, write, take back, confirm, rate, object."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from terbuka.models import InformationRequest
from terbuka.rules.language import Phrase, say
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.post import FileKind, MessageKind
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services.register.fulfilling import confirm_receipt, rate
from terbuka.services.register.objecting import file_objection, withdraw_objection
from terbuka.services.register.processing import hear_applicant
from terbuka.services.register.registering import complete_request, withdraw_request
from terbuka.services.register.taking import bring_files, keep_scan
from terbuka.services.units import BadFields
from terbuka.web.asking.arriving import brought
from terbuka.web.asking.case import Tried, completion_names, shown
from terbuka.web.asking.door import Case, is_over, opened_by_code
from terbuka.web.asking.fields import entries_of, parts_of

# What one address may do in an hour, and how soon the same words again are the same message.
ACTS, TWICE = (60, 3600), timedelta(minutes=10)

type Done = str


def _tried(request: HttpRequest, case: Case, form: str, act: Callable[[], Done]) -> HttpResponse:
    """Do it and lead back to the page; where it cannot be, the page with the typed text and the reason."""
    typed = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in request.POST}
    chosen = tuple(request.POST.getlist("alasan"))
    faults: dict[str, Phrase] = {}
    if is_over(request, "act", ACTS):
        faults = {"": say("Terlalu sering dari jaringan Anda. Tunggu sebentar, lalu kirim lagi.")}
        return shown(request, case, Tried(form, typed, chosen, faults), status=429)
    try:
        return redirect(f"{reverse('case_page', args=[case.code])}{act()}")
    except BadFields as fault:
        faults = fault.fields
    except BadInput as fault:
        faults = {"": fault.phrase}
    except Refused as refusal:
        faults = {"": refusal.ruling.reason or say("Ini tidak dapat dilakukan sekarang.")}
    case.refresh_from_db()
    return shown(request, case, Tried(form, typed, chosen, faults), status=400)


def _request(case: Case) -> InformationRequest:
    """The request, for acts that only a request knows. Raises BadInput for an objection."""
    if not isinstance(case, InformationRequest):
        raise BadInput(say("Ini tidak dapat dilakukan pada keberatan."))
    return case


@require_POST
@opened_by_code
def case_complete(request: HttpRequest, case: Case) -> HttpResponse:
    """Complete what lacks; where nothing lacks any more, the request is registered at once."""

    def act() -> Done:
        asked, now = _request(case), timezone.now()
        _lacks, names = completion_names(asked)
        entries = [one for one in entries_of(parts_of(needs_identity=True)) if one.name in names]
        typed = {one.name: request.POST.get(one.name, "").strip() for one in entries}
        before = {"details": asked.details, "purpose": asked.purpose}
        values = {name: text for name, text in typed.items() if text and text != before.get(name)}
        came = brought(request, asked.unit, at=now)
        if not (values or came.files or came.scan):
            raise BadInput(say("Isi yang kurang lebih dahulu."))
        if came.files:
            bring_files(asked, files=came.files, at=now)
        if came.scan:
            keep_scan(asked, scan=came.scan, at=now)
        row = complete_request(asked, values=values, by=None, at=now)
        told = f"&tertolak={came.refused}" if came.refused else ""
        return f"?selesai={'belum-lengkap' if row.lacking else 'lengkap'}{told}"

    return _tried(request, case, "lengkapi", act)


@require_POST
@opened_by_code
def case_write(request: HttpRequest, case: Case) -> HttpResponse:
    """Write to the office; the same words pressed twice are one message."""

    def act() -> Done:
        now, words = timezone.now(), request.POST.get("pesan", "").replace("\r\n", "\n")
        said = case.messages.filter(kind=MessageKind.FROM_APPLICANT.value, at__gte=now - TWICE)
        if not request.FILES and said.filter(body=words.strip()).exists():
            return "?selesai=pesan#pesan"
        came = brought(request, case.unit, at=now)
        files = [file for file, _kind in came.files]
        if isinstance(case, InformationRequest):
            hear_applicant(case, body=words, files=files, channel=Channel.WEB, at=now)
        else:
            hear_applicant(case, body=words, files=files, channel=Channel.WEB, at=now)
        told = f"&tertolak={came.refused}" if came.refused else ""
        return f"?selesai=pesan{told}#pesan"

    return _tried(request, case, "pesan", act)


@require_POST
@opened_by_code
def case_withdraw(request: HttpRequest, case: Case) -> HttpResponse:
    """Take the request or the objection back."""

    def act() -> Done:
        reason, now = request.POST.get("sebab", ""), timezone.now()
        if isinstance(case, InformationRequest):
            withdraw_request(case, reason=reason, by=None, at=now)
        else:
            withdraw_objection(case, reason=reason, by=None, at=now)
        return "?selesai=cabut"

    return _tried(request, case, "cabut", act)


@require_POST
@opened_by_code
def case_confirm(request: HttpRequest, case: Case) -> HttpResponse:
    """Say that the information arrived."""

    def act() -> Done:
        confirm_receipt(_request(case), by=None, at=timezone.now())
        return "?selesai=terima"

    return _tried(request, case, "terima", act)


@require_POST
@opened_by_code
def case_rate(request: HttpRequest, case: Case) -> HttpResponse:
    """Rate the service; the last word counts."""

    def act() -> Done:
        said, words = request.POST.get("nilai", ""), request.POST.get("kesan", "")
        rating = int(said) if said.isdecimal() and len(said) == 1 else 0
        rate(_request(case), rating=rating, note_text=words, by=None, at=timezone.now())
        return "?selesai=nilai"

    return _tried(request, case, "nilai", act)


@require_POST
@opened_by_code
def case_object(request: HttpRequest, case: Case) -> HttpResponse:
    """Object to how the request was treated; leads to the objection's own page."""
    filed: list[str] = []

    def act() -> Done:
        asked, now = _request(case), timezone.now()
        values = {
            "grounds": request.POST.getlist("alasan"),
            "position": request.POST.get("posisi", ""),
            "wanted": request.POST.get("ingin", ""),
        }
        came = brought(request, asked.unit, at=now)
        files = [(file, FileKind.ATTACHMENT) for file, _kind in came.files]
        # How many there were when the form was shown: pressed twice, it is the same objection.
        nth = request.POST.get("ke", "")
        objection = file_objection(
            unit=asked.unit,
            request=asked,
            values=values,
            channel=Channel.WEB,
            key=f"web-{asked.pk}-{nth[:4] if nth.isdecimal() else 0}",
            files=files,
            by=None,
            at=now,
        )
        filed.append(objection.code)
        return ""

    response = _tried(request, case, "keberatan", act)
    return redirect(f"{reverse('case_page', args=[filed[0]])}?baru=1") if filed else response
