"""Units over time: what was done stays where it was done, and the way to whoever goes on with it is found."""

from datetime import date

import pytest

from terbuka.models import Account, AuditRun, FormerSlug, Notification, Succession, WorkUnit
from terbuka.rules.notify import Kind
from terbuka.rules.notifywords import words_of
from terbuka.rules.people import Act
from terbuka.rules.ruling import Refused
from terbuka.rules.units import SuccessionKind, all_units
from terbuka.services import people as people_service
from terbuka.services import siteaudit, units
from tests import make
from tests.make import siteaudit as audits
from tests.make.cast import JOMBANG, Cast, cast, unit
from tests.make.units import ended, renamed

pytestmark = pytest.mark.django_db
TODAY = make.NOON.date()
NEW_YEAR = date(2026, 1, 1)


@pytest.fixture
def people() -> Cast:
    return cast()


def found(text: str) -> set[str]:
    return set(WorkUnit.objects.open(TODAY).named(text).values_list("slug", flat=True))


def test_a_renamed_unit_is_the_same_one_found_by_both_names() -> None:
    before = unit()

    after = renamed("kpu-kab-jombang-raya", "KPU Kabupaten Jombang Raya")

    assert after.pk == before.pk
    assert found("KPU Kabupaten Jombang") == found("jombang raya") == {"kpu-kab-jombang-raya"}
    assert after.aliases == ["KPU Kabupaten Jombang", "KPU Jombang"]
    former = FormerSlug.objects.get()
    assert (former.slug, former.unit_id, former.until_on) == (JOMBANG, before.pk, date(2025, 12, 31))
    assert [past.name for past in units.past_names(after)] == ["KPU Kabupaten Jombang"]


def test_a_unit_may_take_its_own_former_name_back_but_not_anothers() -> None:
    renamed("kpu-kab-jombang-raya", "KPU Kabupaten Jombang Raya")
    with pytest.raises(Refused, match="milik satker lain"):
        renamed(JOMBANG, "KPU Kabupaten Sleman", of="kpu-kab-sleman")

    renamed(JOMBANG, "KPU Kabupaten Jombang", of="kpu-kab-jombang-raya")

    assert FormerSlug.objects.get().slug == "kpu-kab-jombang-raya"
    assert unit().slug == JOMBANG


def test_the_shipped_register_neither_brings_a_renamed_unit_back_nor_reopens_an_ended_one() -> None:
    renamed("kpu-kab-jombang-raya", "KPU Kabupaten Jombang Raya")
    renamed("kpu-jatim", "KPU Jatim", of="kpu-provinsi-jawa-timur")
    ended("kpu-kab-sleman", "kpu-kab-sleman-raya")

    loaded = units.load_units(all_units(), by=None, at=make.NOON)

    assert not loaded
    assert not WorkUnit.objects.filter(slug=JOMBANG).exists()
    assert unit("kpu-kab-sleman").valid_to == date(2025, 12, 31)


def test_a_unit_that_ended_leaves_the_lists_and_its_followers_are_found_by_its_name(people: Cast) -> None:
    run = audits.done()
    first, second = ended(JOMBANG, "kpu-kab-mojo", "kpu-kab-agung")

    assert found("kpu kabupaten jombang") == {"kpu-kab-mojo", "kpu-kab-agung"}
    assert AuditRun.objects.get(pk=run.pk).unit == unit()
    assert [link.after for link in units.followers_of(unit())] == [first, second]
    assert unit() not in people.eka.units_where(Act.AUDIT, on=TODAY)
    assert unit() in people.eka.units_where(Act.SEE, on=TODAY)


