"""Which parts of a page are menu, margin or noise, told from tags and class names."""

import re
from functools import lru_cache

from terbuka.crawler.extract_facts import Place
from terbuka.crawler.extract_tokens import attributes_of

# Names that designers give to what surrounds the text. Whole names only: `no-sidebar`,
# `menu-open` or `page-header` say something about the page, not what the element is.
_MARGIN = re.compile(
    r"(?:(?:main|top|primary|secondary|site|mobile|sub|side|left|right|mega|off-?canvas|header|footer|global|user)"
    r"[-_]?(?:nav|navbar|nav-?bar|navigation|menu|sidebar|bar)(?:[-_](?:wrapper|container|area|list|inner))?"
    r"|nav|navbar(?:[-_]\w+)?|navigation|nav[-_](?:menu|main|wrapper|container|bar|top)|menu|menubar"
    r"|menu[-_](?:main|utama|wrapper|container|primary|top|footer|side|block)|topbar|top[-_]header"
    r"|sidebar|sidebar[-_](?:left|right|area|wrapper|inner|column|first|second|menu|widgets?|primary|page|main|blog)"
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
_ROLES = frozenset("navigation banner contentinfo complementary search menu menubar dialog".split())

_NOISE = re.compile(
    r"(?:bagikan|share|sebarkan|bagi)(?:\s+(?:ke|di|this|on|via|artikel|berita|halaman|ini|post|to))*\W*"
    r"(?:(?:facebook|twitter|x|whatsapp|wa|telegram|line|email|instagram|linkedin|pinterest|copy link|print|cetak)\W*)*"
    r"|(?:(?:facebook|twitter|whatsapp|telegram|line|email|instagram|linkedin|pinterest|youtube|tiktok|copy link)\W+)+"
    r"(?:facebook|twitter|x|whatsapp|wa|telegram|line|email|instagram|linkedin|pinterest|youtube|tiktok|copy link|print)\W*"
    r"|(?:(?:telah\s+)?(?:dilihat|dibaca|diakses|views?|hits?|viewed|pengunjung|kunjungan|pembaca)\W{0,3})"
    r"(?:sebanyak\s+)?[\d.,]{1,12}\s*(?:kali|x|times|views?|orang|pembaca)?\W*"
    r"|[\d.,]{1,12}\s*(?:x\s+|kali\s+)?(?:dilihat|dibaca|views?|hits?|kali dilihat|kali dibaca|pembaca|pengunjung)\W*"
    r"|lompat ke (?:isi|konten)(?: utama)?|skip to (?:main )?content|skip to main|kembali ke atas|back to top",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def margin_of(attributes: str) -> Place:
    """`SIDE` where class, id or role of an element name a menu or margin, else `MAIN`."""
    if "class" not in attributes and "id" not in attributes and "role" not in attributes:
        return Place.MAIN
    read = attributes_of(attributes[:2000])
    if read.get("role", "").lower() in _ROLES:
        return Place.SIDE
    names = f"{read.get('class', '')} {read.get('id', '')}".split()
    return Place.SIDE if any(_MARGIN.fullmatch(name) for name in names[:40]) else Place.MAIN


@lru_cache(maxsize=8192)
def is_noise(text: str) -> bool:
    """Is this short block a share bar, a view counter or a skip link?"""
    return _NOISE.fullmatch(text) is not None
