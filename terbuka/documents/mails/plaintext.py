"""The text of a letter that was written as a web page: no markup, no scripts, nothing fetched."""

from selectolax.lexbor import LexborHTMLParser

_UNSEEN = ("script", "style", "head", "title", "template", "noscript", "object", "svg")
_LINES = ("p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "pre", "hr")


def text_of_html(html: str) -> str:
    """What a reader sees, line by line; quoted lines begin with ">", links show their address."""
    if not html.strip():
        return ""
    page = LexborHTMLParser(html)
    page.strip_tags(list(_UNSEEN))
    body = page.body
    if body is None:
        return ""
    for mark in body.css("br"):
        mark.replace_with("\n")
    for link in body.css("a[href]"):
        address, shown = (link.attributes.get("href") or "").strip(), link.text(strip=True)
        if address.startswith(("http://", "https://")) and shown and address.rstrip("/") != shown.rstrip("/"):
            link.insert_after(f" <{address[:500]}> ")
    for block in body.css(",".join(_LINES)):
        block.insert_after("\n")
    for quote in body.css("blockquote"):
        quote.insert_before("\n")
    lines = (" ".join(line.split()) for line in body.text(separator="").splitlines())
    return "\n".join(lines).strip()