def test_its_officers_read_but_begin_nothing_new_and_are_told_where(people: Cast) -> None:
    ended(JOMBANG, "kpu-kab-mojo")
    place = unit()

    assert people.ani.may(Act.SEE, place, on=TODAY)
    assert not people.ani.may(Act.FILL, place, on=TODAY)
    assert people.budi.may(Act.MANAGE_PEOPLE, place, on=TODAY)
    with pytest.raises(Refused, match="KPU Kabupaten Mojo"):
        siteaudit.ask_audit(place, by=people.ani, at=make.NOON)
    with pytest.raises(Refused, match="hanya dapat dibaca"):
        units.save_profile(place, values={"hours": "08.00"}, version=0, by=people.ani, at=make.NOON)
    with pytest.raises(Refused, match="Pekerjaan baru dicatat"):
        people_service.appoint(
            account=people.dedi,
            unit=place,
            role=people_service.role_named("officer"),
            from_on=TODAY,
            by=None,
            at=make.NOON,
        )


def test_the_level_above_learns_who_still_has_to_be_moved(people: Cast) -> None:
    ended(JOMBANG, "kpu-kab-mojo")
    east_java = unit("kpu-provinsi-jawa-timur")

    told = units.stranded(east_java, TODAY)

    assert [(one.unit.slug, one.people, [to.slug for to in one.followers]) for one in told] == [
        (JOMBANG, 2, ["kpu-kab-mojo"])
    ]
    for held in unit().appointments.all():
        people_service.end_appointment(held, by=people.eka, at=make.NOON)
    assert units.stranded(east_java, TODAY) == []


def test_merged_units_end_on_one_day_and_told_twice_is_once() -> None:
    heir = unit("kpu-kab-kediri")
    joined = [unit(JOMBANG), unit("kpu-kab-nganjuk")]

    def merge(by: Account | None = None) -> list[Succession]:
        return units.succeed_units(
            joined,
            [heir],
            kind=SuccessionKind.MERGED,
            on=NEW_YEAR,
            basis="UU contoh",
            by=by,
            at=make.NOON,
        )

    assert len(merge()) == 2
    assert merge() == []
    assert {unit(one.slug).valid_to for one in joined} == {date(2025, 12, 31)}
    assert "kpu-kab-kediri" in found("nganjuk")


def test_a_province_does_not_end_while_its_regencies_stand_below_it() -> None:
    with pytest.raises(Refused, match="Masih ada 38 satker"):
        units.succeed_units(
            [unit("kpu-provinsi-jawa-timur")],
            [unit("kpu-provinsi-bali")],
            kind=SuccessionKind.MERGED,
            on=NEW_YEAR,
            by=None,
            at=make.NOON,
        )
    assert unit("kpu-provinsi-jawa-timur").valid_to is None


def test_the_people_of_a_unit_are_told_of_its_new_name_and_of_its_end(people: Cast) -> None:
    renamed("kpu-kab-jombang-raya", "KPU Kabupaten Jombang Raya")
    ended("kpu-kab-sleman", "kpu-kab-sembada")

    told = {
        (one.account, one.payload["before"], one.payload["unit"])
        for one in Notification.objects.filter(kind="unit_changed")
    }
    assert told == {
        (people.ani, "KPU Kabupaten Jombang", "KPU Kabupaten Jombang Raya"),
        (people.fajar, "KPU Kabupaten Jombang", "KPU Kabupaten Jombang Raya"),
        (people.dedi, "KPU Kabupaten Sleman", "KPU Kabupaten Sembada"),
    }


def test_a_change_dated_ahead_is_told_with_its_day_and_not_as_done(people: Cast) -> None:
    ended("kpu-kab-sleman", "kpu-kab-sembada", on=date(2027, 1, 1))

    letter = Notification.objects.get(kind="unit_changed")
    told = words_of(Kind.UNIT_CHANGED, letter.payload)
    assert letter.account == people.dedi
    assert str(told.title) == "Satker Anda akan berubah: KPU Kabupaten Sembada"
    assert "Mulai Jum, 1 Jan 2027, KPU Kabupaten Sleman menjadi KPU Kabupaten Sembada" in str(told.sentence)
