"""The people of a unit: who holds which role since when, invitations, and the page an invitation opens."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from terbuka.models import Account, Appointment, Invitation, OutboxMail, WorkUnit
from terbuka.models.notify import MailState
from terbuka.models.people import AppointmentSet, units_without_ppid
from terbuka.rules.language import Phrase
from terbuka.rules.people import ROLE_MEANINGS, ROLE_WORDS, Act, LinkState, Role, may_take_up
from terbuka.rules.ruling import BadInput, Refused
from terbuka.services import people as service
from terbuka.web.access import held, person, today_at, working
from terbuka.web.signin import enter

UNITS_A_PAGE = 40
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")


class InviteForm(forms.Form):
    """Whom to invite to which role, from when, by which decree. `roles` are keys and words."""

    email = forms.CharField(
        max_length=254, error_messages={"required": gettext_lazy("Tulis alamat surelnya.")}
    )
    name = forms.CharField(max_length=200, required=False)
    role = forms.ChoiceField(error_messages={"required": gettext_lazy("Pilih perannya.")})
    from_on = forms.DateField(input_formats=_DAYS)
    to_on = forms.DateField(input_formats=_DAYS, required=False)
    decree = forms.CharField(max_length=200, required=False)

    def __init__(self, data: Any, *, roles: Iterable[tuple[str, object]], today: date) -> None:
        # An empty mapping is a form sent empty, not a form still to be shown.
        super().__init__(data, initial={"from_on": today.isoformat()})
        self.fields["role"].choices = list(roles)  # type: ignore[attr-defined]


class TakeUpForm(forms.Form):
    """Name and password of a new account."""

    email = forms.CharField(max_length=254, required=False)
    name = forms.CharField(max_length=200, required=False)
    password = forms.CharField(max_length=200, strip=False, required=False)
    again = forms.CharField(max_length=200, strip=False, required=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One appointment as the list shows it."""

    held: Appointment
    word: Phrase
    may_manage: bool
    is_to_come: bool
    bounced_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """One open invitation as those see it who may manage it."""

    row: Invitation
    word: Phrase
    link: str
    is_open: bool
    is_returned: bool = False


def rows_of(appointments: AppointmentSet, roles: Iterable[Role], today: date) -> list[Row]:
    """Appointments for a list; those whose role is among `roles` may be managed."""
    given = set(roles)
    return [
        Row(
            one,
            ROLE_WORDS[Role(one.role)],
            Role(one.role) in given,
            one.from_on > today,
            one.account.wish.bounced_at if hasattr(one.account, "wish") else None,
        )
        for one in appointments.select_related("account__wish", "unit")
    ]


def invitations_of(unit: WorkUnit | None, roles: Iterable[Role], at: datetime) -> list[Open]:
    """Invitations of a place that nobody has taken up or back, those lapsed in the last week too."""
    waiting = Invitation.objects.filter(
        unit=unit,
        role__in=[role.value for role in roles],
        used_at=None,
        revoked_at=None,
        expires_at__gt=at - 7 * service.LIVES,
    )
    rows = list(waiting)
    written = OutboxMail.objects.filter(key__in=[service.letter_key(row) for row in rows])
    states = dict(written.values_list("key", "state"))
    return [_open(row, states.get(service.letter_key(row)), at) for row in rows]


def _open(row: Invitation, letter: str | None, at: datetime) -> Open:
    """An invitation; where no letter could be written, or none arrived, its link is to be handed over."""
    is_returned = letter == MailState.FAILED
    shows_link = letter is None or is_returned
    return Open(
        row,
        ROLE_WORDS[Role(row.role)],
        service.whole_link(service.link_of(row)) if shows_link else "",
        row.expires_at > at,
        is_returned,
    )


def attempt(form: forms.Form | None, act: Callable[[], object]) -> Phrase | None:
    """Do what a form asks. A fault goes beside its field, or is given back to stand above the form."""
    try:
        act()
    except service.BadField as fault:
        if form is None or fault.field not in form.fields:
            return fault.phrase
        form.add_error(fault.field, str(fault))
    except BadInput as fault:
        return fault.phrase
    except Refused as fault:
        return fault.ruling.reason
    return None


def invited(form: InviteForm, *, unit: WorkUnit | None, role: Role, by: Account, at: datetime) -> Invitation:
    """The invitation that a form which holds asks for."""
    typed = form.cleaned_data
    return service.invite(
        email=typed["email"],
        name=typed["name"],
        unit=unit,
        role=role,
        from_on=typed["from_on"],
        to_on=typed["to_on"],
        decree=typed["decree"],
        by=by,
        at=at,
    )


