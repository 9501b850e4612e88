"""Between two audits: what came, went and moved; what nobody could open has neither gone nor been mended."""

import pytest

from terbuka.rules.siteaudit.changes import changes

DEAD = ("broken_link", "https://x.go.id/a.pdf", "https://x.go.id/")
EMPTY = ("empty_page", "https://x.go.id/b", "https://x.go.id/")


@pytest.mark.parametrize(
    ("before", "now", "group"),
    [
        ("missing", "present", "gained"),
        ("could_not_look", "present", "gained"),
        ("present", "missing", "lost"),
        ("present", "stale", "lost"),
        ("present", "could_not_look", None),
        ("present", "not_applicable", None),
        ("missing", "partial", "moved"),
        ("stale", "could_not_look", None),
        ("could_not_look", "missing", None),
        ("present", "present", None),
    ],
)
def test_an_item_is_in_one_group_at_most(before: str, now: str, group: str | None) -> None:
    found = changes({"PPD-05": before}, {"PPD-05": now})

    filled = {name for name in ("gained", "lost", "moved") if getattr(found, name)}
    assert filled == ({group} if group else set())


def test_an_item_that_only_one_audit_knows_is_no_change() -> None:
    assert not changes({"OLD-01": "present"}, {"NEW-01": "missing"})


def test_a_defect_is_new_or_mended_once() -> None:
    found = changes({}, {}, defects_before=[DEAD, DEAD], defects_now=[EMPTY])

    assert (found.new_defects, found.mended) == ((EMPTY,), (DEAD,))


@pytest.mark.parametrize("unseen", [DEAD[1], DEAD[2]])
def test_a_defect_whose_place_could_not_be_opened_is_not_called_mended(unseen: str) -> None:
    assert not changes({}, {}, defects_before=[DEAD], unseen={unseen})
