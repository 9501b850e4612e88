"""Follow-up items for tests, each of a gap as the score finds it."""

from fractions import Fraction

from terbuka.models import FollowUpItem
from terbuka.rules.followup import Gap, GapKind, Share
from terbuka.rules.instruments import Effort
from terbuka.rules.language import say
from terbuka.services import followup
from tests import make
from tests.make.cast import unit


def gap(key: str = "KIN-04", points: str = "3/2", code: str = "B03", title: str = "Umumkan: LKjIP") -> Gap:
    """A gap that an audit found."""
    shares = (Share(code, Fraction(points)),)
    how = say("Unggah laporan ke halaman PPID.")
    return Gap(key, GapKind.FOUND, say("{t}", t=title), shares, Effort.DAYS, how, "https://x.example/ppid")


def item(key: str = "KIN-04", points: str = "3/2", **more: str) -> FollowUpItem:
    """A proposed item of KPU Kabupaten Jombang."""
    return followup.propose(unit(), [gap(key, points, **more)], by=None, at=make.NOON)[0]
