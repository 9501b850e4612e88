"""Numbers that belong to a person, and numbers that only look so.

NIK: two digits each of province, regency and district, birth day (women +40), month, year, and a
four-digit serial (Permendagri 61/2015 and Dukcapil practice); a family card number holds the day
of issue in place of the birth day. Every look-alike of sixteen digits is made to break that shape.
"""

import random
from datetime import date

from bench.leakset.people import BODIES, Person

_REAL_REGIONS = sorted({body.code for body in BODIES})
_NETWORKS = "811 812 813 821 822 823 852 853 856 857 858 859 877 878 881 895 896 838"
PREFIXES = tuple("0" + network for network in _NETWORKS.split())
_AREAS = """021 022 024 031 061 0251 0254 0263 0271 0274 0281 0293 0321 0331 0341 0354 0361 0370 0380 0401
0411 0431 0451 0471 0511 0536 0541 0561 0627 0643 0711 0721 0741 0751 0761 0771 0901 0911 0921 0951 0986"""
BANKS = {
    "BRI": "####-01-######-5#-#",
    "BNI": "0#########",
    "Mandiri": "1##-00-#######-#",
    "BSI": "7#########",
    "BCA": "###-#######",
    "Bank Jatim": "0#########",
    "BPD": "###.##.##.#####-#",
    "BTN": "000##-01-##-######-#",
}


def filled(dice: random.Random, pattern: str) -> str:
    """`pattern` with each # replaced by a digit."""
    return "".join(str(dice.randrange(10)) if sign == "#" else sign for sign in pattern)


def nik(dice: random.Random, person: Person, region: str) -> str:
    """Sixteen digits for `person` in the regency `region` (four digits)."""
    day = person.born.day + (40 if person.is_woman else 0)
    return f"{region}{dice.randrange(1, 22):02}{day:02}{person.born:%m%y}{dice.randrange(1, 60):04}"


def family_card(dice: random.Random, region: str) -> str:
    """Sixteen digits of a family card issued in 2001 to 2024."""
    issued = date(dice.randrange(2001, 2025), dice.randrange(1, 13), dice.randrange(1, 29))
    return f"{region}{dice.randrange(1, 22):02}{issued:%d%m%y}{dice.randrange(1, 9999):04}"


def npwp(dice: random.Random) -> str:
    """Fifteen digits of a private taxpayer."""
    first = dice.choice(("07", "08", "09", "14", "24", "35", "46", "57", "66", "77", "84", "96"))
    return first + filled(dice, "#######") + filled(dice, "###") + "000"


def passport(dice: random.Random) -> str:
    """A letter and seven digits."""
    return dice.choice("ABCEX") + filled(dice, "#######")


def account(dice: random.Random) -> tuple[str, str]:
    """A bank and a number of its shape."""
    bank = dice.choice(list(BANKS))
    return bank, filled(dice, BANKS[bank])


def area(dice: random.Random) -> str:
    """The code of a telephone area; none begins with 08."""
    return dice.choice(_AREAS.split())


def mobile(dice: random.Random) -> str:
    """Eleven or twelve digits, beginning with 08."""
    return dice.choice(PREFIXES) + filled(dice, dice.choice(("#######", "########")))


def not_a_nik(dice: random.Random) -> str:
    """Sixteen digits that no NIK can be: unknown region, impossible day, or month above twelve."""
    kind = dice.randrange(3)
    if kind == 0:
        return filled(dice, dice.choice(("00##", "10##", "99##", "88##", "0###"))) + filled(
            dice, "############"
        )
    region = dice.choice(_REAL_REGIONS) + "0" + str(dice.randrange(1, 9))
    if kind == 1:
        return (
            region + str(dice.choice((0, 32, 35, 39, 40, 72, 80, 99))).zfill(2) + filled(dice, "01######")[:8]
        )
    return f"{region}{dice.randrange(1, 28):02}{dice.randrange(13, 99):02}" + filled(dice, "######")


def nip(dice: random.Random) -> str:
    """The eighteen digits of a civil servant: a public number."""
    born = f"{dice.randrange(1965, 1998)}{dice.randrange(1, 13):02}{dice.randrange(1, 29):02}"
    served = f"{dice.randrange(1995, 2022)}{dice.randrange(1, 13):02}"
    return f"{born} {served} {dice.randrange(1, 3)} {dice.randrange(1, 20):03}"


def budget(dice: random.Random) -> str:
    """A budget line from programme to account."""
    return f"076.01.{dice.choice(('CQ', 'WA'))}.{dice.choice(('6639', '3355', '6634'))}." + dice.choice(
        ("BAA.001.052.0A.521213", "EBA.962.001.0B.524111", "QDB.001.051.0A.521211", "EBD.953.054.0A.522151")
    )


def dipa(dice: random.Random) -> str:
    """The number of a budget authority."""
    return f"SP DIPA-076.01.2.659{dice.randrange(100, 999)}/{dice.choice((2023, 2024, 2025))}"


def rupiah(dice: random.Random) -> str:
    """An amount of money as it is written."""
    return "Rp" + f"{dice.randrange(1, 90_000) * 25_000:,}".replace(",", ".") + dice.choice(("", ",00", ",-"))


def digest(dice: random.Random, length: int = 64) -> str:
    """Hexadecimal signs."""
    return "".join(dice.choice("0123456789abcdef") for _ in range(length))


def ntpn(dice: random.Random) -> str:
    """The sixteen signs of a receipt of the treasury, always with letters."""
    return (
        "".join(dice.choice("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(14))
        + dice.choice("ABX")
        + "7"
    )
