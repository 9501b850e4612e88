"""Which addresses the links of opened pages name: once each, within the scope, without traps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from terbuka.crawler.addresses import Scope, host_of, normalise, registrable_domain, variant_key
from terbuka.crawler.extract import Anchor, HtmlFacts, Place
from terbuka.crawler.filehosts import direct, is_file_host, names_document, names_file
from terbuka.crawler.frontier import MOST_ENTRIES, Entry, Frontier, State, is_duty
from terbuka.crawler.traps import Patience, leads_nowhere, list_of, page_number

# Addresses of people's accounts and chats: nothing there is published information.
_SOCIAL = frozenset(
    {"facebook.com", "instagram.com", "twitter.com", "x.com", "youtube.com", "youtu.be", "tiktok.com"}
    | {"wa.me", "whatsapp.com", "t.me", "telegram.me", "linkedin.com", "pinterest.com", "threads.net"}
    | {"fb.com", "fb.me", "fb.watch", "goo.gl", "wordpress.org", "w.org", "gstatic.com", "doubleclick.net"}
)
_DIGITS = {ord(digit): None for digit in "0123456789"}
# After so many pairs of variants with one content, and none with two, the rest is believed.
_PAIRS_TO_BELIEVE = 2


@dataclass(slots=True)
class _Pairs:
    """How many pairs of variants of one host showed one content, how many two."""

    same: int = 0
    different: int = 0

    @property
    def are_believed(self) -> bool:
        return self.same >= _PAIRS_TO_BELIEVE and not self.different


class Discovery:
    """Everything that links of one crawl have named, and where it waits.

    `aliases` gives, for an address that shows the page of another, that other.
    """

    def __init__(self, starts: Sequence[str], *, max_depth: int, per_host: int) -> None:
        self.scope = Scope.around(tuple(starts))
        self.on_site = Frontier(per_host=per_host)
        self.off_site = Frontier(per_host=min(per_host, 4))
        self.aliases: dict[str, str] = {}
        self.patience = Patience()
        self._max_depth = max_depth
        self._by_url: dict[str, Entry] = {}
        self._by_variant: dict[str, Entry] = {}
        self._pairs: dict[str, _Pairs] = {}
        self._ignored: set[str] = set()
        # Links of menus that have nothing new to tell, though they stand on every page.
        self._told: set[Anchor] = set()
        self._list_contents: dict[str, set[int]] = {}
        self._root_of_site: list[int] = []
        self.starts = [self._start(number, url) for number, url in enumerate(starts)]

    def _start(self, number: int, url: str) -> Entry:
        self._root_of_site.append(self.scope.place(url))
        entry = self._by_url.get(url)
        if entry is None:
            entry = Entry(url, direct(url), depth=0, site=number, urgency=-10.0)
            self._by_url[url] = entry
            self._by_variant.setdefault(variant_key(url), entry)
            self.on_site.add(entry, "")
        return entry

    def meet_all(self, facts: HtmlFacts, source: Entry) -> None:
        """Take up every link of a page."""
        if facts.refresh_to:
            self._adopt_move(source, normalise(facts.refresh_to))
            self.meet(Anchor(facts.refresh_to, "", "", Place.MAIN, -1), source, deeper=0)
        for link in facts.links:
            if link not in self._told:
                self.meet(link, source)

    def meet(self, link: Anchor, source: Entry, *, deeper: int = 1) -> None:
        """Take up one link that stands on the page of `source`."""
        url = normalise(link.url)
        if not url or url in self._ignored:
            return
        entry = self._by_url.get(url)
        if entry is None:
            entry = self._discover(url, link, source, deeper)
            if entry is None:
                self._ignored.add(url)
                return
        if entry is not source:
            entry.note(link.text, source.url)
            if link.place is Place.MENU and entry.is_noted:
                self._told.add(link)
        if link.place is not Place.MENU:
            entry.in_content = True

    def meet_sitemap(self, urls: Iterable[str], site: int) -> None:
        """Take up addresses of a site's own map; those outside the scope are left."""
        for url in urls:
            is_new = url not in self._by_url and url not in self._ignored
            if is_new and self.scope.place(url) >= 0 and not leads_nowhere(url):
                self._enter(url, url, words="", depth=1, site=site, penalty=1.0)

    def meet_named(self, urls: Iterable[str]) -> None:
        """Take up addresses that people named: opened first, but not as if a page of the site led there."""
        for url in map(normalise, urls):
            if not url or url in self._by_url:
                continue
            target = direct(url)
            is_on_site = self.scope.place(target) >= 0
            entry = Entry(url, target, depth=1, site=0, urgency=-9.0)
            self._by_url[url] = entry
            (self.on_site if is_on_site else self.off_site).add(entry, "")

    def _discover(self, url: str, link: Anchor, source: Entry, deeper: int) -> Entry | None:
        """A new entry for an address never met, None where it is not to be opened."""
        target = direct(url)
        words = f"{link.text} {link.context[:120]}"
        root = self.scope.place(target)
        if root < 0:
            return self._meet_off_site(url, target, link, source, words)
        if leads_nowhere(target) or not self.patience.allows(target):
            return None
        # A list's pages are one list: reading on does not lead deeper into the site.
        goes_deeper = deeper if page_number(target) is None or page_number(source.target) is None else 0
        depth = source.depth + goes_deeper
        if depth > self._max_depth:
            return None
        site = source.site
        if self._root_of_site[site] != root and root in self._root_of_site:
            site = self._root_of_site.index(root)
        return self._enter(url, target, words=words, depth=depth, site=site)

    def _enter(
        self, url: str, target: str, *, words: str, depth: int, site: int, penalty: float = 0.0
    ) -> Entry | None:
        if len(self._by_url) >= MOST_ENTRIES:
            return None
        key = variant_key(target)
        first = self._by_variant.get(key)
        if first is not None and self._pairs_of(target).are_believed:
            self.aliases[url] = first.url
            self._by_url[url] = first
            return first
        entry = Entry(url, target, depth, site, penalty, twin=first)
        # A variant waits for its twin: most often it then need not be opened at all.
        entry.urgency += 3.0 if first is not None else 0.0
        self._by_url[url] = entry
        self._by_variant.setdefault(key, entry)
        self.on_site.add(entry, words)
        return entry

    def _meet_off_site(self, url: str, target: str, link: Anchor, source: Entry, words: str) -> Entry | None:
        """An address outside the scope: one hop, from the audited sites only; home pages and chats never."""
        path = target.partition("//")[2].partition("/")[2]
        leads_on = self.scope.place(source.target) >= 0
        if (
            not leads_on
            or not path
            or registrable_domain(host_of(target)) in _SOCIAL
            or leads_nowhere(target)
        ):
            return None
        if len(self._by_url) >= MOST_ENTRIES:
            return None
        is_worth = names_document(target) or is_file_host(url) or names_file(target) or is_duty(target, words)
        entry = Entry(
            url, target, source.depth + 1, source.site, is_worth=is_worth, in_content=link.place is Place.MAIN
        )
        entry.urgency = 0.0 if is_worth else 20.0
        self._by_url[url] = entry
        self.off_site.add(entry, words)
        return entry

    def unfinished(self) -> list[Entry]:
        """What was named but not opened: of other hosts only what is worth it."""
        return [
            entry
            for entry in dict.fromkeys(self._by_url.values())
            if entry.state is not State.DONE and entry.is_worth
        ]

    def _adopt_move(self, entry: Entry, final_url: str) -> None:
        """A start address that leads to another official host takes the scope with it."""
        if not final_url or entry.depth or self.scope.place(final_url) >= 0:
            return
        old, new = host_of(entry.target), host_of(final_url)
        if new.endswith(".go.id") or registrable_domain(old) == registrable_domain(new):
            self.scope = self.scope.widened(self._root_of_site[entry.site], final_url)

    def is_known_page(self, entry: Entry, final_url: str) -> bool:
        """Has the page that `entry` was redirected to been taken up before?

        If so `entry` becomes its alias. If not, `entry` stands for it from now on.
        """
        final = normalise(final_url)
        if final in ("", entry.url, entry.target):
            return False
        self._adopt_move(entry, final)
        other = self._by_url.get(final)
        if other is None:
            self._by_url[final] = entry
            self.aliases[final] = entry.url
            return False
        if other is entry:
            return False
        if other.state is State.WAITING:
            other.state = State.DONE
            entry.absorb(other)
            self.aliases[final] = entry.url
            self._by_url[final] = entry
            self._told.clear()
            return False
        self._become_alias(entry, other)
        return True

    def repeats(self, entry: Entry, facts: HtmlFacts, twin_facts: HtmlFacts | None) -> bool:
        """Does a web page say what its twin, or another page of its list, has said? Then it is an alias."""
        if entry.twin is not None and twin_facts is not None:
            if content_of(facts) == content_of(twin_facts):
                self._become_alias(entry, entry.twin)
                return True
            self._pairs_of(entry.target).different += 1
        if page_number(entry.target) is None:
            return False
        pages = list_of(entry.target)
        seen = self._list_contents.setdefault(pages, set())
        entries = [link.url for link in facts.links if page_number(link.url) is None]
        content = hash((content_of(facts), frozenset(entries)))
        if content in seen:
            self.patience.end(entry.target)
            return True
        seen.add(content)
        return False

    def needs_no_visit(self, entry: Entry, *, twin_was_opened: bool) -> bool:
        """Is what `entry` would show known by now: a list that repeats itself, or its twin's page?"""
        if entry.depth and self.patience.has_ended(entry.target):
            return True
        if entry.twin is not None and twin_was_opened and self._pairs_of(entry.target).are_believed:
            self.aliases[entry.url] = entry.twin.url
            self._by_url[entry.url] = entry.twin
            self._told.clear()
            entry.twin.absorb(entry)
            return True
        return False

    def _become_alias(self, entry: Entry, other: Entry) -> None:
        if entry.twin is other:
            self._pairs_of(entry.target).same += 1
        self.aliases[entry.url] = other.url
        self._by_url[entry.url] = other
        self._told.clear()
        other.absorb(entry)

    def _pairs_of(self, url: str) -> _Pairs:
        return self._pairs.setdefault(host_of(url), _Pairs())


def content_of(facts: HtmlFacts) -> int:
    """The same for pages that say the same; counters of visits and page numbers do not count."""
    text = "\n".join(block.text for block in facts.blocks)
    return hash((facts.title, text.translate(_DIGITS)))
