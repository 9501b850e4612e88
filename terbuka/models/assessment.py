"""Band scales and instruments that a committee sets each year; rounds, answers, marks and results."""

from fractions import Fraction

from django.db import models
from django.db.models import Q

from terbuka.models.exact import Exact, choice, one_of, paired, signed, whole
from terbuka.models.files import StoredFile
from terbuka.models.people import Account
from terbuka.models.units import WorkUnit
from terbuka.rules import scoring
from terbuka.rules.assessment import EvidenceKind, LinkState, RoundStatus, SaqStatus, Step, StepKind


class BandScale(models.Model):
    """Names for scores. `bands` lists category and lower bound, best first: [["Informatif", "90"], ...]."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    assessor = models.CharField(max_length=200)
    bands = models.JSONField(default=list)
    cite = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=1)

    class Meta:
        ordering = ("position", "key")

    def __str__(self) -> str:
        return self.key

    @property
    def rule(self) -> scoring.BandScale:
        """The scale as the rules reckon with it."""
        bands = tuple(scoring.Band(scoring.Category(name), Fraction(lower)) for name, lower in self.bands)
        return scoring.BandScale(self.key, self.title, self.assessor, bands, self.cite, self.confidence)


class Instrument(models.Model):
    """A questionnaire of one assessor and year.

    `scale_key` names the band scale it is read on; `is_proposed` marks one that
    no assessor has issued, to be shown with its notice. `words` holds notice,
    groups, dimensions and sources, each with its `id` and `en`.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    institution = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    is_proposed = models.BooleanField(default=False)
    scale_key = models.CharField(max_length=40)
    words = models.JSONField(default=dict)

    class Meta:
        ordering = ("-year", "key")

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """One question; `weight` is its points. `definition` is the whole entry as the rules read it."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    group = models.CharField(max_length=10)
    dimension = models.CharField(max_length=10)
    weight = models.DecimalField(max_digits=6, decimal_places=3)
    answer = models.CharField(max_length=20)
    definition = models.JSONField(default=dict)

    class Meta:
        ordering = ("instrument", "position")
        constraints = (
            models.UniqueConstraint(fields=["instrument", "code"], name="question_code_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="question_weight_positive"),
        )

    def __str__(self) -> str:
        return self.code


class AssessmentRound(models.Model):
    """One yearly assessment of a part of one institution's tree.

    It froze its own copy when it opened: `definition` is the whole instrument
    as the rules read it, `bands` its scale. `owner` is the unit that runs it.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    owner = models.ForeignKey(WorkUnit, models.PROTECT, related_name="rounds")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="rounds")
    definition = models.JSONField(default=dict)
    scale_key = models.CharField(max_length=40)
    bands = models.JSONField(default=list)
    status = choice(RoundStatus, default=RoundStatus.PREPARED.value)
    is_demo = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    announced_at = models.DateTimeField(null=True)
    announced_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-year", "-id")
        constraints = (
            one_of("status", RoundStatus, "round_status_known"),
            signed("opened", "round_opened_by_somebody"),
            signed("announced", "round_announced_by_somebody"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def schedule(self) -> dict[StepKind, Step]:
        """The steps by kind; reads the rows once they are prefetched."""
        return {StepKind(step.kind): step.rule for step in self.steps.all()}


class RoundStep(models.Model):
    """One step of a round with its first and last day."""

    round = models.ForeignKey(AssessmentRound, models.CASCADE, related_name="steps")
    kind = choice(StepKind)
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        ordering = ("round", "from_on")
        constraints = (
            one_of("kind", StepKind, "round_step_kind_known"),
            models.UniqueConstraint(fields=["round", "kind"], name="round_step_once"),
            models.CheckConstraint(
                condition=Q(to_on__gte=models.F("from_on")), name="round_step_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.from_on}"

    @property
    def rule(self) -> Step:
        """The step as the rules read it."""
        return Step(StepKind(self.kind), self.from_on, self.to_on)


class SelfAssessment(models.Model):
    """A unit's questionnaire in a round. `receipt` is the SHA-256 over what was submitted."""

    round = models.ForeignKey(AssessmentRound, models.PROTECT, related_name="self_assessments")
    unit = models.ForeignKey(WorkUnit, models.PROTECT, related_name="self_assessments")
    status = choice(SaqStatus, default=SaqStatus.FILLING.value)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    receipt = models.CharField(max_length=64, blank=True)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("round", "unit")
        indexes = (models.Index(fields=["round", "status"], name="saq_by_status"),)
        constraints = (
            models.UniqueConstraint(fields=["round", "unit"], name="saq_once_a_unit"),
            one_of("status", SaqStatus, "saq_status_known"),
            signed("submitted", "saq_submitted_by_somebody"),
            signed("verified", "saq_verified_by_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.unit_id}"


class Answer(models.Model):
    """One answer. `draft` is what live facts propose, with reasons and proof; `value` what a person says.

    Until somebody confirms, the draft's value stands for the answer and is shown as drafted.
    """

    self_assessment = models.ForeignKey(SelfAssessment, models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    draft = models.JSONField(default=dict)
    draft_value_numerator = whole()
    draft_value_denominator = whole()
    drafted_at = models.DateTimeField(null=True)
    draft_run_id = models.BigIntegerField(null=True)
    value_numerator = whole()
    value_denominator = whole()
    note = models.TextField(blank=True)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    draft_value = Exact()
    value = Exact()

    class Meta:
        ordering = ("self_assessment", "position")
        constraints = (
            models.UniqueConstraint(fields=["self_assessment", "code"], name="answer_once"),
            paired("draft_value", "answer_draft_exact", highest=1),
            paired("value", "answer_value_exact", highest=1),
            signed("saved", "answer_saved_by_somebody"),
            signed("confirmed", "answer_confirmed_by_somebody"),
        )

    def __str__(self) -> str:
        return self.code


class Evidence(models.Model):
    """What an answer rests on beside its draft: a stored file, or a link with what an outsider saw there."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="evidence")
    kind = choice(EvidenceKind)
    title = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="evidence")
    url = models.TextField(blank=True)
    link_state = choice(LinkState, blank=True, default="")
    link_told = models.JSONField(null=True)
    checked_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("answer", "added_at", "id")
        constraints = (
            one_of("kind", EvidenceKind, "evidence_kind_known"),
            signed("removed", "evidence_removed_by_somebody"),
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.FILE.value, file__isnull=False)
                | (Q(kind=EvidenceKind.LINK.value) & ~Q(url="")),
                name="evidence_is_something",
            ),
        )

    def __str__(self) -> str:
        return self.title or self.url


class Verification(models.Model):
    """The verifier's mark on one answer. `value` is 0 to 1 by the question's rule."""

    answer = models.OneToOneField(Answer, models.CASCADE, related_name="verification")
    value_numerator = whole()
    value_denominator = whole()
    note = models.TextField(blank=True)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    value = Exact()

    class Meta:
        constraints = (paired("value", "verification_value_exact", highest=1),)

    def __str__(self) -> str:
        return f"{self.answer_id}"


class Result(models.Model):
    """A unit's score in a round, as computed from the rows; public once the round is announced.

    `rows` explains every point: code, claimed and marked value, weight, points, reason, note.
    """

    self_assessment = models.OneToOneField(SelfAssessment, models.CASCADE, related_name="result")
    score_numerator = whole()
    score_denominator = whole()
    category = models.CharField(max_length=40)
    rows = models.JSONField(default=list)
    computed_at = models.DateTimeField()

    score = Exact()

    class Meta:
        constraints = (paired("score", "result_score_exact", highest=100),)

    def __str__(self) -> str:
        return self.category


class PastResult(models.Model):
    """A result that an assessor published outside this product, with the page it was read on.

    `score` is None where only the category was published. `unit` is None where no
    unit of ours bears the published name. A row of the shipped file has `key`.
    """

    key = models.CharField(max_length=200, unique=True)
    unit = models.ForeignKey(WorkUnit, models.PROTECT, null=True, related_name="past_results")
    published_name = models.CharField(max_length=200)
    institution = models.CharField(max_length=10)
    level = models.CharField(max_length=10, blank=True)
    province_code = models.CharField(max_length=2, blank=True)
    year = models.PositiveSmallIntegerField()
    score_numerator = whole()
    score_denominator = whole()
    category = models.CharField(max_length=40)
    assessor = models.CharField(max_length=200)
    scale_key = models.CharField(max_length=40, blank=True)
    url = models.URLField(max_length=500, blank=True)

    score = Exact()

    class Meta:
        ordering = ("-year", "institution", "published_name")
        indexes = (models.Index(fields=["institution", "year", "province_code"], name="past_result_by_year"),)
        constraints = (paired("score", "past_result_exact", highest=100),)

    def __str__(self) -> str:
        return self.key
