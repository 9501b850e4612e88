"""Who asks, what they ask, and what the body answers: applicant, request, written notice, hand-over."""

from django.db import models
from django.db.models import F, Q

from terbuka.models.exact import choice, one_of, signed
from terbuka.models.register.clocks import Clocked, ClockedSet, clock_whole
from terbuka.models.units import WorkUnit
from terbuka.rules.register.applicants import ApplicantKind, IdentityKind
from terbuka.rules.register.channels import Channel, Delivery, WantedForm
from terbuka.rules.register.refusals import RefusalGround
from terbuka.rules.register.requests import ENDED, OPEN, RequestStatus


class Applicant(models.Model):
    """Who asks, as far as the law needs to know. One row a matter; erased by emptying, never by deleting.

    `identity_sealed` is the number of the identity card or of the decree, encrypted.
    `mark` is a keyed digest of the e-mail address or telephone number, by which a person's
    other matters are found without reading them.
    """

    kind = choice(ApplicantKind, default=ApplicantKind.PERSON.value)
    name = models.CharField(max_length=200, blank=True)
    identity_kind = choice(IdentityKind, default=IdentityKind.NONE.value)
    identity_sealed = models.TextField(blank=True)
    is_identity_checked = models.BooleanField(default=False)
    address = models.TextField(blank=True)
    occupation = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=254, blank=True)
    proxy_name = models.CharField(max_length=200, blank=True)
    proxy_note = models.CharField(max_length=300, blank=True)
    needs_help = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="id")
    mark = models.CharField(max_length=64, blank=True, db_index=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            one_of("kind", ApplicantKind, "applicant_kind_known"),
            one_of("identity_kind", IdentityKind, "identity_kind_known"),
        )

    def __str__(self) -> str:
        return f"pemohon {self.pk}"


class InformationRequestSet(ClockedSet["InformationRequest"]):
    """Requests, narrowed."""

    def open(self) -> "InformationRequestSet":
        """Those that still owe an answer."""
        return self.filter(status__in=[status.value for status in OPEN])

    def under(self, unit: WorkUnit) -> "InformationRequestSet":
        """Those of a unit and of all units below it."""
        return self.filter(Q(unit=unit) | Q(unit__parent=unit) | Q(unit__parent__parent=unit))

    def registered(self) -> "InformationRequestSet":
        """Those in the register: with a number."""
        return self.exclude(number="")