def say_invited(request: HttpRequest, invitation: Invitation) -> None:
    """Tell what happens next with the invitation."""
    if settings.MAIL_SERVER:
        messages.success(request, _("Undangan dikirim ke %(email)s.") % {"email": invitation.email})
    else:
        messages.success(
            request,
            _("Undangan untuk %(email)s sudah dibuat. Salin tautannya di bawah ini dan serahkan sendiri.")
            % {"email": invitation.email},
        )


def _form(request: HttpRequest, roles: list[Role], today: date) -> InviteForm:
    choices = [(role.value, f"{ROLE_WORDS[role]}: {ROLE_MEANINGS[role]}") for role in roles]
    kept = held(request) if request.method == "GET" else None
    data = {name: values[-1] for name, values in kept.items() if values} if kept else None
    return InviteForm(request.POST if request.method == "POST" else data, roles=choices, today=today)


@never_cache
@working()
def people(request: HttpRequest, unit: WorkUnit) -> HttpResponse:
    """Who holds which role here; those who may, invite."""
    by, today, now = person(request), today_at(unit), timezone.now()
    roles = service.roles_to_give(by, unit, on=today)
    form, fault = _form(request, roles, today), None
    if request.method == "POST":
        if not roles:
            raise PermissionDenied
        if form.is_valid():
            made: list[Invitation] = []
            role = Role(form.cleaned_data["role"])
            fault = attempt(form, lambda: made.append(invited(form, unit=unit, role=role, by=by, at=now)))
            if made:
                say_invited(request, made[0])
                return redirect("people", unit.slug)
    appointments = unit.appointments.all()
    standing = appointments.standing(today)
    rows = rows_of(standing, roles, today)
    context = {
        "unit": unit,
        "tab": "people",
        "rows": rows,
        "past": rows_of(appointments.exclude(pk__in=standing), [], today),
        "invitations": invitations_of(unit, roles, now),
        "manages": bool(roles),
        "form": form,
        "fault": fault,
        "has_mail": bool(settings.MAIL_SERVER),
        "has_ppid": any(row.held.role == Role.PPID for row in rows),
        "invites_ppid": Role.PPID in roles,
        "ppids": sum(row.held.role == Role.PPID for row in rows),
        "vacant": _vacant(request, unit, today),
    }
    is_faulty = request.method == "POST"
    return render(request, "people/people.html", context, status=422 if is_faulty else 200)


def _vacant(request: HttpRequest, unit: WorkUnit, today: date) -> Page[WorkUnit] | None:
    """Units below without a PPID, for who verifies them; None for everybody else."""
    if not person(request).units_where(Act.VERIFY, on=today).filter(parent=unit).exists():
        return None
    vacant = units_without_ppid(unit, on=today).order_by("region_code")
    return Paginator(vacant, UNITS_A_PAGE).get_page(request.GET.get("hal"))


