"""A result in plain words: why this category, and what would lift it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from terbuka.rules.lifting import Earned, heaviest, lift
from terbuka.rules.scoring import BandScale
from terbuka.web.charts import rounded_up, shown

MOST_LOST = 5


def why(score: Fraction, bands: BandScale, groups: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What a page says of a score: strongest and weakest group, the heaviest losses, the way up."""
    rows = {row["code"]: row for group in groups for row in group["rows"]}
    earned = [Earned(code, Fraction(row["points"]), Fraction(row["weight"])) for code, row in rows.items()]
    lost, ahead = heaviest(earned), lift(score, earned, bands)
    by_share = sorted(groups, key=lambda group: group["points"] / group["weight"])
    return {
        "weakest": by_share[0] if len(by_share) > 1 else None,
        "strongest": by_share[-1] if len(by_share) > 1 else None,
        "lost": [(rows[one.code], one.lost) for one in lost[:MOST_LOST]],
        "lost_in_all": len(lost),
        "next": ahead.category.value if ahead else "",
        "needed": rounded_up(ahead.needed) if ahead else Decimal(0),
        "way": [rows[one.code] for one in ahead.way] if ahead else [],
        "lifted": shown(ahead.score) if ahead else None,
    }
