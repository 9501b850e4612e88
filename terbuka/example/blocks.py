"""The pieces of a page or paper, and how they look as HTML."""

from dataclasses import dataclass
from html import escape
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """One piece: `kind` is heading, text, list, table, form, link, picture or hidden.

    `rows` holds a table, its first row the heads; `items` the entries of a list
    or the labels of a form's fields; `url` the target of a link or picture.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    items: tuple[str, ...] = ()
    url: str = ""

    def as_json(self) -> dict[str, Any]:
        """The block as the typesetter reads it."""
        return {"kind": self.kind, "text": self.text, "rows": self.rows, "items": self.items}


def heading(text: str) -> Block:
    """A heading inside the text."""
    return Block("heading", text)


def text(words: str) -> Block:
    """A paragraph."""
    return Block("text", words)


def table(rows: list[list[str]]) -> Block:
    """A table whose first row holds the heads."""
    return Block("table", rows=tuple(tuple(row) for row in rows))


def link(label: str, url: str) -> Block:
    """A link that stands in the text."""
    return Block("link", label, url=url)


def _table(block: Block) -> str:
    head, *body = block.rows
    heads = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in body)
    return f"<table><tr>{heads}</tr>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _form(block: Block) -> str:
    fields = "".join(
        f'<p><label>{escape(label)} <input type="text" name="isian{n}"></label></p>'
        for n, label in enumerate(block.items)
    )
    return f'<form method="post" action="/kirim">{fields}<button type="submit">Kirim</button></form>'


def _list(block: Block) -> str:
    items = "".join(f"<li>{escape(item)}</li>" for item in block.items)
    return f"<ul>{items}</ul>"


def html_of(block: Block) -> str:
    """The block as HTML; every word in it is escaped. Raises KeyError for an unknown kind."""
    words, url = escape(block.text), escape(block.url)
    if block.kind in ("table", "form", "list"):
        return {"table": _table, "form": _form, "list": _list}[block.kind](block)
    return {
        "heading": f"<h4>{words}</h4>",
        "text": f"<p>{words}</p>",
        "link": f'<p><a href="{url}">{words}</a></p>',
        "picture": f'<p><img src="{url}" alt="{words}"></p>',
        "hidden": f'<div style="display:none"><a href="{url}">{words}</a></div>',
        "frame": f'<iframe src="{url}" width="100%" height="600"></iframe>',
    }[block.kind]
