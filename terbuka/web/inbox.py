"""The inbox: what a person was told, unread first; opening a message marks it by a form, never by a link."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache

from terbuka.models import Account, Notification
from terbuka.models.notify import NotificationSet
from terbuka.rules.notify import KIND_WORDS, Kind
from terbuka.rules.notifywords import Words, words_of
from terbuka.services import notify
from terbuka.web.access import person, signed_in

A_PAGE = 25
_UNDO = "batal"


@dataclass(frozen=True, slots=True)
class Message:
    """One notification as the page shows it."""

    row: Notification
    words: Words


def _message(row: Notification) -> Message:
    return Message(row, words_of(Kind(row.kind), row.payload))


def _mine(request: HttpRequest) -> NotificationSet:
    return Notification.objects.filter(account=person(request)).select_related("unit")


def _chosen(fields: QueryDict) -> Kind | None:
    """The kind that the address asks for; None for all."""
    wish = fields.get("jenis", "")
    return Kind(wish) if wish in set(Kind) else None


@never_cache
@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """All that a person was told; a button marks what is shown as read, another takes that back."""
    if request.method == "POST":
        return _marked(request)
    chosen, mine = _chosen(request.GET), _mine(request)
    kinds = _kinds(person(request))
    listed = mine.filter(kind=chosen.value) if chosen else mine
    # Unread first; among the read the newest, not the one read last.
    unread, read = listed.filter(read_at=None), listed.exclude(read_at=None).order_by("-created_at", "-id")
    rows: Any = _Messages(unread, read)
    page: Page[Message] = Paginator(rows, A_PAGE).get_page(request.GET.get("hal"))
    marked_at = _moment(request.GET.get("dibaca", ""))
    context: dict[str, Any] = {
        "section": "inbox",
        "page": page,
        "chosen": chosen.value if chosen else "",
        "kinds": [(kind.value, KIND_WORDS[kind], kinds[kind]) for kind in Kind if kind in kinds],
        "unread": unread.count(),
        "unread_everywhere": sum(count for count in kinds.values()),
        "marked": mine.filter(read_at=marked_at).count() if marked_at else 0,
        "marked_at": marked_at.isoformat() if marked_at else "",
    }
    return render(request, "inbox/inbox.html", context)


class _Messages:
    """Unread messages, then read ones, as one list for the paginator."""

    def __init__(self, unread: NotificationSet, read: NotificationSet) -> None:
        self._unread, self._read = unread, read
        self._first = unread.count()

    def count(self) -> int:
        return self._first + self._read.count()

    def __getitem__(self, part: slice) -> list[Message]:
        rows = list(self._unread[part])
        start, stop = max(part.start - self._first, 0), max(part.stop - self._first, 0)
        return [_message(row) for row in [*rows, *self._read[start:stop]]]


def _kinds(account: Account) -> dict[Kind, int]:
    """The kinds that this person was ever told of, with how many are unread."""
    rows = Notification.objects.filter(account=account).order_by().values_list("kind")
    return {Kind(kind): n for kind, n in rows.annotate(n=Count("id", filter=Q(read_at=None)))}


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


def _here(chosen: Kind | None, **more: str) -> str:
    query = QueryDict(mutable=True)
    query.update({"jenis": chosen.value} if chosen else {})
    query.update(more)
    return f"{reverse('inbox')}?{query.urlencode()}" if query else reverse("inbox")


def _marked(request: HttpRequest) -> HttpResponse:
    """Mark all that the filter shows as read, or take that back; then the list again."""
    by, at, chosen = person(request), timezone.now(), _chosen(request.POST)
    if request.POST.get("act") == _UNDO:
        read_at = _moment(request.POST.get("dibaca", ""))
        if read_at:
            notify.mark_unread(read_at=read_at, by=by, at=at)
        return redirect(_here(chosen))
    shown = _mine(request).filter(kind=chosen.value) if chosen else _mine(request)
    if not notify.mark_all_read(shown, by=by, at=at):
        return redirect(_here(chosen))
    return redirect(_here(chosen, dibaca=at.isoformat()))


@never_cache
@signed_in
def inbox_open(request: HttpRequest, pk: int) -> HttpResponse:
    """One message in full, where letters lead; its button marks it as read and goes to what it is about."""
    row: Notification = get_object_or_404(_mine(request), pk=pk)
    if request.method == "POST":
        notify.mark_read(row, by=person(request), at=timezone.now())
        return redirect(row.path)
    context = {"section": "inbox", "message": _message(row), "word": KIND_WORDS[Kind(row.kind)]}
    return render(request, "inbox/message.html", context)
