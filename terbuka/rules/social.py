"""Is an official account of a unit in use: when it last posted, and whether that could be seen at all.

Announcing through social media belongs to the duty to announce (Perki 1/2021,
article 24); after how many days an account counts as quiet is `social.active`
of `data/limits.toml`. What could not be looked at is never "no posts".
"""

import re
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from terbuka.rules.language import Phrase, say
from terbuka.rules.limits import limit

_CHANNEL = re.compile(r"/channel/(UC[\w-]{22})/?\Z")


class Activity(StrEnum):
    """What is known of an account on a day."""

    ACTIVE = "active"
    QUIET = "quiet"
    SILENT = "silent"
    COULD_NOT_LOOK = "could_not_look"
    UNSEEN = "unseen"


ACTIVITY_WORDS: dict[Activity, Phrase] = {
    Activity.ACTIVE: say("aktif"),
    Activity.QUIET: say("lama tidak ada unggahan"),
    Activity.SILENT: say("belum ada unggahan"),
    Activity.COULD_NOT_LOOK: say("tidak dapat dilihat"),
    Activity.UNSEEN: say("belum dicatat"),
}


def activity_of(last_post_on: date | None, *, was_looked: bool, has_fault: bool, on: date) -> Activity:
    """The state of an account; a fault hides nothing that was known and is still young enough."""
    if last_post_on and (on - last_post_on).days <= limit("social.active", None, on=on).amount:
        return Activity.ACTIVE
    if has_fault:
        return Activity.COULD_NOT_LOOK
    if last_post_on:
        return Activity.QUIET
    return Activity.SILENT if was_looked else Activity.UNSEEN


def feed_of(network: str, url: str) -> str:
    """Where the last post of an account can be read without signing in: its feed, or a page that names it.

    Empty for networks that publish no feed: there a person notes the day, with a proof.
    """
    if network != "youtube":
        return ""
    found = _CHANNEL.search(urlsplit(url).path)
    return f"https://www.youtube.com/feeds/videos.xml?channel_id={found[1]}" if found else url
