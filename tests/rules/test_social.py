"""An account is active, quiet or silent only where somebody could look; what could not be seen says so."""

from datetime import date

import pytest

from terbuka.rules.social import Activity, activity_of, feed_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("last", "looked", "fault", "expected"),
    [
        (date(2026, 10, 23), True, False, Activity.ACTIVE),  # 30 days
        (date(2026, 10, 22), True, False, Activity.QUIET),
        (date(2026, 11, 1), True, True, Activity.ACTIVE),
        (date(2026, 1, 1), True, True, Activity.COULD_NOT_LOOK),
        (None, True, True, Activity.COULD_NOT_LOOK),
        (None, True, False, Activity.SILENT),
        (None, False, False, Activity.UNSEEN),
    ],
)
def test_the_state_of_an_account(last: date | None, looked: bool, fault: bool, expected: Activity) -> None:
    assert activity_of(last, was_looked=looked, has_fault=fault, on=TODAY) is expected


def test_only_a_channel_has_a_feed_to_ask() -> None:
    name = "UC" + "a" * 22
    assert feed_of("youtube", f"https://www.youtube.com/channel/{name}").endswith(f"?channel_id={name}")
    assert feed_of("youtube", "https://www.youtube.com/@kpujombang") == "https://www.youtube.com/@kpujombang"
    assert feed_of("instagram", "https://www.instagram.com/kpujombang") == ""
