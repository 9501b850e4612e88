"""What changed between two versions, and never more than can be read."""

import time

from terbuka.rules.comparing import MOST_SHOWN, Sign, compare


def test_only_what_differs_is_shown_with_what_stands_beside_it() -> None:
    old = "\n".join(f"baris {n}" for n in range(20))
    new = old.replace("baris 10", "baris sepuluh")
    found = compare({"title": "A", "form": "soft"}, {"title": "B", "form": "soft"}, (old, new))
    assert [(one.name, one.before, one.after) for one in found.fields] == [("title", "A", "B")]
    assert [(one.sign, one.text) for one in found.lines] == [
        (Sign.SKIPPED, "8"),
        (Sign.SAME, "baris 8"),
        (Sign.SAME, "baris 9"),
        (Sign.REMOVED, "baris 10"),
        (Sign.ADDED, "baris sepuluh"),
        (Sign.SAME, "baris 11"),
        (Sign.SAME, "baris 12"),
        (Sign.SKIPPED, "7"),
    ]


def test_equal_versions_have_nothing_to_show() -> None:
    assert not compare({"title": "A"}, {"title": "A"}, ("sama", "sama"))


def test_long_texts_are_cut_and_made_in_bounded_time() -> None:
    began = time.perf_counter()
    found = compare({}, {}, ("a\nb\n" * 40_000, "b\nc\na\n" * 40_000))
    assert found.is_cut
    assert len(found.lines) <= MOST_SHOWN
    assert time.perf_counter() - began < 10
