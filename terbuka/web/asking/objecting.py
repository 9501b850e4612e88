"""An objection without an earlier request: a unit does not provide what it must publish (ground b)."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from terbuka.models import RequiredItem, WorkUnit
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.language import Phrase, say
from terbuka.rules.register.channels import Channel
from terbuka.rules.register.objections import Ground
from terbuka.rules.ruling import Refused
from terbuka.services.register.objecting import file_objection
from terbuka.services.units import BadFields
from terbuka.web.asking import proof
from terbuka.web.asking.begin import unit_choice
from terbuka.web.asking.door import SENT, is_foreign, is_over, unkept
from terbuka.web.asking.fields import TRAP, WHO, filled_of
from terbuka.web.units.forms import Entry, Filled

_POSITION = Entry(
    "position", _("Apa yang tidak tersedia"), _("Sebut di mana Anda mencarinya dan kapan."), kind="textarea"
)
_WANTED = Entry("wanted", _("Apa yang Anda inginkan (boleh kosong)"), kind="textarea")
ENTRIES = (_POSITION, _WANTED, *WHO)


@dataclass(slots=True)
class Page:
    """One showing of the form: the unit, what it must publish, what was typed and what is wrong with it."""

    unit: WorkUnit
    items: list[RequiredItem]
    typed: dict[str, str]
    item: RequiredItem | None = None
    faults: dict[str, Phrase] = field(default_factory=dict)

    @property
    def fields(self) -> list[Filled]:
        """The fields with their texts."""
        return filled_of(ENTRIES, self.typed, self.faults)


def _page(request: HttpRequest, unit: WorkUnit) -> Page:
    items = list(RequiredItem.objects.binding(unit).filter(information_class=InformationClass.PERIODIC.value))
    sent = request.POST if request.method == "POST" else request.GET
    typed = {one.name: sent.get(one.name, "").replace("\r\n", "\n") for one in ENTRIES}
    chosen = next((one for one in items if one.code == sent.get("butir", "")), None)
    return Page(unit, items, typed, chosen)


@csrf_exempt
def objection_start(request: HttpRequest) -> HttpResponse:
    """Choose the unit, then say what it does not provide; leads to the objection's own page."""
    slug = request.POST.get("satker") or request.GET.get("satker", "")
    unit = WorkUnit.objects.open(timezone.localdate()).filter(slug=slug).first() if slug else None
    if unit is None:
        return unit_choice(request, "objection_start")
    page = _page(request, unit)
    if request.method != "POST" or is_foreign(request):
        return unkept(_form(request, page))
    return unkept(_filed(request, page))


def _form(request: HttpRequest, page: Page, *, status: int = 200) -> HttpResponse:
    text, ticket = proof.fresh(page.unit)
    shown: dict[str, Any] = {
        "section": "ask",
        "unit": page.unit,
        "page": page,
        "options": [(one.code, one.name) for one in page.items],
        "chosen": page.item.code if page.item else "",
        "ticket": text,
        "ticket_key": ticket.key,
        "bits": proof.BITS,
        "question": ticket.question,
        "trap": TRAP,
        "trapped": request.POST.get(TRAP, ""),
    }
    return render(request, "asking/object.html", shown, status=status)


def _filed(request: HttpRequest, page: Page) -> HttpResponse:
    """Take the objection in; whatever fails, the typed text stands there again."""
    ticket = proof.ticket_of(request.POST.get("tiket", ""), page.unit)
    if page.item is None:
        page.faults["butir"] = say("Pilih informasi yang tidak tersedia.")
    if request.POST.get(TRAP, ""):
        page.faults[TRAP] = say("Kosongkan isian ini.")
    if ticket is None or not proof.is_proven(
        ticket, request.POST.get("angka", ""), request.POST.get("jumlah", "")
    ):
        page.faults["jumlah"] = say("Jawabannya belum tepat. Ini pertanyaan yang baru.")
    if page.faults or ticket is None:
        return _form(request, page, status=400)
    if is_over(request, "sent", SENT):
        page.faults["jumlah"] = say("Terlalu sering dari jaringan Anda. Tunggu sebentar, lalu kirim lagi.")
        return _form(request, page, status=429)
    try:
        objection = file_objection(
            unit=page.unit,
            item=page.item,
            values={"grounds": [Ground.B.value], **page.typed},
            channel=Channel.WEB,
            key=ticket.key,
            by=None,
            at=timezone.now(),
        )
    except BadFields as fault:
        page.faults = dict(fault.fields)
    except Refused as refusal:
        page.faults = {"jumlah": refusal.ruling.reason or say("Ini tidak dapat dilakukan sekarang.")}
    else:
        return redirect(f"{reverse('case_page', args=[objection.code])}?baru=1")
    return _form(request, page, status=400)
