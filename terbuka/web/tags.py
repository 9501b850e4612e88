"""Template words of our own, known to every template: numbers, days, statuses, the path of an icon."""

import os
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.base import Parser, Token, render_value_in_context
from django.template.loader import render_to_string
from django.templatetags.i18n import BlockTranslateNode, do_block_translate
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from terbuka.models import Account, Notification, WorkUnit
from terbuka.rules.contacts import spoken_number
from terbuka.rules.daynames import Moment
from terbuka.rules.language import Phrase, Values
from terbuka.rules.people import Act, Role
from terbuka.rules.scorecard import Number
from terbuka.rules.workdays import list_to_mend
from terbuka.services import files
from terbuka.services.calendar import whole_calendar
from terbuka.services.units import followers_of, stranded
from terbuka.web import words
from terbuka.web.access import today_at
from terbuka.web.help.texts import HELP, Help
from terbuka.web.linked import as_script, web_page
from terbuka.web.sharing import Shared, shared

register = template.Library()
# The file that marks the data folder of a demonstration.
DEMO_MARK = "terbuka-demo"
_DAYS = {
    "id": ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


class Sentence(BlockTranslateNode):
    """Django's tag, whose English may choose its words by a number: `%(n)s %(n:unit|units)s`."""

    def render(self, context: template.Context, nested: bool = False) -> SafeString:
        with context.push(**{name: value.resolve(context) for name, value in self.extra_context.items()}):
            source, names = self.render_token_list(self.singular)
            shown = Values((name, render_value_in_context(context.get(name, ""), context)) for name in names)
            said = SafeString(gettext(source) % shown)
        if not self.asvar:
            return said
        context[self.asvar] = said
        return SafeString("")


@register.tag
def blocktranslate(parser: Parser, token: Token) -> Sentence:
    """A sentence with values. Indonesian has one form for every number, so `count` is refused."""
    node = do_block_translate(parser, token)
    if node.plural or node.message_context:
        raise template.TemplateSyntaxError(
            "blocktranslate: the English chooses its form itself, see rules/language.py"
        )
    return Sentence(node.extra_context, node.singular, trimmed=node.trimmed, asvar=node.asvar)


class SaidAgain(template.Node):
    """Draws what stands within, and keeps it under a name to be drawn again."""

    def __init__(self, within: template.NodeList, name: str) -> None:
        self.nodelist, self.name = within, name

    def render(self, context: template.Context) -> SafeString:
        """What stands within."""
        context[self.name] = drawn = self.nodelist.render(context)
        return drawn


@register.tag
def said_again(parser: Parser, token: Token) -> SaidAgain:
    """`{% said_again as title %}{% block title %}{% endblock %}{% endsaid_again %}`, then `{{ title }}`."""
    name = token.split_contents()[-1]
    within = parser.parse(("endsaid_again",))
    parser.delete_first_token()
    return SaidAgain(within, name)


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
def moment(value: datetime | None) -> str:
    """A moment at the installation's place: "Jum, 13 Mar 2026 09.30 WIB". Empty for nothing."""
    return str(Moment(timezone.localtime(value))) if value else ""


@register.filter
def points(value: Fraction | str | None) -> str:
    """Exact points, also as "n/d", with two decimals rounded down. Empty for nothing."""
    return "" if value is None or value == "" else str(Number(Fraction(value)))


@register.filter
def worded(value: Mapping[str, str] | str) -> str:
    """Words kept in both languages, `{"id": ..., "en": ...}`, in the reader's."""
    if isinstance(value, str):
        return value
    return value.get(get_language() or "id") or value.get("id", "")


@register.filter
def indonesian(value: object) -> object:
    """Words that are Indonesian whatever the page speaks: names of items and rounds, titles, notes.

    On a page in English they stand in a span of their own language, so that a
    screen reader says them right (WCAG 3.1.2). Not for attributes and titles.
    """
    if not value or get_language() == "id":
        return value
    return format_html('<span lang="id">{}</span>', value)


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
def is_demo() -> bool:
    """Is this the installation of a demonstration, which says so on every page?"""
    return os.path.exists(f"{settings.DATA}/{DEMO_MARK}")


@register.filter
def phone(number: str) -> str:
    """A kept telephone number as people write it: 0812-3456-7890."""
    return spoken_number(number)


@register.simple_tag
def has_room() -> bool:
    """Is there room for a file of the largest size?"""
    return files.has_room()


@register.simple_tag(takes_context=True)
def share(context: template.Context) -> Shared | None:
    """What this page says of itself to who lists or shares it; nothing where nobody should."""
    return shared(context.get("request"))


@register.simple_tag(takes_context=True)
def linked_data(context: template.Context) -> SafeString:
    """What this page says to programs, as data that no browser runs: `linked` of its view, or what it is."""
    told, sharing = context.get("linked"), context.get("sharing")
    if not told and sharing:
        name, about = (_unmarked(context.get(one) or "") for one in ("page_title", "page_description"))
        told = [web_page(sharing.address, name, about)]
    return as_script(told or ())


def _unmarked(drawn: str) -> str:
    """What a template drew, as plain text."""
    return unescape(" ".join(strip_tags(drawn).split()))


@register.filter
def in_attribute(text: str) -> SafeString:
    """What a template drew, on one line, as the value of an attribute."""
    return SafeString(" ".join(strip_tags(text).split()).replace('"', "&quot;"))


@register.simple_tag(takes_context=True)
def unread(context: template.Context) -> int:
    """How many messages wait unread for who is signed in: one query, none for strangers."""
    user = context.get("user")
    return Notification.objects.unread().filter(account=user).count() if isinstance(user, Account) else 0


@register.simple_tag(takes_context=True)
def may_see_cases(context: template.Context, unit: WorkUnit) -> bool:
    """Does who is signed in read the cases of this unit?"""
    user = context.get("user")
    return isinstance(user, Account) and user.may(Act.SEE_CASES, unit, on=today_at(unit))


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, code: str) -> str:
    """The query of this page's address with the language set, all else kept."""
    request = context.get("request")
    query: dict[str, list[str]] = dict(request.GET.lists()) if request else {}
    return urlencode(query | {"lang": [code]}, doseq=True)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """The icon of this name, drawn once: its address does not change while the installation runs."""
    return render_to_string("components/icon.html", {"name": name})


