"""What programs read: the same that the public reads on pages, whole, in a fixed form."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from terbuka.models import PublicationVersion
from tests import make
from tests.make import catalogue, verify
from tests.make.cast import JOMBANG, Cast, cast, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def ask(client: Client, path: str, **headers: str) -> Any:
    response = client.get(f"/api/v1/{path}", headers=headers)
    assert response.status_code == 200, response.content
    return response.json()


def walk(client: Client, path: str, limit: int, between: Any = None) -> list[dict[str, Any]]:
    rows, cursor = [], ""
    sign = "&" if "?" in path else "?"
    for _step in range(200):
        page = ask(client, f"{path}{sign}limit={limit}" + (f"&cursor={cursor}" if cursor else ""))
        rows += page["data"]
        if between:
            between()
        if page["next_cursor"] is None:
            return rows
        cursor = page["next_cursor"]
    raise AssertionError("the list has no end")


def test_a_walk_through_all_units_sees_each_once(client: Client) -> None:
    rows = walk(client, "units?province=35", 7)

    names = [row["slug"] for row in rows]
    assert len(names) == len(set(names)) == ask(client, "units?province=35&limit=200")["data"].__len__()
    assert JOMBANG in names


def test_a_walk_sees_each_publication_once_while_others_go_out(client: Client, people: Cast) -> None:
    now = timezone.now()
    for day in range(7):
        catalogue.published(people, title=f"Laporan {day}", at=now - timedelta(days=10 - day // 2))
    fresh = iter(range(100))

    def meanwhile() -> None:
        catalogue.published(people, title=f"Baru {next(fresh)}", at=now)

    rows = walk(client, "publications", 2, meanwhile)

    titles = [row["title"] for row in rows]
    assert sorted(titles) == sorted(f"Laporan {day}" for day in range(7))


def test_a_publication_tells_its_file_its_fingerprint_and_its_state(client: Client, people: Cast) -> None:
    row = catalogue.published_file(people, at=timezone.now())

    told = ask(client, f"publications/{row.pk}")

    assert row.public
    assert told["file"]["sha256"] == row.public.released_id
    assert told["file"]["url"].endswith(f"/informasi/{row.pk}/berkas/1/")
    assert (told["unit"], told["class"], told["items"]) == (JOMBANG, "periodic", ["KIN-05"])
    assert [one["number"] for one in told["versions"]] == [1]
    file = client.get(told["file"]["url"])
    file.close()
    assert file.status_code == 200


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        (f"unit={JOMBANG}", True),
        ("unit=kpu-kab-sleman", False),
        ("item=KIN-05", True),
        ("item=KEU-01", False),
        ("kind=page", True),
        ("kind=video", False),
        ("class=periodic", True),
        ("class=immediate", False),
        ("year=2025", True),
        ("year=2019", False),
        ("province=35", True),
        ("province=34", False),
        ("q=kinerja+pemerintah", True),
        ("q=kinerja&item=KIN-05&year=2025", True),
        ("q=kinerja&item=KEU-01", False),
        (f"q=kinerja&unit={JOMBANG}", True),
        ("q=zebra", False),
    ],
)
def test_each_filter_narrows(client: Client, people: Cast, filters: str, fits: bool) -> None:
    catalogue.published(people, at=timezone.now())

    assert bool(ask(client, f"publications?{filters}")["data"]) is fits


def test_a_walk_through_a_search_sees_each_hit_once(client: Client, people: Cast) -> None:
    for number in range(5):
        catalogue.published(people, title=f"Laporan keuangan {number}", at=timezone.now())

    rows = walk(client, "publications?q=keuangan", 2)

    assert len(rows) == len({row["id"] for row in rows}) == 5


def test_items_tell_who_owes_them_and_where_they_stand(client: Client, people: Cast) -> None:
    row = catalogue.published(people, at=timezone.now())

    item = ask(client, "items/KIN-05")
    rows = walk(client, "items/KIN-05/units?province=35", 50)

    mine = next(one for one in rows if one["unit"] == JOMBANG)
    assert item["units_having"] == 1
    assert (mine["publication"], mine["state"]) == (row.pk, "fresh")
    assert {one["state"] for one in rows if one is not mine} == {"missing"}


def test_scores_come_rounded_down_and_exact(client: Client, people: Cast) -> None:
    round_ = verify.announced(people, at=timezone.now())

    listed, told = ask(client, "results")["data"], ask(client, f"results/{round_.slug}")

    assert [one["slug"] for one in listed] == [round_.slug]
    row = told["data"][0]
    score = row["score"]
    hundredths = score["numerator"] * 100 // score["denominator"]
    assert score["shown"] == f"{hundredths // 100}.{hundredths % 100:02d}"
    assert (row["unit"], row["place"]) == (JOMBANG, 1)


def test_results_are_not_there_before_the_announcement(client: Client, people: Cast) -> None:
    now = timezone.now()
    round_ = verify.submitted(people, at=now)
    verify.verified(round_, people, at=now + timedelta(days=5))

    assert client.get(f"/api/v1/results/{round_.slug}").status_code == 404
    assert ask(client, "results")["data"] == []


def test_statistics_count_what_is_public(client: Client, people: Cast) -> None:
    catalogue.shelf(people, at=timezone.now())

    told = ask(client, "statistics")

    assert told["publications"] == 2 == sum(told["by_class"].values()) == sum(told["by_kind"].values())
    assert sum(told["freshness"].values()) == 2
    assert {one["province_code"]: one["publications"] for one in told["by_province"]}["35"] == 2


def test_a_unit_tells_no_person(client: Client, people: Cast) -> None:
    from_list = ask(client, f"units/{JOMBANG}")

    assert from_list["parent"] == unit().parent.slug  # type: ignore[union-attr]
    assert "leaders" not in from_list
    assert people.ani.name not in str(from_list)


PLANTED = "Xylofon"


def test_nothing_of_drafts_closed_files_and_persons_is_told(client: Client, people: Cast) -> None:
    now = timezone.now()
    shelf = catalogue.shelf(people, at=now)
    make.change(
        PublicationVersion,
        {"status__in": ["draft", "submitted", "checked"]},
        title=PLANTED,
        summary=PLANTED,
        text=PLANTED,
        body=PLANTED,
        released_name=PLANTED,
    )
    make.change(PublicationVersion, {"status": "published"}, body=PLANTED, returned_note=PLANTED)
    ids = [
        shelf.draft.publication_id,
        shelf.found.publication_id,
        shelf.submitted.publication_id,
        shelf.checked.publication_id,
    ]

    assert {client.get(f"/api/v1/publications/{pk}").status_code for pk in ids} == {404}
    whole = "".join(
        client.get(f"/api/v1/{path}").content.decode()
        for path in (
            "publications?limit=200",
            f"publications?q={PLANTED}",
            f"publications/{shelf.public.pk}",
            f"publications/{shelf.page.pk}",
            f"publications/{shelf.superseded.pk}",
            f"units/{JOMBANG}",
            "items/KIN-05/units?province=35",
            "statistics",
        )
    )
    assert PLANTED not in whole
    for person in (people.ani, people.fajar):
        assert person.name not in whole
        assert person.email not in whole


def test_a_withdrawn_publication_says_why(client: Client, people: Cast) -> None:
    shelf = catalogue.shelf(people, at=timezone.now())

    gone = client.get(f"/api/v1/publications/{shelf.withdrawn.pk}")
    followed = ask(client, f"publications/{shelf.superseded.pk}")

    assert (gone.status_code, "Angkanya keliru." in gone.json()["detail"]) == (410, True)
    assert (followed["status"], followed["replaced_by"]) == ("superseded", shelf.public.pk)


def test_a_longer_list_asks_the_database_no_more(
    client: Client, people: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        catalogue.published_file(people, title=f"Laporan {number}", at=timezone.now())
    verify.announced(people, at=timezone.now())

    for path, most in (
        ("units?limit=200", 2),
        (f"units/{JOMBANG}", 3),
        ("items", 3),
        ("items/KIN-05/units?limit=200", 4),
        ("publications", 3),
        ("results", 2),
        ("statistics", 6),
    ):
        with django_assert_max_num_queries(most):
            ask(client, path)
