"""What surrounds the content on every page of an example site: layout, menus, dateline, news, footer."""

from dataclasses import dataclass, field
from datetime import date
from html import escape
from string import Template

from terbuka.example.wording import DATA, Voice, data_file, is_held_out, say_weekday

LAYOUTS = (1, 2)
HELD_OUT_LAYOUTS = (3,)


def links_as_list(links: list[tuple[str, str]]) -> str:
    """Links (address, words) as a bulleted list."""
    items = (f'<li><a href="{escape(url)}">{escape(label)}</a></li>' for url, label in links)
    return f"<ul>{''.join(items)}</ul>"


def links_as_table(links: list[tuple[str, str]], action: str) -> str:
    """Links in the two columns of the e-PPID application: the title, and a word to open it."""
    rows = (
        f'<tr><td>{escape(label)}</td><td><a href="{escape(url)}">{action}</a></td></tr>'
        for url, label in links
    )
    return f"<table><tr><th>Judul</th><th>Aksi</th></tr>{''.join(rows)}</table>"


@dataclass(slots=True)
class Chrome:
    """The frame of one site. `menu` and `latest` are set once all addresses are known."""

    template: str
    voice: Voice
    has_address: bool
    is_demo: bool
    menu: str = ""
    latest: str = ""
    layout: Template = field(init=False)

    def __post_init__(self) -> None:
        numbers = HELD_OUT_LAYOUTS if is_held_out(self.voice.seed) else LAYOUTS
        name = f"{self.template}_{self.voice.chance.choice(numbers)}.html"
        self.layout = Template((DATA / "layouts" / name).read_text(encoding="utf-8"))

    @property
    def words(self) -> dict[str, object]:
        """The template's own words: names of sections, of the news list, of spare pages."""
        return dict(data_file("menus")[self.template])

    def dateline(self, day: date | None) -> str:
        """How this template tells the day a post went up; nothing on static pages."""
        if day is None:
            return ""
        if self.template == "bawaslu":
            return f"<span>Submitted by humas on {say_weekday(day)} - 10:{10 + day.day}</span>"
        return f"<span>{say_weekday(day)} | oleh admin</span>"

    def footer(self) -> str:
        """Copyright, the address where the unit tells it, and the mark of the demonstration."""
        spare = data_file("prose")["spare"]
        lines = [spare["copyright"], *([spare["address"]] if self.has_address else [])]
        lines += [spare["demo"]] if self.is_demo else []
        return "".join(f"<p>{escape(self.voice.fill(line))}</p>" for line in lines)

    def page(self, heading: str, body: str, *, day: date | None = None) -> bytes:
        """A whole page around `body`, which is HTML already."""
        words = self.words
        return self.layout.substitute(
            title=escape(heading),
            heading=escape(heading),
            unit=escape(self.voice.unit.name),
            body=body,
            dateline=self.dateline(day),
            menu=self.menu,
            latest=self.latest,
            share=str(words["share"]),
            news_name=str(words["news"]),
            views=100 + len(body) % 900,
            footer=self.footer(),
        ).encode()
