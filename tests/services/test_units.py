"""The profile of a unit: what is typed is checked and kept, nobody overwrites another unseen."""

from datetime import date, timedelta
from typing import Any

import pytest

from terbuka.models import Event, Facility, PpidMember, UnitProfile, Website
from terbuka.rules.ruling import BadInput, Stale
from terbuka.rules.units import all_units
from terbuka.services import units
from tests import make
from tests.make.cast import Cast, cast, unit
from tests.make.units import profile, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def save(people: Cast, version: int, **values: Any) -> UnitProfile:
    return units.save_profile(unit(), values=values, version=version, by=people.ani, at=make.NOON)


def test_contacts_are_kept_in_one_form_with_an_event(people: Cast) -> None:
    saved = save(
        people,
        0,
        whatsapp="0812-3456-7890",
        phone="(0321) 861234",
        email=" PPID@Jombang.example ",
        address="Jl. Contoh 1\r\nJombang",
        social={"instagram": "@kpujombang", "facebook": ""},
    )

    saved.refresh_from_db()
    assert (saved.whatsapp, saved.phone) == ("+6281234567890", "+62321861234")
    assert (saved.email, saved.address) == ("ppid@jombang.example", "Jl. Contoh 1\nJombang")
    assert saved.social == [{"network": "instagram", "url": "https://www.instagram.com/kpujombang"}]
    told = Event.objects.about("unit_profile", saved.pk).get()
    assert set(told.payload["fields"]) == {"whatsapp", "phone", "email", "address", "social"}
    assert saved.version == told.payload["version"] == 1


def test_every_wrong_field_is_told_at_once_and_nothing_is_saved(people: Cast) -> None:
    typed = {"whatsapp": "12", "email": "ppid", "hours": "x" * 301, "social": {"x": "https://contoh.id/a"}}
    with pytest.raises(units.BadFields) as told:
        save(people, 0, **typed, decree_on=date(2030, 1, 1))

    assert set(told.value.fields) == {"whatsapp", "email", "hours", "x", "decree_on"}
    assert not UnitProfile.objects.exists()


def test_two_people_in_one_field_see_each_others_text(people: Cast) -> None:
    save(people, 0, hours="07.30–16.00")

    with pytest.raises(Stale) as told:
        save(people, 0, hours="08.00–15.00")

    assert isinstance(told.value.current, UnitProfile)
    assert told.value.current.hours == "07.30–16.00"
    assert save(people, told.value.current.version, hours="08.00–15.00").hours == "08.00–15.00"


def test_two_people_in_two_cards_do_not_hinder_each_other(people: Cast) -> None:
    save(people, 0, hours="07.30–16.00")

    saved = save(people, 0, leaders="Dr. Contoh\n\n Dra.  Misal ")

    assert saved.leaders == ["Dr. Contoh", "Dra. Misal"]
    assert saved.hours == "07.30–16.00"


def test_a_double_click_saves_once(people: Cast) -> None:
    save(people, 0, hours="07.30–16.00")
    save(people, 0, hours="07.30–16.00")

    assert Event.objects.filter(subject_kind="unit_profile").count() == 1


def site(
    people: Cast, url: str, kind: str = "ppid", *, website: Website | None = None, **more: Any
) -> Website:
    version = {"version": website.version} if website else {}
    given = version | more
    return units.save_website(
        unit(), website=website, kind=kind, url=url, by=people.ani, at=make.NOON, **given
    )


def main() -> Website:
    return Website.objects.get(unit=unit(), kind="main")


def test_what_an_officer_adds_is_confirmed(people: Cast) -> None:
    added = site(people, "ppid.jombang.example")

    assert (added.url, added.basis) == ("https://ppid.jombang.example/", "confirmed")


def test_an_address_stands_once_whatever_its_scheme(people: Cast) -> None:
    site(people, "https://ppid.jombang.example/")

    with pytest.raises(BadInput, match="sudah tercatat"):
        site(people, "http://www.PPID.jombang.example")


@pytest.mark.parametrize(
    "url", ["", "kpu", "ftp://jombang.example", "javascript:alert(1)", "http://10.1.2.3/"]
)
def test_what_is_no_public_address_is_refused(people: Cast, url: str) -> None:
    with pytest.raises(units.BadFields) as told:
        site(people, url)
    assert set(told.value.fields) == {"url"}


def test_a_new_main_website_makes_the_former_an_old_one(people: Cast) -> None:
    former = main()

    site(people, "https://baru.jombang.example", "main")

    former.refresh_from_db()
    assert (former.kind, main().host) == ("old", "baru.jombang.example")
    assert units.load_units(all_units(), by=None, at=make.NOON).changed == 0
    assert main().host == "baru.jombang.example"


def test_the_main_website_is_neither_removed_nor_made_another_kind(people: Cast) -> None:
    with pytest.raises(BadInput, match="tidak dapat dihapus"):
        units.remove_website(main(), by=people.ani, at=make.NOON)
    with pytest.raises(BadInput, match="Situs utama harus ada"):
        site(people, main().url, "old", website=main())


def test_a_confirmed_address_survives_the_next_load(people: Cast) -> None:
    units.confirm_website(main(), by=people.ani, at=make.NOON)
    changed = site(people, "https://pindah.jombang.example/", "main", website=main())

    units.load_units(all_units(), by=None, at=make.NOON)

    assert main() == changed
    assert main().host == "pindah.jombang.example"


