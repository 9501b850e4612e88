"""Every time limit: its number, article and confidence, and one worked example a lawyer can check."""

import shutil
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from terbuka.rules import limits
from terbuka.rules.deadlines import Receipt, apply_limit, reminders
from terbuka.rules.hours import default_hours
from terbuka.rules.language import speaking
from terbuka.rules.limits import Regime, TimeUnit, all_limits, deadline_keys, first_day, limit, limit_keys
from terbuka.rules.ruling import BadInput
from terbuka.rules.sources import CitationError, citation
from terbuka.rules.workdays import shipped_calendar

EXAMPLES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "limit_examples.toml").read_text("utf-8")
)["example"]
DAY = date(2026, 3, 13)


def _named(example: dict[str, Any]) -> str:
    return f"{example['given']['key']} {example['given'].get('regime', '')}"


@pytest.mark.parametrize("example", EXAMPLES, ids=_named)
def test_a_limit_falls_due_as_its_example_says(example: dict[str, Any]) -> None:
    given, expect = example["given"], example["expect"]
    received = given["received"]
    receipt = (
        Receipt(received.date(), received.time())
        if isinstance(received, datetime)
        else Receipt(received, None)
    )
    regime = Regime(given["regime"]) if "regime" in given else None
    one = limit(given["key"], regime, on=receipt.on)

    assert one.cite == example["cite"]
    if one.unit is TimeUnit.PERCENT:
        answer = limit("request.answer", Regime.UMUM, on=receipt.on)
        warned = reminders(
            apply_limit(answer, receipt, shipped_calendar(), default_hours()), shipped_calendar()
        )
        assert warned[("reminder.first", "reminder.second").index(one.key)] == expect["due"]
        return
    deadline = apply_limit(one, receipt, shipped_calendar(), default_hours())
    assert deadline.due == expect["due"]
    assert deadline.target == expect.get("target", deadline.target)
    assert deadline.due_at == expect.get("due_at", deadline.due_at)


def test_every_limit_has_an_example() -> None:
    shown = {(one["given"]["key"], one["given"].get("regime")) for one in EXAMPLES}

    assert {(one.key, one.regime) for one in all_limits()} == shown


def test_every_limit_has_an_article_a_confidence_and_both_languages() -> None:
    for one in all_limits():
        assert citation(one.cite)
        assert one.confidence in "ABCD"
        assert one.confidence != "A" or not one.cite.startswith(("practice:", "design:"))
        assert one.title.english
        assert one.starts.english
        assert one.note is None or one.note.english


@pytest.mark.parametrize(
    ("key", "regime", "amount", "unit"),
    [
        ("request.answer", "umum", 10, "working_day"),
        ("request.answer", "pemilu", 3, "working_day"),
        ("request.extension", "umum", 17, "working_day"),
        ("request.extension", "pemilu", 5, "working_day"),
        ("request.completeness_check", None, 3, "working_day"),
        ("request.completion", None, 3, "working_day"),
        ("objection.file", "umum", 30, "working_day"),
        ("objection.answer", "umum", 30, "working_day"),
        ("objection.answer", "pemilu", 3, "working_day"),
        ("dispute.file", "umum", 14, "working_day"),
        ("dispute.start", "umum", 14, "working_day"),
        ("dispute.finish", "umum", 100, "working_day"),
        ("dispute.finish", "pemilu", 14, "working_day"),
        ("dispute.cassation", None, 14, "calendar_day"),
        ("periodic.refresh", None, 6, "calendar_month"),
        ("breach.notify", None, 72, "clock_hour"),
    ],
)
def test_the_numbers_are_those_of_the_law(key: str, regime: str | None, amount: int, unit: str) -> None:
    one = limit(key, Regime(regime) if regime else None, on=DAY)

    assert (one.amount, one.unit) == (amount, unit)


