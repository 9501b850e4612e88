"""The verifier's queue: every unit below with its state, who is silent, and a heat table by group."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terbuka.models import Account, AssessmentRound, SelfAssessment
from terbuka.models.units import WorkUnitSet
from terbuka.rules.assessment import SaqStatus
from terbuka.rules.people import Act, Role, reach_of
from terbuka.rules.scorecard import ZERO, Number
from terbuka.web.access import person, signed_in
from terbuka.web.assessment.queue_rows import (
    SILENT,
    Found,
    Reach,
    Row,
    Sums,
    counts_by_state,
    groups,
    rounds_within,
    sums,
    weights,
)
from terbuka.web.charts import shown
from terbuka.web.tables import Cell, download
from terbuka.web.words import Word

A_PAGE = 50
STATES = {
    SILENT: Word(
        _("Belum mulai mengisi"), "danger", "circle-alert", _("Belum ada satu jawaban pun dari petugas.")
    ),
    SaqStatus.FILLING.value: Word(_("Mengisi"), "none", "circle-dashed"),
    SaqStatus.SUBMITTED.value: Word(_("Menunggu verifikasi"), "warning", "eye"),
    SaqStatus.VERIFIED.value: Word(_("Terverifikasi"), "success", "circle-check"),
    SaqStatus.ANNOUNCED.value: Word(_("Diumumkan"), "info", "circle-check"),
}
ORDERS = {
    "diam": _("Yang belum mulai mengisi dahulu"),
    "tunggu": _("Yang menunggu verifikasi dahulu"),
    "satker": _("Menurut wilayah"),
}


@dataclass(slots=True)
class Line:
    """One unit in the queue. `claimed` is its own score, exact; `heat` its share of each group's points."""

    row: Row
    address: str
    claimed: Fraction = ZERO
    marked: int = 0
    questions: int = 0
    heat: tuple["Heat", ...] = ()

    @property
    def name(self) -> str:
        """The unit, as a list calls it."""
        return self.row.short_name

    @property
    def word(self) -> Word:
        """The state as it is said."""
        return STATES[self.row.state]

    @property
    def score(self) -> str:
        """The claimed score as it is shown."""
        return str(Number(self.claimed))

    @property
    def progress(self) -> str:
        """How many answers are marked, of how many."""
        return f"{self.marked} / {self.questions}"


@dataclass(frozen=True, slots=True)
class Heat:
    """A cell of the heat table: the share earned in per cent, and one of five shades."""

    percent: int
    shade: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for."""

    text: str
    state: str
    order: str
    is_heat: bool

    @classmethod
    def of(cls, request: HttpRequest) -> "Filters":
        """Read from the address; what is not known is left out."""
        text = request.GET.get("q", "").replace("\0", "").strip()[:80]
        state, order = request.GET.get("keadaan", ""), request.GET.get("urut", "")
        return cls(
            text,
            state if state in STATES else "",
            order if order in ORDERS else "diam",
            request.GET.get("tampilan") == "kelompok",
        )


def may_verify_at_all(account: Account) -> bool:
    """Does this person hold any role that verifies?"""
    held = account.appointments.living(timezone.localdate()).values_list("role", flat=True)
    return any(reach_of(Role(role), Act.VERIFY) for role in held)


def reach_of_person(request: HttpRequest) -> WorkUnitSet:
    """The units that who asks may verify. Raises Http404 for who verifies none."""
    if not may_verify_at_all(person(request)):
        raise Http404
    return person(request).units_where(Act.VERIFY, on=timezone.localdate())


def _reach_and_rounds(request: HttpRequest) -> tuple[Reach | None, list[AssessmentRound]]:
    """Units in reach and the rounds that ask them, open ones first. Raises Http404 for who verifies none."""
    units = person(request).units_where(Act.VERIFY, on=timezone.localdate())
    try:
        reach = Reach(*units.order_by().values("pk").query.sql_with_params())
    except EmptyResultSet:
        reach = None
    rounds = rounds_within(reach) if reach else []
    if not rounds and not may_verify_at_all(person(request)):
        raise Http404
    return reach, rounds


def _heat(points: Fraction, weight: int) -> Heat:
    percent = int(points * 100 / weight)
    return Heat(percent, min(percent // 20 + 1, 5))


def lines(round_: AssessmentRound, rows: Sequence[Row], *, is_heat: bool) -> list[Line]:
    """The lines of these questionnaires: one query, or two, however many there are."""
    asked = [row.pk for row in rows]
    own = sums(asked, round_, is_marked=False)
    by_group = sums(asked, round_, is_marked=True, by_group=True) if is_heat else {}
    weight, of_group = weights(round_), Counter[str]()
    for code, group in groups(round_).items():
        of_group[group] += weight[code]
    before = reverse("verify_unit", args=[round_.slug, "-"]).removesuffix("-/")
    found = []
    for row in rows:
        mine = own.get((row.pk, ""), Sums())
        line = Line(
            row,
            f"{before}{row.slug}/",
            mine.points,
            mine.marked,
            mine.questions,
        )
        if is_heat:
            line.heat = tuple(
                _heat(by_group.get((row.pk, group), Sums()).points, n) for group, n in of_group.items()
            )
        found.append(line)
    return found


def _table(shown_lines: Sequence[Line]) -> list[tuple[str, str, str, str, str]]:
    """The cells of each line: address, name, badge, score, progress. Each state's badge is drawn once."""
    badges = {
        line.row.state: render_to_string("components/badge.html", {"word": line.word})
        for line in {line.row.state: line for line in shown_lines}.values()
    }
    return [
        (line.address, line.row.short_name, badges[line.row.state], line.score, line.progress)
        for line in shown_lines
    ]


