"""What each tag of HTML means for the facts about a page."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from terbuka.crawler.extract_facts import Place
from terbuka.crawler.extract_forms import SeenForm
from terbuka.crawler.extract_places import margin_of
from terbuka.crawler.extract_tokens import attributes_of
from terbuka.crawler.extract_walk import MOST_OTHERS, Walk

_LONGEST_MARGIN = 400
_MOUNTS = frozenset("app root __next __nuxt q-app svelte main-app application react-root".split())
_ONCLICK = re.compile(r"(?:location[\w.]*\s*=|open\s*\(|assign\s*\()\s*[\"']([^\"']{1,500})[\"']")
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|ods|odt|csv)(?:$|[?#&])", re.IGNORECASE)
# Parameters by which viewers name the file they show.
_VIEWED = ("url", "file", "src", "document", "pdf", "source")

Act = Callable[[Walk, str, str], None]


def _block(walk: Walk, attributes: str, name: str) -> None:
    """Any tag that ends a paragraph; it may open or close a margin."""
    if walk.words:
        walk.end_block()
    if not walk.region:
        if attributes and len(attributes) < _LONGEST_MARGIN and margin_of(attributes):
            walk.enter(name, Place.SIDE)
    elif name == walk.region:
        walk.region_depth += 1


def _block_end(walk: Walk, attributes: str, name: str) -> None:
    if walk.words:
        walk.end_block()
    if walk.region and name[1:] == walk.region:
        walk.region_depth -= 1
        if walk.region_depth <= 0:
            walk.leave()


def _plain_block(walk: Walk, attributes: str, name: str) -> None:
    if walk.words:
        walk.end_block()


def _container(walk: Walk, attributes: str, name: str) -> None:
    """`div`, the commonest tag, also carries the marks of script shells and flipbooks."""
    _block(walk, attributes, name)
    if "id" in attributes and not walk.has_mount:
        walk.has_mount = attributes_of(attributes).get("id", "") in _MOUNTS
    if ".pdf" in attributes or ".PDF" in attributes:
        for value in attributes_of(attributes).values():
            if _DOCUMENT.search(value) and " " not in value.strip():
                _show(walk, value, "")


def _menu(walk: Walk, attributes: str, name: str) -> None:
    """`nav`, `footer`, page-level `header`, `aside`: margins by their own name."""
    walk.end_block()
    if walk.region:
        walk.region_depth += name == walk.region
    elif name != "header" or not walk.inside_main:
        walk.enter(name, Place.SIDE if name == "aside" else Place.MENU)


def _main(walk: Walk, attributes: str, name: str) -> None:
    """The main part is never inside a margin guessed from class names."""
    walk.end_block()
    walk.inside_main += 1
    if walk.place is Place.SIDE and walk.region != "aside":
        walk.leave()


def _main_end(walk: Walk, attributes: str, name: str) -> None:
    walk.end_block()
    walk.inside_main = max(0, walk.inside_main - 1)


def _heading(walk: Walk, attributes: str, name: str) -> None:
    walk.end_block()
    walk.heading = int(name[1])


def _heading_end(walk: Walk, attributes: str, name: str) -> None:
    walk.end_block()
    walk.heading = 0


def _row(walk: Walk, attributes: str, name: str) -> None:
    walk.end_block()
    walk.open_row(name)


def _row_end(walk: Walk, attributes: str, name: str) -> None:
    walk.end_block()
    walk.close_row(name[1:])


def _list(walk: Walk, attributes: str, name: str) -> None:
    _block(walk, attributes, name)
    walk.lists += 1


def _link(walk: Walk, attributes: str, name: str) -> None:
    read = attributes_of(attributes)
    href = read.get("href", "")
    if (not href or href.startswith(("#", "javascript:"))) and "onclick" in read:
        clicked = _ONCLICK.search(read["onclick"])
        href = clicked[1] if clicked else href
    walk.open_link(href, read.get("title") or read.get("aria-label") or "")


def _link_end(walk: Walk, attributes: str, name: str) -> None:
    walk.close_link()


def _button(walk: Walk, attributes: str, name: str) -> None:
    if "onclick" in attributes:
        _link(walk, attributes, name)


def _image(walk: Walk, attributes: str, name: str) -> None:
    read = attributes_of(attributes)
    address = read.get("data-src") or read.get("data-lazy-src") or read.get("data-original") or read.get("src", "")
    walk.add_image(address, read.get("alt", ""))


def _show(walk: Walk, address: str, title: str) -> None:
    """A frame, player or viewer; the document it shows becomes a link."""
    url = walk.absolute(address)
    if not url or walk.place is not Place.MAIN or len(walk.embeds) >= MOST_OTHERS or url in walk.embeds:
        return
    walk.embeds.append(url)
    try:
        query = parse_qs(urlsplit(url).query, max_num_fields=50)
    except ValueError:
        return
    viewed = [query[name][0] for name in _VIEWED if name in query]
    shown = [walk.absolute(one) for one in viewed if one.startswith("http") or _DOCUMENT.search(one)]
    if shown:
        walk.add_link(shown[0], title)
    elif _DOCUMENT.search(urlsplit(url).path):
        walk.add_link(url, title)


def _frame(walk: Walk, attributes: str, name: str) -> None:
    read = attributes_of(attributes)
    _show(walk, read.get("src") or read.get("data-src") or read.get("data") or "", read.get("title", ""))
    if name in ("iframe", "video", "audio"):
        walk.hush(name)


def _hushed(walk: Walk, attributes: str, name: str) -> None:
    walk.hush(name)
    if name in ("textarea", "select"):
        _field(walk, attributes, name)


def _unhush(walk: Walk, attributes: str, name: str) -> None:
    if walk.silent == name[1:]:
        unsaid = walk.unhush()
        if name == "/title" and not walk.title:
            walk.title = unsaid


def _form(walk: Walk, attributes: str, name: str) -> None:
    _block(walk, attributes, name)
    if len(walk.forms) < MOST_OTHERS:
        walk.forms.append(SeenForm(attributes))


def _form_end(walk: Walk, attributes: str, name: str) -> None:
    if walk.silent == "select":
        walk.unhush()
    _block_end(walk, attributes, name)
    walk.forms.append(SeenForm("method=post"))


def _field(walk: Walk, attributes: str, name: str) -> None:
    if walk.place is not Place.MAIN:
        return
    if not walk.forms:
        walk.forms.append(SeenForm("method=post"))
    walk.forms[-1].add(name, attributes)
    walk.signs_in = walk.signs_in or walk.forms[-1].signs_in


def _meta(walk: Walk, attributes: str, name: str) -> None:
    if len(walk.metas) < MOST_OTHERS:
        walk.metas.append(attributes_of(attributes))


def _base(walk: Walk, attributes: str, name: str) -> None:
    href = walk.absolute(attributes_of(attributes).get("href", ""))
    if href:
        walk.base = href


def _canonical(walk: Walk, attributes: str, name: str) -> None:
    if "canonical" in attributes:
        walk.canonical = walk.canonical or walk.absolute(attributes_of(attributes).get("href", ""))


def _html(walk: Walk, attributes: str, name: str) -> None:
    walk.language = walk.language or attributes_of(attributes).get("lang", "")


def _time(walk: Walk, attributes: str, name: str) -> None:
    if not walk.place and len(walk.times) < MOST_OTHERS:
        walk.times.append(attributes_of(attributes).get("datetime", ""))


def _table() -> dict[str, Act]:
    """Act by tag name; tags that are not named here stand inside a line of text."""
    acts: dict[str, Act] = {}
    for name in "ul ol table section td form fieldset dl details figure".split():
        acts[name], acts[f"/{name}"] = _block, _block_end
    for name in "p br hr th tbody thead tfoot caption dt dd pre blockquote address summary figcaption body center legend option".split():
        acts[name] = acts[f"/{name}"] = _plain_block
    acts["div"], acts["/div"] = _container, _block_end
    for name in "nav footer header aside".split():
        acts[name], acts[f"/{name}"] = _menu, _block_end
    for name in "main article".split():
        acts[name], acts[f"/{name}"] = _main, _main_end
    for level in "123456":
        acts[f"h{level}"], acts[f"/h{level}"] = _heading, _heading_end
    for name in "tr li".split():
        acts[name], acts[f"/{name}"] = _row, _row_end
    for name in "iframe embed object video audio source".split():
        acts[name] = _frame
    for name in "title textarea select noscript".split():
        acts[name] = _hushed
    for name in "title textarea select noscript iframe video audio".split():
        acts[f"/{name}"] = _unhush
    acts |= {"a": _link, "/a": _link_end, "button": _button, "/button": _link_end, "img": _image}
    acts |= {"form": _form, "/form": _form_end, "input": _field, "meta": _meta, "base": _base}
    acts |= {"link": _canonical, "html": _html, "time": _time}
    return acts


_ACTS = _table()


def walk(parts: list[str], url: str) -> Walk:
    """Go over the tokens of `extract_tokens.tokenise` once."""
    seen = Walk(url)
    words = seen.words
    act_of = _ACTS.get
    if parts[0]:
        words.append(parts[0])
    for name, attributes, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        act = act_of(name) or act_of(name.lower())
        if act is not None:
            act(seen, attributes, name.lower())
        if text:
            words.append(text)
    return seen
