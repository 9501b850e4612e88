"""Template words of our own, known to every template: numbers, days, statuses, the path of an icon."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language

from terbuka.rules.language import Phrase
from terbuka.web import words

register = template.Library()
_DAYS = {
    "id": ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


@register.filter
def number(value: Any) -> str:
    """A number as the reader writes it: 1.106 in Indonesian, 1,106 in English."""
    return number_format(value, force_grouping=True)


@register.filter
def day(value: date | datetime | str | None) -> str:
    """A day with its weekday: "Jum, 13 Mar 2026". Empty for nothing, the text itself for no date."""
    if not value:
        return ""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return str(value)
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    language = "en" if get_language() == "en" else "id"
    weekday, month = _DAYS[language][value.weekday()], _MONTHS[language][value.month - 1]
    return f"{weekday}, {value.day} {month} {value.year}"


@register.filter
def worded(value: Mapping[str, str] | str) -> str:
    """Words kept in both languages, `{"id": ..., "en": ...}`, in the reader's."""
    if isinstance(value, str):
        return value
    return value.get(get_language() or "id") or value.get("id", "")


@register.filter
def said(status: str, kind: str) -> words.Word | Phrase | Promise | str:
    """The word for a status: `{{ item.verdict|said:"VERDICTS" }}`. An unknown status says itself."""
    spoken: Mapping[str, Any] = getattr(words, kind)
    if status in spoken:
        return spoken[status]
    return (
        words.Word(status, "none", "minus") if isinstance(next(iter(spoken.values())), words.Word) else status
    )


@register.simple_tag
def has_demo() -> bool:
    """Does this installation hold a demo's result?"""
    return (settings.DATA / "demo" / "result.json").exists()


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, code: str) -> str:
    """The query of this page's address with the language set, all else kept."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query["lang"] = code
    return query.urlencode()
