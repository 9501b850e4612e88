"""Who comes in, as what, and how it ends: invitations, appointments, and helping somebody in again."""

from datetime import date, timedelta

import pytest

from terbuka.models import Account, Event, Invitation, OutboxMail
from terbuka.models.people import units_without_ppid
from terbuka.rules.people import Act, LinkState, Role
from terbuka.rules.ruling import Refused
from terbuka.services import people
from tests import make
from tests.make.cast import JOMBANG, appoint, cast, unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
HOUR = timedelta(hours=1)


def invite(
    by: Account | None,
    email: str = "lina@jombang.example",
    role: Role = Role.OFFICER,
    slug: str | None = JOMBANG,
) -> Invitation:
    """An invitation of Lina to KPU Kabupaten Jombang, unless others are named."""
    place = unit(slug) if slug else None
    return people.invite(email=email, name="Lina", unit=place, role=role, from_on=TODAY, by=by, at=make.NOON)


def token(invitation: Invitation) -> str:
    """The part of the link that is signed."""
    return people.link_of(invitation).strip("/").rpartition("/")[2]


def test_fajar_invites_lina_who_becomes_an_officer() -> None:
    players = cast()

    held = people.accept(
        invite(players.fajar), name=" Lina  Wati ", password="pintu kuning lama", by=None, at=make.NOON + HOUR
    )

    assert (held.account.name, held.account.email) == ("Lina Wati", "lina@jombang.example")
    assert held.account.check_password("pintu kuning lama")
    assert held.account.may(Act.FILL, unit(), on=TODAY)
    verbs = Event.objects.filter(verb__in=["invite", "create", "accept", "appoint"]).values_list(
        "verb", flat=True
    )
    assert sorted(verbs) == ["accept", "appoint", "create", "invite"]


@pytest.mark.parametrize(
    ("who", "role", "slug", "is_allowed"),
    [
        ("ani", Role.DESK, JOMBANG, False),
        ("fajar", Role.PPID, JOMBANG, True),
        ("fajar", Role.SUPERVISOR, JOMBANG, False),
        ("fajar", Role.OFFICER, "kpu-kab-sleman", False),
        ("fajar", Role.OFFICER, "bawaslu-kab-jombang", False),
        ("budi", Role.SUPERVISOR, JOMBANG, True),
        ("budi", Role.OFFICER, "kpu-prov-jatim", False),
        ("budi", Role.NATIONAL_ADMINISTRATOR, "kpu-ri", False),
        ("budi", Role.PPID, "kpu-kab-sleman", False),
        ("eka", Role.VERIFIER, "kpu-prov-jatim", True),
        ("eka", Role.VERIFIER, JOMBANG, False),
        ("eka", Role.OFFICER, "bawaslu-kab-jombang", False),
        ("eka", Role.SYSTEM_ADMINISTRATOR, None, False),
        ("gita", Role.DESK, JOMBANG, False),
        ("hasan", Role.NATIONAL_ADMINISTRATOR, "bawaslu-ri", True),
        ("hasan", Role.NATIONAL_ADMINISTRATOR, JOMBANG, False),
        ("hasan", Role.SYSTEM_ADMINISTRATOR, None, True),
    ],
)
def test_nobody_appoints_above_the_own_standing_nor_elsewhere(
    who: str, role: Role, slug: str | None, is_allowed: bool
) -> None:
    players = cast()
    if slug == "kpu-prov-jatim":
        slug = unit().parent.slug  # type: ignore[union-attr]
    if is_allowed:
        assert invite(getattr(players, who), role=role, slug=slug).pk
    else:
        with pytest.raises(Refused):
            invite(getattr(players, who), role=role, slug=slug)


def test_a_link_serves_once() -> None:
    invitation = invite(None)
    people.accept(invitation, name="Lina", password="pintu kuning lama", by=None, at=make.NOON)

    with pytest.raises(Refused, match="sudah dipakai"):
        people.accept(invitation, name="Lain", password="pintu kuning lama", by=None, at=make.NOON)
    assert Account.objects.filter(email="lina@jombang.example").count() == 1


def test_a_link_lapses_after_24_hours() -> None:
    invitation = invite(None)

    assert people.state_of(invitation, at=make.NOON + timedelta(hours=23, minutes=59)) is LinkState.OPEN
    with pytest.raises(Refused, match="masa berlakunya"):
        people.accept(invitation, name="Lina", password="x", by=None, at=make.NOON + timedelta(hours=24))


def test_a_link_taken_back_says_so() -> None:
    players = cast()
    invitation = people.revoke(invite(players.fajar), by=players.fajar, at=make.NOON)

    with pytest.raises(Refused, match="dicabut"):
        people.accept(invitation, name="Lina", password="pintu kuning lama", by=None, at=make.NOON)
    with pytest.raises(Refused, match="dicabut"):
        people.renew(invitation, by=players.fajar, at=make.NOON)


def test_a_renewed_link_takes_the_place_of_the_old() -> None:
    players = cast()
    invitation = invite(players.fajar)
    old = token(invitation)

    renewed = people.renew(invitation, by=players.fajar, at=make.NOON + HOUR)

    assert people.invitation_of(old) == (renewed, False)
    assert people.invitation_of(token(renewed)) == (renewed, True)
    assert people.state_of(renewed, at=make.NOON + timedelta(hours=24, minutes=30)) is LinkState.OPEN


@pytest.mark.parametrize("forged", ["1-2.abc", "", "1", "%00", "9" * 500])
def test_a_forged_link_is_nothing(forged: str) -> None:
    assert people.invitation_of(forged) is None


