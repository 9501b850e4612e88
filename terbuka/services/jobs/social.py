"""Asking the feeds of official accounts for their last post: once a day, or when an officer asks. Jobs."""

from datetime import datetime, timedelta

from django.conf import settings

from terbuka.crawler.addresses import normalise
from terbuka.crawler.feeds import newest_post
from terbuka.models import SocialActivity, UnitProfile, WorkUnit
from terbuka.rules.zones import zone_of
from terbuka.services.catalogue.social import accounts_of, may_be_private, note_look
from terbuka.services.jobs.queue import enqueue
from terbuka.services.people import day_at

LOOK = "look_social"
# Many units lie on one platform: it is asked about one of them at a time.
_APART = timedelta(seconds=3)


def ask_looks(_subject_id: int = 0, *, at: datetime) -> None:
    """One act for each unit with an account that has a feed, some seconds apart."""
    with_feed = set(SocialActivity.objects.exclude(feed_url="").values_list("unit_id", flat=True))
    told = UnitProfile.objects.exclude(social=[]).order_by("unit_id").values_list("unit_id", "social")
    units = [pk for pk, social in told if pk in with_feed or _has_channel(social)]
    for place, pk in enumerate(units):
        enqueue(LOOK, pk, queue="crawl", due_at=at + place * _APART, at=at)


def _has_channel(social: list[dict[str, str]]) -> bool:
    return any(one["network"] == "youtube" for one in social)


def look_social(unit_id: int, *, at: datetime) -> None:
    """Ask the feed of each account of a unit, politely, and keep what it told."""
    unit = WorkUnit.objects.select_related("parent__parent").filter(pk=unit_id).first()
    if unit is None or unit.has_ended(day_at(unit, at)):
        return
    contact = f"{settings.SITE.geturl().rstrip('/')}/robot/"
    for account in accounts_of(unit, on=day_at(unit, at)):
        if not account.feed:
            continue
        posts = newest_post(
            account.feed,
            clock=zone_of(unit.region_code).clock,
            private_allowed=may_be_private(normalise(account.feed)),
            contact_page=contact,
        )
        note_look(unit, account.url, posts, at=at)
