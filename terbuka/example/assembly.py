"""Puts exhibits and news at their addresses and links them, until a whole site stands."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from terbuka.example import papers
from terbuka.example.blocks import Block, html_of
from terbuka.example.chrome import Chrome, links_as_list, links_as_table
from terbuka.example.exhibits import Answer, Document, Exhibit
from terbuka.example.news import Story
from terbuka.example.templates import EPPID_PATHS, SECTIONS, Places
from terbuka.example.wording import data_file, slug_of
from terbuka.rules.siteaudit.findings import DefectKind

HTML = "text/html; charset=utf-8"
STORIES_A_LIST = 8
LOGIN = "/masuk"


@dataclass(frozen=True, slots=True)
class Served:
    """What the server answers at one address. `delay` is in seconds."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0


@dataclass(slots=True)
class Assembly:
    """A site in the making: what is served where, and the truth about it."""

    chrome: Chrome
    places: Places
    served: dict[str, Served] = field(default_factory=dict)
    defects: set[tuple[str, str]] = field(default_factory=set)
    addresses: dict[str, list[str]] = field(default_factory=dict)
    entries: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    pending: list[tuple[str, Exhibit, tuple[str, ...], date | None]] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)

    def place(self, shown: Exhibit, number: int) -> None:
        """Give an exhibit its addresses and list it in its section; its page is drawn later."""
        if self.places.template == "eppid" and not shown.has_page:
            shown = _embedded(shown)
        files = tuple(
            self.places.file(document, number * 10 + n) for n, document in enumerate(shown.documents)
        )
        for path, document in zip(files, shown.documents, strict=True):
            self._serve_file(path, document)
        day = self._post_day(shown)
        path = self.places.page(shown, number, is_post=day is not None) if shown.has_page else files[0]
        if shown.has_page:
            self.pending.append((path, shown, files, day))
        for kind, target in shown.defects:
            self.defects.add((kind.value, path if target == "page" or not files else files[0]))
        for code in (shown.code, *shown.also):
            self.addresses.setdefault(code, []).extend(dict.fromkeys((path, *files)))
        self.entries.setdefault(shown.section, []).append((path, shown.title))

    def _serve_file(self, path: str, document: Document) -> None:
        if document.answer == Answer.LOGIN:
            self.served[path] = Served(b"", status=302, headers=(("Location", LOGIN),))
        else:
            self.served[path] = Served(document.data, document.content_type)

    def _post_day(self, shown: Exhibit) -> date | None:
        """The day an exhibit went up as a post; None for static pages, which bear no date."""
        chance = self.places.chance
        may_be_post = self.places.template != "eppid" and shown.covers_until and not shown.is_dateless
        if not may_be_post or shown.answer != Answer.SERVED or chance.random() > 0.35:
            return None
        return self.chrome.voice.as_of - timedelta(days=chance.randint(5, 150))

    def draw(self) -> None:
        """Render every placed page, now that the menus can name them all."""
        for path, shown, files, day in self.pending:
            spare = data_file("prose")["spare"]
            if shown.answer == Answer.ABSENT:
                self.absent.add(path)
            elif shown.answer == Answer.ERROR:
                self.served[path] = Served(f"<h1>{spare['error']}</h1>".encode(), status=500)
            elif shown.answer == Answer.SOFT_ABSENT:
                self.served[path] = Served(self.chrome.page("404", f"<p>{spare['absent']}</p>"))
            else:
                body = "".join(map(html_of, shown.blocks)) + self._documents(shown, files)
                self.served[path] = Served(self.chrome.page(shown.title, body, day=day))

    def _documents(self, shown: Exhibit, files: tuple[str, ...]) -> str:
        pairs = list(zip(files, shown.documents, strict=True))
        pictures = [(path, doc) for path, doc in pairs if doc.ending == "png"]
        links = [(path, doc.label) for path, doc in pairs if doc.ending != "png"]
        out = "".join(html_of(Block("picture", doc.label, url=path)) for path, doc in pictures)
        if self.places.template == "eppid" and len(links) == 1 and links[0][0].endswith("pdf"):
            return out + html_of(Block("frame", url=links[0][0]))
        return out + (self.list_of(links) if links else "")

    def list_of(self, links: list[tuple[str, str]]) -> str:
        """Links as this template lists them."""
        if self.places.template == "eppid" or (self.places.template == "kpu" and len(links) > 2):
            return links_as_table(links, "Buka" if self.places.template == "eppid" else "Lihat")
        return links_as_list(links)

    def write_news(self, stories: list[Story]) -> list[tuple[str, str]]:
        """Serve every story and the lists of them; gives the links, newest first."""
        links = []
        for number, story in enumerate(stories):
            path = self.places.news(story.title, number)
            self.served[path] = Served(self.chrome.page(story.title, f"<p>{story.words}</p>", day=story.day))
            links.append((path, story.title))
        chunks = [links[n : n + STORIES_A_LIST] for n in range(0, len(links), STORIES_A_LIST)]
        for number, chunk in enumerate(chunks):
            body = links_as_list(chunk)
            if number + 1 < len(chunks):
                body += links_as_list([(self.places.news_list(number + 1), "Berikutnya")])
            name = str(self.chrome.words["news"])
            self.served[self.places.news_list(number)] = Served(self.chrome.page(name, body))
        return links

    def write_sections(self) -> None:
        """Serve the list of each section that holds anything."""
        for name in self.entries:
            title = self.section_names()[name]
            self.served[self.places.section(name)] = Served(
                self.chrome.page(title, self.list_of(self.entries[name]))
            )

    def section_names(self) -> dict[str, str]:
        """Names of the sections in this template's menus."""
        return dict(self.chrome.words["sections"])  # type: ignore[call-overload]

    def menu(self, *, length: int = 5) -> str:
        """The long menu of every page: each section and its first entries."""
        names, parts = self.section_names(), [links_as_list([("/", "Beranda")])]
        for name in SECTIONS:
            if name in self.entries:
                inner = [entry for entry in self.entries[name] if "." not in entry[0].rsplit("/", 1)[-1]]
                parts.append(links_as_list([(self.places.section(name), names[name]), *inner[:length]]))
        return "".join(parts) + links_as_list([(self.places.news_list(0), str(self.chrome.words["news"]))])

    def write_spares(self) -> None:
        """Home page, sign-in page, and three spare pages: an empty one, a soft and a hard dead link."""
        spare, words = data_file("prose")["spare"], self.chrome.words
        paths = ["/" + slug_of(title) for title in words["spare"]]  # type: ignore[attr-defined]
        empty, soft, dead = paths
        self.served[empty] = Served(self.chrome.page(words["spare"][0], ""))  # type: ignore[index]
        self.served[soft] = Served(self.chrome.page("404", f"<p>{spare['absent']}</p>"))
        self.absent.add(dead)
        self.defects |= {
            (DefectKind.EMPTY_PAGE.value, empty),
            (DefectKind.SOFT_404.value, soft),
            (DefectKind.BROKEN_LINK.value, dead),
        }
        self.served[LOGIN] = Served(self.chrome.page("Masuk", _sign_in(spare["login"])))
        welcome = html_of(Block("text", self.chrome.voice.fill(spare["welcome"])))
        links = list(zip(paths, words["spare"], strict=True))  # type: ignore[call-overload]
        self.served["/"] = Served(self.chrome.page("Beranda", welcome + links_as_list(links)))
        self.served["/logo.png"] = Served(papers.poster(1), papers.PNG)


def _sign_in(words: str) -> str:
    return (
        f'<p>{words}</p><form method="post" action="{LOGIN}"><input type="text" name="nama">'
        '<input type="password" name="sandi"><button>Masuk</button></form>'
    )


def _embedded(shown: Exhibit) -> Exhibit:
    """In the e-PPID application a document stands inside a page that bears only its title."""
    closed = {Answer.LOGIN, Answer.FORBIDDEN}
    if any(document.answer in closed for document in shown.documents) and shown.code not in EPPID_PATHS:
        return shown
    return replace(shown, has_page=True)