def test_an_extension_says_how_much_of_it_is_added() -> None:
    assert limit("request.extension", Regime.UMUM, on=DAY).added == 7
    assert limit("request.extension", Regime.PEMILU, on=DAY).added == 2


def test_an_unknown_limit_names_the_known_ones() -> None:
    with pytest.raises(BadInput, match=r"request\.reply tidak dikenal.*request\.answer, .*dispute\.file"):
        limit("request.reply", Regime.UMUM, on=DAY)


def test_a_limit_of_two_regimes_asks_which() -> None:
    with pytest.raises(BadInput, match="memerlukan rezim: sebutkan umum / pemilu"):
        limit("request.answer", None, on=DAY)


def test_a_limit_of_one_regime_refuses_the_other() -> None:
    with pytest.raises(BadInput, match="hanya ada dalam rezim umum"):
        limit("dispute.start", Regime.PEMILU, on=DAY)


@pytest.mark.parametrize(
    ("key", "regime", "last_day_too_early"),
    [
        ("request.answer", Regime.UMUM, date(2010, 4, 29)),
        ("request.answer", Regime.PEMILU, date(2019, 2, 27)),
        ("request.completion", Regime.PEMILU, date(2019, 2, 27)),
        ("breach.notify", None, date(2022, 10, 16)),
    ],
)
def test_nothing_is_counted_before_the_law_was_in_force(
    key: str, regime: Regime | None, last_day_too_early: date
) -> None:
    with pytest.raises(BadInput, match="terlalu awal"):
        limit(key, regime, on=last_day_too_early)

    assert limit(key, regime, on=date.fromordinal(last_day_too_early.toordinal() + 1)).amount


def test_each_regime_has_its_first_day() -> None:
    assert first_day(Regime.UMUM) == date(2010, 4, 30)
    assert first_day(Regime.PEMILU) == date(2019, 2, 28)


def test_shares_of_a_limit_are_no_deadlines_of_their_own() -> None:
    assert set(limit_keys()) - set(deadline_keys()) == {"reminder.first", "reminder.second"}


def _changed(folder: Path, old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("limits.toml", "regimes.toml"):
        shutil.copy(limits.DATA / name, folder)
    text = (folder / "limits.toml").read_text("utf-8")
    assert old in text
    (folder / "limits.toml").write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(limits, "DATA", folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('cite = "uu14-2008:22(7)"', 'cite = "uu14-2008:220(7)"'),
        ('cite = "uu14-2008:22(7)"', 'cite = "practice:unheard-of"'),
        ("from = 2010-04-30, days = 10", "from = 2009-01-01, days = 10"),
    ],
)
def test_a_limit_without_law_behind_it_makes_loading_fail(
    old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _changed(tmp_path, old, new, monkeypatch)

    with pytest.raises(CitationError):
        limits._loaded.__wrapped__()


def test_an_old_case_keeps_its_old_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = '{ from = 2027-07-01, days = 7, cite = "uu14-2008:22(7)", confidence = "A" }'
    old = 'days = 10, cite = "uu14-2008:22(7)", confidence = "A" }'
    _changed(tmp_path, old, f"{old}, {later}", monkeypatch)
    monkeypatch.setattr(limits, "_loaded", limits._loaded.__wrapped__)

    assert limit("request.answer", Regime.UMUM, on=date(2027, 6, 30)).amount == 10
    assert limit("request.answer", Regime.UMUM, on=date(2027, 7, 1)).amount == 7
    assert limit("request.extension", Regime.UMUM, on=date(2027, 7, 1)).amount == 14
    assert limit("request.answer", Regime.UMUM, on=date(2027, 6, 30)).valid_to == date(2027, 7, 1)


def test_titles_are_read_in_english_too() -> None:
    title = limit("objection.file", Regime.UMUM, on=DAY).title

    assert str(title) == "Pengajuan keberatan"
    with speaking("en"):
        assert str(title) == "Filing an objection"