def _chosen(request: HttpRequest, rounds: Sequence[AssessmentRound]) -> AssessmentRound | None:
    asked = request.GET.get("putaran", "")
    return next((one for one in rounds if one.slug == asked), rounds[0] if rounds else None)


def _shown(round_: AssessmentRound, reach: Reach, filters: Filters, number: str | None) -> dict[str, Any]:
    """What the page shows of a round."""
    today = timezone.localdate()
    counts = dict.fromkeys(STATES, 0) | counts_by_state(round_, reach, today)
    found = Found(round_, reach, filters.text, filters.state, filters.order, today)
    paginator: Any = Paginator(cast(Any, found), A_PAGE)
    if not filters.text:
        # Counted already; asking again would cost as much as the page itself.
        paginator.count = counts[filters.state] if filters.state else sum(counts.values())
    page: Page[Row] = paginator.get_page(number)
    shown_lines = lines(round_, list(page), is_heat=filters.is_heat)
    return {
        "page": page,
        "lines": shown_lines,
        "table": [] if filters.is_heat else _table(shown_lines),
        "counts": counts,
        "total": sum(counts.values()),
        "sent": sum(counts[one] for one in ("submitted", "verified", "announced")),
        "done": counts["verified"] + counts["announced"],
        "groups": [(letter, words) for letter, words in round_.definition["groups"].items()],
    }


def _runs_rounds(request: HttpRequest) -> bool:
    return person(request).holds(Role.NATIONAL_ADMINISTRATOR, on=timezone.localdate())


@signed_in
def queue(request: HttpRequest) -> HttpResponse:
    """Units to verify; filters, order and page live in the address."""
    (reach, rounds), filters = _reach_and_rounds(request), Filters.of(request)
    chosen = _chosen(request, rounds)
    shown_now = _shown(chosen, reach, filters, request.GET.get("hal")) if chosen and reach else {}
    return render(
        request,
        "verify/queue.html",
        {
            "section": "queue",
            "round": chosen,
            "runs_rounds": chosen is None and _runs_rounds(request),
            "round_choices": [(one.slug, one.name) for one in rounds],
            "filters": filters,
            "state_choices": [(key, word.label) for key, word in STATES.items()],
            "order_choices": list(ORDERS.items()),
            **shown_now,
        },
    )


HEAD = ("kode_wilayah", "satker", "keadaan", "nilai_sendiri", "ditandai", "butir", "dikirim")


@signed_in
def queue_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same list as a file, whole."""
    (reach, rounds), filters = _reach_and_rounds(request), Filters.of(request)
    chosen = _chosen(request, rounds)
    if chosen is None or reach is None:
        raise Http404
    rows_found = Found(chosen, reach, filters.text, filters.state, filters.order, timezone.localdate())
    found = lines(chosen, rows_found[:], is_heat=False)
    sent = dict(SelfAssessment.objects.filter(round=chosen).values_list("pk", "submitted_at"))
    rows: list[tuple[Cell, ...]] = [
        (
            line.row.region_code,
            line.row.name,
            str(line.word.label),
            shown(line.claimed),
            line.marked,
            line.questions,
            moment.isoformat(timespec="minutes") if (moment := sent[line.row.pk]) else "",
        )
        for line in found
    ]
    return download(kind, f"verifikasi-{chosen.slug}", HEAD, rows)
