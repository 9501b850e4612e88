"""What was done stays written."""

import pytest

from terbuka.models import Event
from terbuka.services.events import record
from tests import make

pytestmark = pytest.mark.django_db


def test_events_of_one_subject_come_in_order() -> None:
    ani = make.account()
    first = record("account", ani.pk, "invite", by=None, at=make.NOON)
    second = record("account", ani.pk, "rename", by=ani, at=make.NOON, payload={"name": "Ani"})

    assert list(Event.objects.about("account", ani.pk)) == [first, second]
    assert second.by_id == ani.pk


def test_an_event_is_neither_changed_nor_removed() -> None:
    event = record("account", 1, "invite", by=None, at=make.NOON)

    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
    with pytest.raises(TypeError):
        Event.objects.update(verb="nothing")
    with pytest.raises(TypeError):
        Event.objects.all().delete()
