"""What each element of HTML means for the facts about a page: margins, links, frames, forms."""

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from terbuka.crawler.extract_walk import MOST_OTHERS, Menus, Place, Walk
from terbuka.crawler.extract_words import plain

_MOUNTS = frozenset({"app", "root", "__next", "__nuxt", "q-app", "svelte", "main-app", "react-root"})
_ONCLICK = re.compile(r"(?:location[\w.]*\s*=|open\s*\(|assign\s*\()\s*[\"']([^\"']{1,500})[\"']")
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|ods|odt|csv)(?:$|[?#&])", re.IGNORECASE)
# Parameters by which viewers name the file they show.
_VIEWED = ("url", "file", "src", "document", "pdf", "source")

# Names that designers give to what surrounds the text. Whole names only: `no-sidebar`,
# `menu-open` or `page-header` say something about the page, not what the element is.
_MARGIN = re.compile(
    r"(?:(?:main|top|primary|secondary|site|mobile|sub|side|left|right|mega|off-?canvas|header|footer|global|user)"
    r"[-_]?(?:nav|navbar|nav-?bar|navigation|menu|sidebar|bar)(?:[-_](?:wrapper|container|area|list|inner))?"
    r"|nav|navbar(?:[-_]\w+)?|navigation|nav[-_](?:menu|main|wrapper|container|bar|top)|menu|menubar"
    r"|menu[-_](?:main|utama|wrapper|container|primary|top|footer|side|block)|topbar|top[-_]header"
    r"|sidebar|sidebar[-_](?:left|right|area|wrapper|inner|column|first|second|menu|widgets?|primary|main|blog)"
    r"|(?:page|blog|region|layout|widget|col)[-_]sidebar(?:[-_](?:first|second|left|right))?|sidebar[0-9]"
    r"|footer|(?:site|main|page|region|layout)[-_]footer|footer[-_](?!less|fixed)\w+(?:-\w+)*|copyright"
    r"|(?:site|main|region|layout)[-_]header|header[-_](?:top|area|wrapper|main|bar)"
    r"|breadcrumbs?|breadcrumb[-_]\w+|region-breadcrumb|pagination|pager|page-numbers|skip-link"
    r"|share|sharing|share[-_](?:\w+)|social|socials|social[-_](?:\w+)|sosmed|addtoany\w*|a2a_kit|addthis\w*"
    r"|sharethis\w*|sharedaddy|jp-relatedposts|related|related[-_](?:\w+)|artikel-terkait|berita-terkait"
    r"|recent[-_]posts?|berita-terbaru|popular[-_]posts?|tag-?cloud|comments?|comments?-area|comment-respond"
    r"|modal|modal[-_](?:dialog|content)|offcanvas|cookies?[-_]\w+|visually-hidden|sr-only|screen-reader-text)",
    re.IGNORECASE,
)
_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog"}
)
_MOST_NAMES = 40

_TYPED = frozenset({"text", "tel", "number", "date", "url", "datetime-local", "month"})
_SEARCH = re.compile(r"search|\bcari|pencarian|\bs\b|\bq\b|keyword|kata[-_ ]?kunci|filter", re.IGNORECASE)
_NOT_ASKING = re.compile(
    r"wp-comments-post|commentform|comment[-_]form|newsletter|subscri|berlangganan|mailchimp|login|masuk\b"
    r"|signin|sign-in|lang(?:uage)?[-_](?:switch|form|select)|polling|\bpoll\b|jajak",
    re.IGNORECASE,
)

Opens = Callable[[Walk, LexborNode, str], bool]
Closes = Callable[[Walk], None]


def _read(node: LexborNode) -> dict[str, str]:
    """Attributes by name; one without value is the empty string."""
    return {name: value or "" for name, value in node.attributes.items()}


@lru_cache(maxsize=8192)
def _margin(names: str, role: str) -> Place:
    """`SIDE` where class and id names or the role of an element are those of a menu or margin."""
    if role in _ROLES or any(_MARGIN.fullmatch(name) for name in names.split()[:_MOST_NAMES]):
        return Place.SIDE
    return Place.MAIN


# -- opening an element: each returns whether its children are to be walked


def _block(walk: Walk, node: LexborNode, name: str) -> bool:
    """An element that ends the paragraph before it, and may be a margin by its class."""
    if walk.words:
        walk.end_block()
    # To read attributes is dear, and inside a margin only a `div` can still say something by them.
    if walk.place and name != "div":
        return True
    attributes = node.attributes
    if attributes:
        if not walk.place:
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            walk.place = _margin(names[:2000], attributes.get("role") or "")
        if name == "div":
            _special(walk, attributes)
    return True


def _special(walk: Walk, attributes: dict[str, str | None]) -> None:
    """Marks that only `div` bears: the shell of a script, a flipbook's file."""
    if attributes.get("id") in _MOUNTS:
        walk.has_mount = True
    if walk.place:
        return
    for value in attributes.values():
        if value and ".pdf" in value.lower() and _DOCUMENT.search(value) and " " not in value.strip():
            _show(walk, value, "")


def _line(walk: Walk, node: LexborNode, name: str) -> bool:
    if walk.words:
        walk.end_block()
    return True


def _menu(walk: Walk, node: LexborNode, name: str) -> bool:
    """`nav`, `footer`, page-level `header`, `aside`: margins by their own name."""
    walk.end_block()
    if not walk.place and (name != "header" or not walk.inside_main):
        walk.place = Place.SIDE if name == "aside" else Place.MENU
    return walk.open_menu(node)


def _menu_end(walk: Walk) -> None:
    walk.end_block()
    walk.close_menu()


def _main(walk: Walk, node: LexborNode, name: str) -> bool:
    """The main part is never inside a margin guessed from class names."""
    walk.end_block()
    walk.inside_main += 1
    if walk.place is Place.SIDE:
        walk.place = Place.MAIN
    return True


def _main_end(walk: Walk) -> None:
    walk.end_block()
    walk.inside_main -= 1


def _heading(walk: Walk, node: LexborNode, name: str) -> bool:
    walk.end_block()
    walk.heading = int(name[1])
    return True


def _heading_end(walk: Walk) -> None:
    walk.end_block()
    walk.heading = 0


def _row(walk: Walk, node: LexborNode, name: str) -> bool:
    if walk.words:
        walk.end_block()
    walk.open_row()
    return True


def _row_end(walk: Walk) -> None:
    if walk.words:
        walk.end_block()
    walk.close_row()


def _entry(walk: Walk, node: LexborNode, name: str) -> bool:
    _row(walk, node, name)
    return walk.open_menu(node)


def _entry_end(walk: Walk) -> None:
    _row_end(walk)
    walk.close_menu()


def _link(walk: Walk, node: LexborNode, name: str) -> bool:
    attributes = node.attributes
    href = attributes.get("href") or ""
    if "onclick" in attributes and (not href or href.startswith(("#", "javascript:"))):
        clicked = _ONCLICK.search(attributes["onclick"] or "")
        href = clicked[1] if clicked else href
    title = attributes.get("title") or attributes.get("aria-label")
    walk.open_link(href, plain(title) if title else "")
    return True


def _button(walk: Walk, node: LexborNode, name: str) -> bool:
    return _link(walk, node, name) if "onclick" in node.attributes else True


def _image(walk: Walk, node: LexborNode, name: str) -> bool:
    if walk.place and not walk.is_in_link:
        return False
    read = _read(node)
    lazy = read.get("data-src") or read.get("data-lazy-src") or read.get("data-original")
    walk.add_image(lazy or read.get("src", ""), read.get("alt", ""))
    return False


def _show(walk: Walk, address: str, title: str) -> None:
    """A frame, player or viewer; the document it shows becomes a link."""
    url = walk.absolute(address)
    if not url or walk.place or len(walk.embeds) >= MOST_OTHERS or url in walk.embeds:
        return
    walk.embeds.append(url)
    try:
        parts = urlsplit(url)
        query = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return
    viewed = [query[name][0] for name in _VIEWED if name in query]
    shown = [walk.absolute(one) for one in viewed if one.startswith("http") or _DOCUMENT.search(one)]
    if shown:
        walk.add_link(shown[0], title)
    elif _DOCUMENT.search(parts.path):
        walk.add_link(url, title)


def _frame(walk: Walk, node: LexborNode, name: str) -> bool:
    read = _read(node)
    _show(walk, read.get("src") or read.get("data-src") or read.get("data") or "", read.get("title", ""))
    if name in ("video", "audio"):
        for child in node.iter():
            if child.tag == "source":
                _show(walk, _read(child).get("src", ""), "")
    return name == "object"  # what stands inside the others is said to old browsers only


def _title(walk: Walk, node: LexborNode, name: str) -> bool:
    walk.title = walk.title or plain(node.text())
    return False


def _script(walk: Walk, node: LexborNode, name: str) -> bool:
    walk.scripts.append(node.text() or "src")
    return False


def _notice(walk: Walk, node: LexborNode, name: str) -> bool:
    walk.notices += node.text()[:500]
    return False


def _hidden(walk: Walk, node: LexborNode, name: str) -> bool:
    return False


def _form(walk: Walk, node: LexborNode, name: str) -> bool:
    _block(walk, node, name)
    if not walk.place:
        about = _read(node)
        names = " ".join(about.get(one, "") for one in ("id", "class", "action", "name"))
        walk.asks = walk.asks or (not _NOT_ASKING.search(names) and _asks(node, about))
    return True


def _asks(form: LexborNode, about: dict[str, str]) -> bool:
    """Can a visitor write a request, objection, complaint or question in this form?

    Not a search box, a filter of a list, a sign-in or a newsletter: those have one
    field, a password, or GET without address, file or room for a text.
    """
    counted: Counter[str] = Counter()
    searches = about.get("role") == "search"
    for field in form.css("input, textarea"):
        read = _read(field)
        kind = read.get("type", "text").lower() if field.tag == "input" else "textarea"
        counted["typed" if kind in _TYPED else kind] += 1
        words = f"{read.get('name', '')} {read.get('id', '')} {read.get('placeholder', '')}"
        searches = searches or (kind in _TYPED and _SEARCH.search(words) is not None)
    fields = counted["typed"] + counted["email"] + counted["file"]
    if counted["password"]:
        return False
    if counted["textarea"]:
        return fields > 0 or not searches
    is_filter = searches or about.get("method", "get").lower() != "post"
    return fields >= 2 and (not is_filter or counted["email"] + counted["file"] > 0)


def _field(walk: Walk, node: LexborNode, name: str) -> bool:
    if not walk.place and (node.attributes.get("type") or "").lower() == "password":
        walk.signs_in = True
    return False


def _meta(walk: Walk, node: LexborNode, name: str) -> bool:
    if len(walk.metas) < MOST_OTHERS:
        walk.metas.append(_read(node))
    return False


def _base(walk: Walk, node: LexborNode, name: str) -> bool:
    href = walk.absolute(node.attributes.get("href") or "")
    if href:
        walk.rebase(href)
    return False


def _canonical(walk: Walk, node: LexborNode, name: str) -> bool:
    read = _read(node)
    if read.get("rel", "").lower() == "canonical":
        walk.canonical = walk.canonical or walk.absolute(read.get("href", ""))
    return False


def _html(walk: Walk, node: LexborNode, name: str) -> bool:
    walk.language = node.attributes.get("lang") or ""
    return True


def _time(walk: Walk, node: LexborNode, name: str) -> bool:
    if not walk.place and len(walk.times) < MOST_OTHERS:
        walk.times.append(node.attributes.get("datetime") or "")
    return True


_BLOCKS = "div section td fieldset dl details figure ul ol table"
_HIDDEN = "style svg template select datalist textarea noembed noframes xmp math -comment"
_LINES = (
    "p br hr th tbody thead tfoot caption dt dd pre blockquote address summary figcaption center legend body"
)


def _tables() -> dict[str, tuple[Opens | None, Closes | None]]:
    """What to do when an element opens and closes; elements not named here stand inside a line."""
    opens: dict[str, Opens] = {}
    closes: dict[str, Closes] = {}
    for names, act, end in (
        (_BLOCKS.split(), _block, Walk.end_block),
        (_LINES.split(), _line, Walk.end_block),
        (("nav", "footer", "header", "aside"), _menu, _menu_end),
        (("main", "article"), _main, _main_end),
        (("h1", "h2", "h3", "h4", "h5", "h6"), _heading, _heading_end),
        (("tr",), _row, _row_end),
        (("li",), _entry, _entry_end),
        (("form",), _form, Walk.end_block),
        (("a",), _link, Walk.close_link),
        (("button",), _button, Walk.close_link),
    ):
        for name in names:
            opens[name], closes[name] = act, end
    for name in _HIDDEN.split():
        opens[name] = _hidden
    for name in ("iframe", "embed", "object", "video", "audio", "frame"):
        opens[name] = _frame
    opens |= {"title": _title, "script": _script, "noscript": _notice, "img": _image, "input": _field}
    opens |= {"meta": _meta, "base": _base, "link": _canonical, "html": _html, "time": _time}
    return {name: (opens[name], closes.get(name)) for name in opens}


_TABLE = _tables()
_INLINE: tuple[Opens | None, Closes | None] = (None, None)
_END = Walk.end_block


def walk(tree: LexborHTMLParser, url: str, menus: Menus) -> Walk:
    """Go over the tree once, in the order of the page."""
    seen = Walk(url, menus)
    words, table = seen.words, _TABLE
    # Of each open element: itself, what its end does, the place to return to then.
    path: list[tuple[LexborNode, Closes | None, Place]] = []
    node: LexborNode | None = tree.root
    while node is not None:
        name = node.tag or ""
        child = None
        if name == "-text":
            text = node.text_content or ""
            if words or not text.isspace():  # blanks between blocks say nothing
                words.append(text)
        else:
            place = seen.place
            act, close = table.get(name, _INLINE)
            if (act is None or act(seen, node, name)) and (child := node.child) is not None:
                path.append((node, close, place))
                node = child
                continue
            if close is not None and (words or close is not _END):
                close(seen)
            seen.place = place
        while (following := node.next) is None and path:
            node, close, place = path.pop()
            if close is not None and (words or close is not _END):
                close(seen)
            seen.place = place
        node = following
    seen.end_block()
    return seen