def test_a_stale_change_of_an_address_shows_what_stands(people: Cast) -> None:
    added = site(people, "https://satu.example")
    site(people, "https://dua.example", website=added)

    with pytest.raises(Stale) as told:
        site(people, "https://tiga.example", website=added, version=1)
    assert str(told.value.current) == "https://dua.example/"

    units.remove_website(added, by=people.ani, at=make.NOON)
    units.remove_website(added, by=people.ani, at=make.NOON)
    with pytest.raises(Stale) as gone:
        site(people, "https://tiga.example", website=added)
    assert gone.value.current is None


def test_people_of_the_decree_are_kept_by_role_once(people: Cast) -> None:
    def member(role: str, name: str, found: PpidMember | None = None, version: int = 0) -> PpidMember:
        return units.save_member(
            unit(), member=found, role=role, name=name, version=version, by=people.ani, at=make.NOON
        )

    first = member("ppid", "  Ani   Lestari ")
    with pytest.raises(BadInput, match="sudah tercatat"):
        member("ppid", "ani lestari")
    with pytest.raises(units.BadFields) as told:
        member("ketua", " ")
    assert set(told.value.fields) == {"role", "name"}
    member("ppid", "Ani Lestari, S.H.", first, 1)
    with pytest.raises(Stale):
        member("ppid", "Ani", first, 1)

    units.remove_member(first, by=people.ani, at=make.NOON)
    units.remove_member(first, by=people.ani, at=make.NOON)
    verbs = Event.objects.about("ppid_member", first.pk).values_list("verb", flat=True)
    assert list(verbs) == ["saved", "saved", "removed"]


def facility(people: Cast, version: int, *, is_there: bool | None = True, note: str = "") -> Facility:
    return units.save_facility(
        unit(), kind="room", is_there=is_there, note=note, version=version, by=people.ani, at=make.NOON
    )


def add(people: Cast, day: date | None = date(2026, 11, 20), **more: Any) -> Any:
    given: dict[str, Any] = {"kind": "room", "file": more.pop("file", None) or stored(by=people.ani)}
    return units.add_photo(
        unit(), taken_on=day, is_dated_by_camera=True, by=people.ani, at=make.NOON, **given | more
    )


def test_a_photo_says_that_the_facility_is_there(people: Cast) -> None:
    photo = add(people)

    assert Facility.objects.get().is_there is True
    assert add(people) == photo
    assert photo.taken_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (None, "Tulis tanggal diambilnya"),
        (make.NOON.date() + timedelta(days=1), "masa depan"),
        (date(1980, 1, 1), "terlalu lama"),
    ],
)
def test_a_photo_needs_a_day_that_can_be(people: Cast, day: date | None, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        add(people, day)


def test_a_paper_or_a_file_of_another_unit_is_no_photo(people: Cast) -> None:
    paper = stored(b"%PDF-1.7", by=people.ani)
    foreign = stored(by=people.dedi, slug="kpu-kab-sleman")

    for file in (paper, foreign):
        with pytest.raises(BadInput, match="bukan foto"):
            add(people, file=file)


def test_what_is_said_absent_takes_no_photo_until_it_is_said_there(people: Cast) -> None:
    facility(people, 0, is_there=False, note="Baru dibangun 2027")

    with pytest.raises(BadInput, match="tercatat tidak ada"):
        add(people)
    with pytest.raises(Stale):
        facility(people, 0, note="Ada di lantai 1")


def test_a_removed_photo_is_no_longer_a_fact_but_its_file_stays(people: Cast) -> None:
    photo = add(people)
    units.remove_photo(photo, by=people.ani, at=make.NOON)

    assert units.profile_facts(unit()).facility("room").photos == ()  # type: ignore[union-attr]
    assert photo.file.pk
    assert add(people) != photo


def test_drafting_reads_names_contacts_and_photos(people: Cast) -> None:
    profile(unit(), people.ani)
    for role, name in (("ppid", "Ani Lestari"), ("supervisor", "Fajar"), ("desk", "Budi")):
        units.save_member(unit(), role=role, name=name, by=people.ani, at=make.NOON)
    photo = add(people)

    facts = units.profile_facts(unit())

    assert facts.ppid_names == ("Ani Lestari", "Fajar")
    assert (facts.phone, facts.leaders) == ("+62321861234", ("Dr. Contoh",))
    shown = facts.facility("room").photos[0]  # type: ignore[union-attr]
    assert shown.url == f"/kerja/kpu-kab-jombang/berkas/{photo.file_id}/"
    assert (shown.taken_on, shown.is_dated_by_camera) == (date(2026, 11, 20), True)
    assert units.profile_facts(unit("kpu-kab-sleman")).ppid_names == ()


def test_completeness_counts_what_is_said_and_names_what_is_not(people: Cast) -> None:
    empty = units.completeness(unit())
    profile(unit(), people.ani)
    facility(people, 0, is_there=False)

    filled = units.completeness(unit())

    assert empty.filled == 0
    assert filled.filled == 7 + 1 + 1
    assert filled.whole == empty.whole == 19
    assert "nama PPID" in [str(one.name) for one in filled.missing]
