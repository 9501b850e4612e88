"""The official accounts of a unit: when each last posted, how that is known, and a note with its proof."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terbuka.models import Account, Event, SocialActivity, WorkUnit
from terbuka.rules.contacts import HANDLES
from terbuka.rules.language import Phrase
from terbuka.rules.limits import limit
from terbuka.rules.ruling import Refused
from terbuka.rules.social import Activity
from terbuka.services.catalogue.social import SocialAccount, accounts_of, history_of, note_post, undo_note
from terbuka.services.jobs import enqueue
from terbuka.web.access import person, today_at, working
from terbuka.web.catalogue.doors import frame, rights_of
from terbuka.web.sending import sent_file
from terbuka.web.units.forms import Entry, Form, day_of, number, opened, sent, tried
from terbuka.web.words import ACTIVITIES, NETWORKS

ENTRIES = (
    Entry("last_post_on", _("Tanggal unggahan terakhir"), _("Buka akunnya, lihat unggahan terbaru."), "date"),
    Entry("proof_url", _("Tautan unggahan itu"), _("Salin dari tombol Bagikan pada unggahannya."), "url"),
    Entry(
        "feed_url",
        _("Alamat umpan (boleh kosong)"),
        _("RSS atau Atom akun ini, bila ada; lalu tanggalnya dibaca sendiri setiap hari."),
        "url",
    ),
)
VERBS: dict[str, Promise] = {
    "by_hand": _("dicatat dengan tangan"),
    "looked": _("umpan dibaca"),
    "undo": _("catatan dibatalkan"),
}


@working()
def social(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Every account with its state; who collects or publishes may ask for a look now."""
    rights, today = rights_of(request, unit), today_at(unit)
    if request.method == "POST":
        if not rights.handle:
            raise PermissionDenied
        enqueue("look_social", unit.pk, queue="crawl", at=timezone.now())
        return redirect(f"{reverse('social', args=[unit.slug])}?diminta=1")
    accounts = accounts_of(unit, on=today)
    states = [one.state for one in accounts]
    told = frame(
        unit,
        accounts=[(one, NETWORKS[one.network], ACTIVITIES[one.state]) for one in accounts],
        active=states.count(Activity.ACTIVE),
        waiting=sum(state in (Activity.UNSEEN, Activity.COULD_NOT_LOOK) for state in states),
        has_feed=any(one.feed for one in accounts),
        days=limit("social.active", None, on=today).amount,
        rights=rights,
        asked="diminta" in request.GET,
    )
    return render(request, "outreach/social.html", told)


def _texts(row: SocialActivity | None) -> dict[str, str]:
    """The fields as a form shows them; the day alone where a person noted it."""
    if row is None:
        return {}
    day = row.last_post_on.isoformat() if row.last_post_on and row.is_by_hand else ""
    return {"last_post_on": day, "proof_url": row.proof_url, "feed_url": row.feed_url}


def _account(unit: WorkUnit, network: str) -> SocialAccount:
    """The account of the profile in a network. Raises Http404."""
    found = [one for one in accounts_of(unit, on=today_at(unit)) if one.network == network]
    if network not in HANDLES or not found:
        raise Http404
    return found[0]


@working()
def social_account(request: HttpRequest, unit: WorkUnit, network: str) -> HttpResponse:
    """One account: what is known and how, the form to note it, what happened before. Raises Http404."""
    rights, account = rights_of(request, unit), _account(unit, network)
    if request.method != "POST":
        form = opened(request, ENTRIES, _texts(account.row), account.row.version if account.row else 0)
        return _page(request, unit, account, form)
    if not rights.handle:
        raise PermissionDenied
    form = sent(request, ENTRIES)
    is_undo = request.POST.get("act") == "batalkan"
    if _undone(request, account, form) if is_undo else _noted(request, unit, account, form):
        mark = "dibatalkan" if is_undo else "tersimpan"
        return redirect(f"{reverse('social_account', args=[unit.slug, network])}?{mark}=1")
    return _page(request, unit, _account(unit, network), form)


def _noted(request: HttpRequest, unit: WorkUnit, account: SocialAccount, form: Form) -> bool:
    by, at = person(request), timezone.now()

    def save() -> None:
        form.file = sent_file(request, unit, by=by, at=at)
        note_post(
            unit,
            account.url,
            last_post_on=day_of("last_post_on", form.typed["last_post_on"]),
            proof_url=form.typed["proof_url"],
            proof_file=form.file,
            feed_url=form.typed["feed_url"],
            expected=form.version,
            by=by,
            at=at,
        )

    return _went_through(form, save)


def _undone(request: HttpRequest, account: SocialAccount, form: Form) -> bool:
    row, expected = account.row, number(request.POST.get("version", ""))
    form.typed = _texts(row)
    if row is None:
        return False
    return _went_through(
        form, lambda: undo_note(row, expected=expected, by=person(request), at=timezone.now())
    )


def _went_through(form: Form, act: Any) -> bool:
    try:
        return tried(form, act, _texts)
    except Refused as refusal:
        form.faults["berkas"] = refusal.ruling.reason or Phrase("", ())
        return False


def _page(request: HttpRequest, unit: WorkUnit, account: SocialAccount, form: Form) -> HttpResponse:
    """The page; 400 where something is to be mended, 409 where somebody else had saved."""
    row = account.row
    events = history_of(row) if row else []
    told = frame(
        unit,
        account=account,
        row=row,
        name=NETWORKS[account.network],
        state=ACTIVITIES[account.state],
        form=form,
        history=_history(events),
        may_undo=bool(events) and events[0].verb == "by_hand",
        rights=rights_of(request, unit),
        saved="tersimpan" in request.GET,
        undone="dibatalkan" in request.GET,
    )
    status = 409 if form.now is not None else 400 if form.faults else 200
    return render(request, "outreach/social_account.html", told, status=status)


def _history(events: list[Event]) -> list[tuple[Event, Promise | str, str]]:
    """Each event with its words and who did it; one query."""
    names = dict(Account.objects.filter(pk__in={one.by_id for one in events}).values_list("pk", "name"))
    return [(one, VERBS.get(one.verb, one.verb), names.get(one.by_id or 0, "")) for one in events]
