"""Sharing a publication: ready texts for each network, to be changed and copied; pictures, link and code.

Only what is public is shared: everything here says what stands on the public page already.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from terbuka.documents.qr import qr_svg
from terbuka.models import Publication, PublicationVersion, WorkUnit
from terbuka.rules.language import Phrase, speaking
from terbuka.rules.publishing import PublicationStatus
from terbuka.rules.sharing import (
    LONGEST,
    Network,
    Shared,
    share_address,
    share_text,
    tag_of,
    too_long,
    weight,
)
from terbuka.web import words
from terbuka.web.catalogue.doors import frame, handling, publication_of
from terbuka.web.drawn import answer_with
from terbuka.web.linked import absolute
from terbuka.web.tags import day

_SHAPES = {"persegi": True, "lebar": False}
_NAMES: dict[Network, tuple[str, Promise | str]] = {
    Network.WHATSAPP: ("WhatsApp", _("Buka WhatsApp dengan teks ini")),
    Network.INSTAGRAM: ("Instagram", ""),
    Network.X: ("X", _("Buka X dengan teks ini")),
    Network.FACEBOOK: ("Facebook", _("Buka Facebook dengan tautannya")),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it stands now. `address` opens the network with it; empty where none does."""

    key: str
    name: str
    button: Promise | str
    value: str
    length: int
    most: int
    fault: Phrase | None
    address: str


def short_link(publication: Publication) -> str:
    """The whole short address, as it is printed and posted."""
    return absolute(reverse("short", args=[publication.pk]))


def _shared(publication: Publication, version: PublicationVersion) -> Shared:
    unit = publication.unit
    link = short_link(publication)
    return Shared(version.title, version.summary, unit.short_name, link, tag_of(unit.short_name))


def _texts(request: HttpRequest, shared: Shared) -> list[Text]:
    """Each text, as it was typed or as it is ready."""
    made = []
    for network in Network:
        typed = request.POST.get(network.value, "").replace("\r\n", "\n").strip()
        value = typed or share_text(shared, network)
        name, button = _NAMES[network]
        made.append(
            Text(
                network.value,
                name,
                button,
                value,
                weight(value, network),
                LONGEST[network],
                too_long(value, network),
                share_address(network, value, shared.link),
            )
        )
    return made


def _is_public(publication: Publication) -> bool:
    return publication.status == PublicationStatus.PUBLIC and publication.public is not None


def _code(link: str) -> SafeString:
    return mark_safe(qr_svg(link))  # noqa: S308  squares alone, made of numbers


@handling
def publication_share(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The texts and pictures; sent back, the texts are counted anew and their links carry them."""
    publication = publication_of(unit, pk)
    told = {"publication": publication, "is_public": _is_public(publication)}
    status = 200
    if publication.public and told["is_public"]:
        shared = _shared(publication, publication.public)
        texts = _texts(request, shared)
        status = 400 if any(one.fault for one in texts) else 200
        told |= {
            "title": shared.title,
            "texts": texts,
            "link": shared.link,
            "code": _code(shared.link),
            # To be pasted beside the picture, whose words are Indonesian.
            "instead": f"Gambar bertuliskan {shared.title}, {unit.name}, dengan kode QR ke halamannya.",
            "is_counted": request.method == "POST",
        }
    return render(request, "outreach/share.html", frame(unit, **told), status=status)


@require_safe
@handling
def publication_share_picture(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """The picture for a post, `?bentuk=persegi` (1080 by 1080) or `lebar` (1200 by 630). Raises Http404."""
    publication, shape = publication_of(unit, pk), request.GET.get("bentuk", "persegi")
    version = publication.public
    if version is None or not _is_public(publication) or shape not in _SHAPES:
        raise Http404
    link = short_link(publication)
    with override("id"), speaking("id"):
        kind = str(words.CLASSES[version.information_class])
        below = f"{kind} · berubah {day(publication.changed_on)}\n{link.partition('://')[2]}"
    data = {
        "above": unit.name[:120],
        "heading": version.title[:220],
        "below": below,
        "code": qr_svg(link),
        "square": _SHAPES[shape],
    }
    answer = answer_with(request, "picture", data, caching="private, max-age=0, must-revalidate")
    if answer.status_code == 200:
        answer.headers["Content-Disposition"] = f'inline; filename="informasi-{pk}-{shape}.png"'
    return answer


@require_safe
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """From the short address to the publication, which says itself whether it is there."""
    return redirect("publication", pk, permanent=True)
