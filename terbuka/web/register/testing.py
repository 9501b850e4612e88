"""The consequence test behind an answer: begun from the case, or one that the unit has already."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terbuka.models import ConsequenceTest, InformationRequest, WorkUnit
from terbuka.rules.exemption import TestMoment, TestStatus
from terbuka.rules.language import say
from terbuka.rules.register.requests import RequestStatus, may_become
from terbuka.rules.ruling import Ruling, allow
from terbuka.services.catalogue.exempting import begin_test
from terbuka.services.register.places import local_day
from terbuka.services.register.processing import link_test
from terbuka.services.units import BadFields
from terbuka.web.access import person
from terbuka.web.exemption.wording import STATUSES
from terbuka.web.register.doors import case_of, rights_of, serving
from terbuka.web.register.stepping import Step, stepped
from terbuka.web.units.forms import Entry, Form

_S = RequestStatus
MOST, NEW = 30, "baru"
_TEST = Step(
    _("Uji konsekuensi"),
    _("Penolakan menurut Pasal 17 memerlukan uji yang disetujui. Waktu jawaban tetap berjalan selama diuji."),
    _("Kaitkan"),
    (Entry("subject", _("Informasi yang diuji"), _("Untuk uji baru; tanpa nama orang.")),),
    template="register/step_test.html",
)


def _testing(case: InformationRequest) -> Ruling:
    """May the answer hang on a test now?"""
    status = _S(case.status)
    if status in (_S.CONSEQUENCE_TEST, _S.EXTENDED):
        return allow()
    return may_become(status, _S.CONSEQUENCE_TEST)


@serving
def case_test(request: HttpRequest, unit: WorkUnit, pk: int) -> HttpResponse:
    """Begin a test for this request, or choose one; then its own page goes on."""
    case, rights = case_of(unit, pk), rights_of(request, unit)
    rows = ConsequenceTest.objects.filter(unit=unit).exclude(status=TestStatus.DISCARDED.value)
    tests = list(rows.order_by("-began_at", "-pk")[:MOST])
    named = request.POST.get("test") or str(case.test_id or (NEW if rights.propose else ""))

    def act(form: Form) -> object:
        if named == NEW and rights.propose:
            return _begun(request, case, form)
        chosen = next((one for one in tests if str(one.pk) == named), None)
        if chosen is None:
            raise BadFields({"test": say("Pilih uji yang dikaitkan.")})
        return link_test(case, test=chosen, expected=form.version, by=person(request), at=timezone.now())

    answer = stepped(
        request,
        unit,
        case,
        _TEST,
        _testing(case),
        act,
        texts={"subject": case.subject},
        tests=[(one, STATUSES[TestStatus(one.status)]) for one in tests],
        named=named,
        may_begin=rights.propose,
    )
    if answer.status_code == 302 and named == NEW:
        case.refresh_from_db()
        answer.headers["Location"] = reverse("consequence_test", args=[unit.slug, case.test_id])
    return answer


def _begun(request: HttpRequest, case: InformationRequest, form: Form) -> InformationRequest:
    """A draft with what the case knows, and the case hung on it; both or neither."""
    by, at = person(request), timezone.now()
    values = {
        "subject": form.typed["subject"],
        "moment": TestMoment.AT_REQUEST.value,
        "request_number": case.number,
        # The limit counts from the registration of the complete request.
        "received_on": local_day(case.unit, case.registered_at or case.received_at),
        "regime": case.regime,
    }
    with transaction.atomic():
        test = begin_test(case.unit, values, by=by, at=at)
        return link_test(case, test=test, expected=form.version, by=by, at=at)
