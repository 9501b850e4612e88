"""The table of time limits in docs/limits.md, written from the rules themselves."""

from terbuka.rules.language import speaking
from terbuka.rules.limits import Limit, TimeUnit, all_limits
from terbuka.rules.sources import Act, Ground, citation, revoked_rules

HEAD = """# Time limits

Written by `make docs` from `terbuka/rules/data/limits.toml`; change it there. Each limit has a worked
example in `tests/data/limit_examples.toml`. Confidence: A law text or several sources that agree, B one
credible source, C general knowledge, D our own default. What is not A can be changed by an institution.

| Key | Regime | Value | Unit | Article | Confidence | From | Row | Note |
|---|---|---|---|---|---|---|---|---|
"""
REVOKED = """
## Revoked rules that pages still cite

| Rule | Until | Cite instead |
|---|---|---|
"""


def _value(one: Limit) -> str:
    if one.month_day:
        return "{:02d}-{:02d}".format(*one.month_day)
    if one.added:
        return f"{one.amount - one.added} + {one.added} = {one.amount}"
    return f"{one.amount} %" if one.unit is TimeUnit.PERCENT else str(one.amount)


def _article(cite: str) -> str:
    found = citation(cite)
    with speaking("id"):
        return found.source.title.english if isinstance(found.source, Ground) else str(found.label)


def _row(one: Limit) -> str:
    note = f" {one.note.english}" if one.note else ""
    words = f"{one.title.english}. Day 0: {one.starts.english}.{note}"
    cells = (
        f"`{one.key}`",
        one.regime or "any",
        _value(one),
        one.unit,
        f"{_article(one.cite)} (`{one.cite}`)",
        one.confidence,
        one.valid_from.isoformat(),
        one.rule,
        words,
    )
    return f"| {' | '.join(cells)} |\n"


def _revoked(old: Act) -> str:
    until = old.valid_to.isoformat() if old.valid_to else ""
    return f"| {old.short} | {until} | {', '.join(one.short for one in old.successors)} |\n"


def render() -> str:
    """The whole page as Markdown: every limit in the order of the file, then the revoked rules."""
    limits = "".join(_row(one) for one in all_limits())
    return HEAD + limits + REVOKED + "".join(_revoked(old) for old in revoked_rules())