class InformationRequest(Clocked):
    """One matter asked of one unit, with its own clock. What was mixed is split: see `split_from`.

    `received_at` is the true moment of arrival, kept as evidence; `registered_at` that of the
    complete request, from which the limit counts. `code` opens the applicant's own page;
    `code_digest` is what it is found by. `first_reply_at`: the first human word to the applicant.
    `regime_proposed` is what the rules proposed, `regime_why` their reasons as `{"id", "en"}`,
    `regime_reason` why an officer chose another.
    """

    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="information_requests")
    applicant = models.ForeignKey(Applicant, models.PROTECT, related_name="requests")
    status = choice(RequestStatus, default=RequestStatus.RECEIVED.value)
    channel = choice(Channel)
    key = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=40, unique=True)
    code_digest = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=120, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True)
    number_seq = models.PositiveIntegerField(null=True)
    subject = models.CharField(max_length=300)
    details = models.TextField(blank=True)
    purpose = models.TextField(blank=True)
    wanted_form = choice(WantedForm, default=WantedForm.SOFT_COPY.value)
    delivery = choice(Delivery, default=Delivery.EMAIL.value)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField(null=True)
    registered_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    regime_proposed = models.CharField(max_length=10, blank=True)
    regime_reason = models.TextField(blank=True)
    regime_consent_at = models.DateTimeField(null=True)
    regime_consent_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    regime_why = models.JSONField(default=list)
    lacking = models.JSONField(default=list)
    extended_at = models.DateTimeField(null=True)
    extended_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    extension_reason = models.TextField(blank=True)
    assigned_to = models.ForeignKey("terbuka.Account", models.SET_NULL, null=True, related_name="+")
    test = models.ForeignKey("terbuka.ConsequenceTest", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("terbuka.Account", models.PROTECT, null=True, related_name="+")
    first_reply_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    came_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="handed_on")
    rating = models.PositiveSmallIntegerField(null=True)
    rating_note = models.TextField(blank=True)
    is_held = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = InformationRequestSet.as_manager()

    class Meta:
        ordering = ("-received_at", "-id")
        indexes = (
            models.Index(fields=["unit", "status", "due_on"], name="request_by_unit"),
            models.Index(fields=["unit", "received_at"], name="request_by_receipt"),
            models.Index(fields=["due_on"], name="request_by_due", condition=Q(due_on__isnull=False)),
            models.Index(fields=["warn_on"], name="request_by_warning", condition=Q(warn_on__isnull=False)),
        )
        constraints = (
            one_of("status", RequestStatus, "request_status_known"),
            one_of("channel", Channel, "request_channel_known"),
            one_of("wanted_form", WantedForm, "request_form_known"),
            one_of("delivery", Delivery, "request_delivery_known"),
            signed("extended", "request_extended_by_somebody"),
            signed("decided", "request_decided_by_somebody"),
            signed("regime_consent", "request_consent_by_somebody"),
            clock_whole("request_clock_whole"),
            models.UniqueConstraint(
                fields=["unit", "number_year", "number_seq"],
                condition=Q(number_seq__isnull=False),
                name="request_number_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "key"], condition=~Q(key=""), name="request_once_a_submission"
            ),
            models.CheckConstraint(
                condition=Q(number="", number_year=None, number_seq=None)
                | (Q(number_year__isnull=False, number_seq__isnull=False) & ~Q(number="")),
                name="request_number_whole",
            ),
            models.CheckConstraint(
                condition=Q(registered_at=None) | Q(registered_at__gte=F("received_at")),
                name="request_registered_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5), name="request_rating_one_to_five"
            ),
        )

    def __str__(self) -> str:
        return self.number or f"permohonan {self.pk}"

    @property
    def has_ended(self) -> bool:
        """Does nothing more happen to it?"""
        return RequestStatus(self.status) in ENDED


class WrittenNotice(models.Model):
    """The answer (pemberitahuan tertulis): what is given and how, what is not and why. One a request.

    `result` is the decision itself, which the request's status no longer says once it goes on.
    `costs` lists `{"what", "count", "each"}` in whole rupiah; `other_body` is who holds it instead.
    A refusal under article 17 names its approved `test` and the decree.
    """

    request = models.OneToOneField(InformationRequest, models.PROTECT, related_name="notice")
    result = choice(RequestStatus, blank=True)
    number = models.CharField(max_length=120)
    noticed_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    form = choice(WantedForm, default=WantedForm.SOFT_COPY.value)
    costs = models.JSONField(default=list)
    pay_how = models.CharField(max_length=300, blank=True)
    provide_on = models.DateField(null=True)
    black_out_note = models.TextField(blank=True)
    ground = choice(RefusalGround, blank=True)
    ground_reason = models.TextField(blank=True)
    is_documented = models.BooleanField(default=True)
    other_body = models.CharField(max_length=300, blank=True)
    test = models.ForeignKey("terbuka.ConsequenceTest", models.PROTECT, null=True, related_name="+")
    decree_number = models.CharField(max_length=120, blank=True)
    decree_on = models.DateField(null=True)
    publications = models.ManyToManyField("terbuka.Publication", related_name="+")
    is_public = models.BooleanField(default=False)
    public_summary = models.TextField(blank=True)
    signed_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["number"], name="notice_number_once"),)

    def __str__(self) -> str:
        return self.number


class HandOver(models.Model):
    """Information given to who asked: what, how, by whom; `confirmed_at` when its receipt was confirmed."""

    request = models.ForeignKey(InformationRequest, models.PROTECT, related_name="hand_overs")
    number = models.CharField(max_length=120)
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey("terbuka.Account", models.PROTECT, related_name="+")
    given = models.TextField()
    count = models.CharField(max_length=120, blank=True)
    way = choice(Delivery)
    recipient = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("handed_at", "id")
        constraints = (models.UniqueConstraint(fields=["number"], name="hand_over_number_once"),)

    def __str__(self) -> str:
        return self.number
