"""A country small enough to be copied in a test: the units of the cast with those above them, six items."""

from terbuka.models import (
    Appointment,
    CatalogueEntry,
    ExemptDocument,
    PastResult,
    PublicationVersion,
    RequiredItem,
    SearchEntry,
    WorkUnit,
)
from terbuka.services.jobs.indexing import index_public
from tests import make
from tests.make.cast import JOMBANG

UNITS = ("kpu-ri", "bawaslu-ri", JOMBANG, "bawaslu-kab-jombang")
ITEMS = ("KIN-05", "PPD-04", "KIN-01", "PPD-12", "PPD-05", "KEU-01", "LAY-01")


def small_country() -> None:
    """Leave these units, those of the cast and those above, and six items; what leads to others goes too."""
    keep = {*WorkUnit.objects.filter(slug__in=UNITS).values_list("pk", flat=True)}
    keep.update(Appointment.objects.exclude(unit=None).values_list("unit_id", flat=True))
    keep.update(WorkUnit.objects.filter(pk__in=keep).exclude(parent=None).values_list("parent_id", flat=True))
    SearchEntry.objects.all().delete()
    PastResult.objects.exclude(unit_id__in=keep).delete()
    for level in ("regency", "province"):
        WorkUnit.objects.filter(level=level).exclude(pk__in=keep).delete()
    used = {
        *CatalogueEntry.objects.values_list("item_id", flat=True),
        *PublicationVersion.items.through.objects.values_list("requireditem_id", flat=True),
        *ExemptDocument.objects.exclude(item=None).values_list("item_id", flat=True),
    }
    RequiredItem.objects.exclude(code__in=ITEMS).exclude(pk__in=used).delete()
    index_public(at=make.NOON)


def change_the_register() -> None:
    """A unit and an item take other names, as when reference data are loaded anew."""
    WorkUnit.objects.filter(slug="bawaslu-kab-jombang").update(name="Bawaslu Kabupaten Jombang Baru")
    RequiredItem.objects.filter(code="KIN-01").update(name="Rencana strategis baru")
