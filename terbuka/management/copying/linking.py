"""A page of the live site as a page of the copy: links to files, forms without a server, a note."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.csp import CSP

from terbuka.management.copying.places import (
    SEARCH,
    STATIC,
    Place,
    is_searched,
    live,
    own_path,
    place_of,
)
from terbuka.rules.language import say
from terbuka.web.linked import absolute

_FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
_TAG = re.compile(r"<(?:a|link|img|script|form|use|iframe|source|area|video)\b[^>]*>")
_TARGET = re.compile(r'(\s(?:href|src|action|poster)=)"([^"]*)"')
_OF_FORM = re.compile(r'\s(method|action)="([^"]*)"')
_FIELD = re.compile(
    r'<div class="field[^"]*">(?:(?!</div>).)*?\sname="([^"]+)"(?:(?!</div>).)*</div>', re.DOTALL
)
_SCRIPT = re.compile(r'<script\b[^>]*\ssrc="[^"]*htmx[^"]*"[^>]*></script>')
# What tells where this page really is, or leads away from the copy, stays as it is.
_SAYS_WHERE = re.compile(r'\srel="(?:canonical|alternate|external)"')
_CHARSET = '<meta charset="utf-8">'
_ELSEWHERE = ("#", "mailto:", "tel:", "data:", "sms:")
# What the search of the copy reads of an address.
READ_BY_SEARCH = ("q", "jenis", "provinsi", "lembaga", "kelas", "tahun", "media", "satker")


def policy() -> str:
    """The security policy of the live site, as a page can state it itself."""
    rules: dict[str, Any] = {**settings.SECURE_CSP}
    del rules["frame-ancestors"]  # not heard from within a page
    rules["form-action"] = [CSP.SELF, absolute("")]
    return "; ".join(f"{name} {' '.join(map(str, values))}" for name, values in rules.items())


@dataclass(slots=True)
class Relinked:
    """A page as the copy holds it, and the addresses that it leads to, by the key of their place."""

    html: str
    links: dict[str, Place] = field(default_factory=dict)


@dataclass(slots=True)
class _Choices:
    """A select of a form: its label, and what can be chosen."""

    label: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)


class _Form(HTMLParser):
    """The selects of one form."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.selects: dict[str, _Choices] = {}
        self._labels: dict[str, str] = {}
        self._name, self._label, self._text = "", "", ""
        self._value: str | None = None
        self.feed(html)
        for name, select in self.selects.items():
            select.label = self._labels.get(name, name)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "label":
            self._label, self._text = told.get("for") or "", ""
        elif tag == "select":
            self._name = told.get("name") or ""
            self.selects[self._name] = _Choices()
        elif tag == "option":
            self._value, self._text = told.get("value") or "", ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "label" and self._label:
            self._labels[self._label] = " ".join(self._text.split())
            self._label = ""
        elif tag == "option" and self._value is not None:
            self.selects[self._name].options.append((self._value, " ".join(self._text.split())))
            self._value = None


def relinked(html: str, here: Place, *, day: str) -> Relinked:
    """The page as it stands in the copy. `day` in words."""
    page = _Page(here)
    html = _SCRIPT.sub("", html)
    html = _FORM.sub(page.form, html)
    html = _TAG.sub(page.tag, html)
    said = render_to_string(
        "copied/note.html", {"day": day, "live": here.live, "about": page.way("/salinan/")}
    )
    html = html.replace("<main", f"{said}<main", 1)
    rules = escape(policy(), quote=False)
    own = f'{_CHARSET}\n    <meta http-equiv="Content-Security-Policy" content="{rules}">'
    return Relinked(html.replace(_CHARSET, own, 1), page.links)