def test_asked_twice_there_is_one_invitation() -> None:
    players = cast()

    assert invite(players.fajar) == invite(players.fajar)
    assert Event.objects.filter(verb="invite").count() == 1


def test_who_has_an_account_takes_on_one_more_role() -> None:
    players = cast()
    invitation = invite(players.fajar, players.dedi.email, Role.DESK)

    people.accept(invitation, by=players.dedi, at=make.NOON)

    assert players.dedi.may(Act.SEE, unit(), on=TODAY)
    assert not players.dedi.may(Act.FILL, unit(), on=TODAY)


def test_an_invitation_is_for_nobody_else() -> None:
    players = cast()
    invitation = invite(players.fajar)

    with pytest.raises(Refused, match="surel lain"):
        people.accept(invitation, by=players.gita, at=make.NOON)
    with pytest.raises(Refused, match="masuklah dulu"):
        people.accept(
            invite(players.fajar, players.dedi.email),
            name="Dedi",
            password="pintu kuning lama",
            by=None,
            at=make.NOON,
        )


@pytest.mark.parametrize("password", ["pendek", "1234567890", "lina@jombang.example"])
def test_a_weak_password_is_named_beside_its_field(password: str) -> None:
    with pytest.raises(people.BadField) as fault:
        people.accept(invite(None), name="Lina", password=password, by=None, at=make.NOON)

    assert fault.value.field == "password"
    assert Invitation.objects.open(make.NOON).exists()


@pytest.mark.parametrize(
    "email", ["lina", "lina@", "a b@c.id", "ü@kpu.go.id", "a@b.id\x00", "x" * 250 + "@kpu.go.id"]
)
def test_what_is_no_address_is_named(email: str) -> None:
    with pytest.raises(people.BadField):
        invite(None, email)


def test_fajar_ends_anis_appointment_at_once_and_her_work_stays() -> None:
    players = cast()
    held = players.ani.appointments.get()

    people.end_appointment(held, by=players.fajar, at=make.NOON)
    people.end_appointment(held, by=players.fajar, at=make.NOON + HOUR)

    assert not players.ani.may(Act.SEE, unit(), on=TODAY)
    held.refresh_from_db()
    assert (held.ended_by, held.ended_at) == (players.fajar, make.NOON)
    assert Event.objects.filter(verb="end").count() == 1


def test_one_begun_today_ends_today_too() -> None:
    players = cast()
    held = people.accept(invite(None), name="Lina", password="pintu kuning lama", by=None, at=make.NOON)

    people.end_appointment(held, by=players.fajar, at=make.NOON)

    assert not held.account.may(Act.SEE, unit(), on=TODAY)


@pytest.mark.parametrize(
    ("who", "whose"), [("ani", "fajar"), ("fajar", "fajar"), ("gita", "ani"), ("budi", "eka")]
)
def test_who_may_not_give_a_role_may_not_end_it(who: str, whose: str) -> None:
    players = cast()

    with pytest.raises(Refused):
        people.end_appointment(
            getattr(players, whose).appointments.get(), by=getattr(players, who), at=make.NOON
        )


def test_the_last_system_administrator_stays() -> None:
    players = cast()

    with pytest.raises(Refused, match="terakhir"):
        people.end_appointment(players.hasan.appointments.get(), by=players.hasan, at=make.NOON)


def test_the_level_above_lets_ani_in_again() -> None:
    players = cast()

    link = people.give_reset(players.ani, by=players.fajar, at=make.NOON)

    assert link
    assert Event.objects.about("account", players.ani.pk).get().by_id == players.fajar.pk


def test_helping_never_hands_over_more_than_one_could_give() -> None:
    players = cast()
    appoint(players.budi, Role.OFFICER)

    with pytest.raises(Refused, match="Verifikator"):
        people.give_reset(players.budi, by=players.fajar, at=make.NOON)
    with pytest.raises(Refused, match="akun sendiri"):
        people.clear_factors(players.eka, by=players.eka, at=make.NOON)


def test_a_unit_without_a_living_ppid_stands_on_the_provinces_list() -> None:
    players, jombang = cast(), unit()
    province = jombang.parent
    assert province
    assert units_without_ppid(province, on=TODAY).filter(pk=jombang.pk).exists()

    held = appoint(players.ani, Role.PPID, from_on=TODAY)
    assert not units_without_ppid(province, on=TODAY).filter(pk=jombang.pk).exists()

    people.end_appointment(held, by=players.budi, at=make.NOON)
    assert units_without_ppid(province, on=TODAY).filter(pk=jombang.pk).exists()


def test_an_empty_installation_has_a_link_for_its_first_administrator() -> None:
    first = people.first_administrator_link(at=make.NOON)
    again = people.first_administrator_link(at=make.NOON + HOUR)

    assert first
    assert again
    assert first != again
    invitation = Invitation.objects.get()
    held = people.accept(
        invitation,
        name="Hasan",
        email="Hasan@kpu.example",
        password="pintu kuning lama",
        by=None,
        at=make.NOON + HOUR,
    )
    assert held.account.email == "hasan@kpu.example"
    assert people.first_administrator_link(at=make.NOON + HOUR) is None


def test_with_a_mail_server_the_link_leaves_by_mail(settings) -> None:  # type: ignore[no-untyped-def]
    settings.MAIL_SERVER = {"host": "mail.example", "port": 25}
    players = cast()

    invitation = invite(players.fajar)
    people.give_reset(players.ani, by=players.fajar, at=make.NOON)

    letter = OutboxMail.objects.get(to="lina@jombang.example")
    assert people.link_of(invitation) in letter.body
    assert OutboxMail.objects.filter(to=players.ani.email).count() == 1