@register.inclusion_tag("components/help.html", name="help")
def beside(key: str) -> dict[str, Help]:
    """The help text of this key, to open beside a field: `{% help "saq_answer" %}`."""
    return {"help": HELP[key]}


@register.inclusion_tag("components/without_mail.html", takes_context=True)
def without_mail(context: template.Context) -> dict[str, bool]:
    """A banner for administrators where no mail server is set, for then every link is handed over."""
    user = context.get("user")
    if settings.MAIL_SERVER or not isinstance(user, Account):
        return {"is_shown": False}
    today = timezone.localdate()
    roles = (Role.SYSTEM_ADMINISTRATOR, Role.NATIONAL_ADMINISTRATOR)
    return {"is_shown": any(user.holds(role, on=today) for role in roles)}


@register.inclusion_tag("units/ended_notice.html", takes_context=True)
def unit_ended_notice(context: template.Context, unit: WorkUnit) -> dict[str, Any]:
    """At a unit that has ended: since when, where work goes on, and where its people belong."""
    today, user = today_at(unit), context.get("user")
    if not unit.has_ended(today):
        return {"is_shown": False}
    manages = isinstance(user, Account) and user.may(Act.MANAGE_PEOPLE, unit, on=today)
    return {
        "is_shown": True,
        "unit": unit,
        "followers": [link.after for link in followers_of(unit)],
        "manages": manages,
    }


@register.inclusion_tag("units/stranded.html")
def stranded_below(unit: WorkUnit) -> dict[str, Any]:
    """Ended units here or below whose people still have to be moved."""
    return {"stranded": stranded(unit, today_at(unit))}


@register.inclusion_tag("components/calendar_notice.html")
def calendar_notice() -> dict[str, Any]:
    """The year whose list of holidays is missing or an estimate, for those who can mend it."""
    return {"lack": list_to_mend(timezone.localdate(), whole_calendar())}


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """The browser and system that a user agent names: "Firefox, Windows". Empty where neither is known."""
    found = [
        next((name for mark, name in marks if mark in user_agent), "") for marks in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, found))


@register.filter
def browser(user_agent: str) -> str:
    """A user agent as its owner would say it."""
    return device_of(user_agent) or str(_("Peramban lain"))