def led_on(target: str, here: Place) -> Relinked:
    """A page that leads on at once; without a target one that says that nothing is here."""
    page = _Page(here)
    way = escape(page.way(target or "/"))
    said = say("Halaman ini sekarang ada di:") if target else say("Tidak ada halaman di alamat ini.")
    told = f'<meta http-equiv="refresh" content="0; url={way}">' if target else ""
    head = f'<html lang="{here.language}"><head>{_CHARSET}<title>Terbuka</title>{told}</head>'
    html = f'<!DOCTYPE html>{head}<body><main><p>{said} <a href="{way}">Terbuka</a></p></main></body></html>'
    return Relinked(html, page.links)


class _Page:
    """One page while its links are written anew."""

    def __init__(self, here: Place) -> None:
        self.here = here
        self.links: dict[str, Place] = {}
        self._up = "../" * here.file.count("/") or "./"

    def way(self, address: str) -> str:
        """From this page to an address: within the copy, or to the live site."""
        if not address or address.startswith(_ELSEWHERE):
            return address
        told, sign, name = address.partition("#")
        path, mark = self._path(told), sign + name
        if path is None:
            return address
        if path.startswith(settings.STATIC_URL):
            return f"{self._up}{STATIC}/{path.removeprefix(settings.STATIC_URL)}{mark}"
        place = place_of(path, self.here.language)
        if place is None:
            return live(path, self.here.language) + mark
        if place.address != f"/{SEARCH}/":
            self.links[place.key] = place
        query = f"?{place.query}" if place.query else ""
        return f"{self._up}{place.lead}{query}{mark}"

    def _path(self, address: str) -> str | None:
        """Path and query of an address of ours, whatever it is relative to."""
        if address.startswith("/") and not address.startswith("//") and "/../" not in address:
            return address
        whole = urljoin(absolute(self.here.address), address)
        return own_path(whole) if whole.startswith(("http:", "https:")) else None

    def tag(self, found: re.Match[str]) -> str:
        """A tag with its targets written anew."""
        tag = found[0]
        if _SAYS_WHERE.search(tag) and "application/" not in tag:
            return tag
        return _TARGET.sub(self._target, tag)

    def _target(self, found: re.Match[str]) -> str:
        return f'{found[1]}"{escape(self.way(unescape(found[2])))}"'

    def form(self, found: re.Match[str]) -> str:
        """A form that searches leads to the search of the copy; another becomes links."""
        html = found[0]
        told = dict(_OF_FORM.findall(html.partition(">")[0] + ">"))
        path = (
            own_path(urljoin(absolute(self.here.address), unescape(told.get("action", "")))) or ""
        ).partition("?")
        if told.get("method", "get").lower() == "get" and is_searched(path[0]):
            return self._searching(html, path[0])
        lists = [] if told.get("method") else self._lists(_Form(html).selects)
        return render_to_string("copied/choices.html", {"lists": lists, "live": self.here.live})

    def _searching(self, html: str, path: str) -> str:
        html = _FIELD.sub(lambda one: one[0] if one[1] in READ_BY_SEARCH else "", html)
        html = re.sub(r'\shx-[a-z-]+="[^"]*"', "", html)
        html = _OF_FORM.sub(
            lambda one: f' action="/{SEARCH}/"' if one[1] == "action" else one[0], html, count=1
        )
        kind = {"/satker/": "satker", "/informasi/": "informasi"}.get(path, "")
        hidden = f'<input type="hidden" name="jenis" value="{kind}">' if kind else ""
        return html.replace("</form>", f"{hidden}</form>")

    def _lists(self, selects: Mapping[str, _Choices]) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """Choices whose every answer is copied, as links: address, words, is it this page?"""
        path, _mark, query = self.here.address.partition("?")
        asked = {name: value for name, value in parse_qsl(query) if name != "hal"}
        lists = []
        for name, select in selects.items():
            links = []
            for value, text in select.options:
                wanted = {**asked, name: value} if value else {k: v for k, v in asked.items() if k != name}
                place = place_of(f"{path}?{urlencode(wanted)}" if wanted else path, self.here.language)
                if place is None:
                    break
                links.append((place.address, text, place.address == self.here.address))
            else:
                lists.append((select.label, links))
        return lists