@never_cache
@working(Act.MANAGE_PEOPLE)
def person_detail(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """One person at this unit: end the appointment, hand over a reset link, clear the second factor."""
    held_here = get_object_or_404(unit.appointments.select_related("account", "unit__parent"), pk=pk)
    return manage(request, held_here, back=reverse("people", args=[unit.slug]), frame="work.html")


@require_POST
@working(Act.MANAGE_PEOPLE)
def invitation_change(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Give an open invitation a new link, or take it back."""
    invitation = get_object_or_404(unit.invitations.select_related("unit__parent"), pk=pk)
    return change_invitation(request, invitation, back=reverse("people", args=[unit.slug]))


def change_invitation(request: HttpRequest, invitation: Invitation, *, back: str) -> HttpResponse:
    """Renew or revoke as the button says, then back to the list."""
    by, at = person(request), timezone.now()
    if request.POST.get("act") == "revoke":
        fault = attempt(None, lambda: service.revoke(invitation, by=by, at=at))
        done = _("Undangan untuk %(email)s dicabut; tautannya tidak berlaku lagi.")
    else:
        fault = attempt(None, lambda: service.renew(invitation, by=by, at=at))
        done = _("Undangan untuk %(email)s diperbarui; tautan lama tidak berlaku lagi.")
    if fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, done % {"email": invitation.email})
    return redirect(back)


def manage(request: HttpRequest, appointment: Appointment, *, back: str, frame: str) -> HttpResponse:
    """The page of one appointment, and what its buttons do. The caller has seen to it who may come."""
    by, now = person(request), timezone.now()
    unit, account = appointment.unit, appointment.account
    today = service.day_at(unit, now)
    may_end = Role(appointment.role) in service.roles_to_give(by, unit, on=today)
    helping = service.may_help(by, [account], on=today)[account.pk]
    fault, given, act = None, list[str | None](), request.POST.get("act")
    if act == "end":
        fault = attempt(None, lambda: service.end_appointment(appointment, by=by, at=now))
        if not fault:
            messages.success(
                request,
                _("Penugasan %(name)s diakhiri. Pekerjaannya tetap tercatat.") % {"name": account.name},
            )
            return redirect(back)
    elif act == "reset":
        fault = attempt(None, lambda: given.append(service.give_reset(account, by=by, at=now)))
    elif act == "factors":
        fault = attempt(None, lambda: service.clear_factors(account, by=by, at=now))
    context = {
        "frame": frame,
        "back": back,
        "unit": unit,
        "tab": "people",
        "held": appointment,
        "word": ROLE_WORDS[Role(appointment.role)],
        "is_standing": Appointment.objects.standing(today).filter(pk=appointment.pk).exists(),
        "may_end": may_end,
        "helping": helping,
        "fault": fault,
        "link": given[0] if given else None,
        "is_sent": given == [None],
        "until": now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        "is_cleared": act == "factors" and not fault,
    }
    return render(request, "people/person.html", context, status=422 if fault else 200)


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What an invitation's link opens: a new account, or one more role for an account that exists."""
    found = service.invitation_of(token)
    if found is None:
        return render(
            request,
            "people/invitation.html",
            {"spent": _("Tautan ini tidak lengkap atau salah salin.")},
            status=404,
        )
    row, is_newest = found
    now = timezone.now()
    state = service.state_of(row, at=now)
    if state is LinkState.USED and request.user.is_authenticated and row.account_id == request.user.pk:
        return redirect("desk")  # A second click on the button, or the back button.
    if state is LinkState.OPEN and not is_newest:
        state = LinkState.EXPIRED
    ruling = may_take_up(state)
    context: dict[str, Any] = {
        "row": row,
        "word": ROLE_WORDS[Role(row.role)],
        "meaning": ROLE_MEANINGS[Role(row.role)],
        "spent": ruling.reason,
        "is_used": state is LinkState.USED,
        "place": service.place_of(row.unit),
    }
    if not ruling:
        return render(request, "people/invitation.html", context, status=410)
    if request.user.is_authenticated:
        return _one_more_role(request, row, context, now)
    if row.email and Account.objects.filter(email=row.email).exists():
        context["sign_in"] = f"{reverse('account_login')}?next={quote(request.path)}"
        return render(request, "people/invitation.html", context)
    return _new_account(request, row, context, now)


def _one_more_role(
    request: HttpRequest, row: Invitation, context: dict[str, Any], at: datetime
) -> HttpResponse:
    """Who is signed in takes the role on, if the invitation is theirs."""
    by = person(request)
    context["is_mine"] = not row.email or row.email == by.email
    if request.method == "POST":
        fault = attempt(None, lambda: service.accept(row, by=by, at=at))
        if not fault:
            messages.success(request, _("Peran baru Anda sudah berlaku."))
            return redirect("desk")
        context["fault"] = fault
    return render(request, "people/invitation.html", context, status=422 if "fault" in context else 200)


def _new_account(
    request: HttpRequest, row: Invitation, context: dict[str, Any], at: datetime
) -> HttpResponse:
    """Name and password; then signed in at once."""
    form = TakeUpForm(request.POST or None, initial={"name": row.name})
    context["form"] = form
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if typed["password"] != typed["again"]:
            form.add_error("again", _("Kedua kata sandi tidak sama: ketik ulang."))
        else:
            made: list[Appointment] = []
            context["fault"] = attempt(
                form,
                lambda: made.append(
                    service.accept(
                        row,
                        name=typed["name"],
                        password=typed["password"],
                        email=typed["email"],
                        by=None,
                        at=at,
                    )
                ),
            )
            if made:
                return enter(request, made[0].account)
    return render(request, "people/invitation.html", context, status=422 if request.method == "POST" else 200)
