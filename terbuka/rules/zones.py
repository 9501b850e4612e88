"""The three time zones of Indonesia, by province.

Source: `data/zones.toml` (Keppres 41/1987). A case counts days in its unit's zone.
"""

import tomllib
from dataclasses import dataclass
from datetime import timedelta, timezone
from functools import cache
from pathlib import Path

ZONES = Path(__file__).parent / "data" / "zones.toml"


@dataclass(frozen=True, slots=True)
class Zone:
    """WIB, WITA or WIT: `utc` is the hours ahead of UTC, the same all year."""

    name: str
    utc: int

    @property
    def clock(self) -> timezone:
        """The zone as `datetime` wants it, with its Indonesian name."""
        return timezone(timedelta(hours=self.utc), self.name)


@cache
def _by_province() -> dict[str, Zone]:
    data = tomllib.loads(ZONES.read_text("utf-8"))
    return {province: Zone(name, row["utc"]) for name, row in data.items() for province in row["provinces"]}


def zone_of(region_code: str) -> Zone:
    """The zone of a province or regency by Kemendagri code ("35", "35.17"); national bodies are WIB.

    Raises KeyError for a code of no province.
    """
    province = region_code.partition(".")[0]
    # National bodies sit in Jakarta; the register gives them no province, or 00.
    return _by_province()[province if province not in ("", "00") else "31"]
