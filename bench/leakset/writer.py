"""A paper as blocks of text, and the writer who counts every private value at the moment of writing it."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from bench.leakset import numbers, people
from bench.leakset.people import Body, Person

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `role` is body, head, title or small."""

    said: str
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels with their values, one under the other; `boxed` values stand one sign to a box."""

    rows: list[tuple[str, str]]
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row."""

    headers: list[str]
    rows: list[list[str]]


Block = Text | Fields | Table


@dataclass(slots=True)
class Paper:
    """What is to be set, whatever the format: `truth` counts the private values in it."""

    blocks: list[Block]
    truth: Counter[str] = field(default_factory=Counter)
    private: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading."""
        return next((b.said for b in self.blocks if isinstance(b, Text) and b.role == "title"), "")


Template = Callable[["Writer"], list[Block]]


class Writer:
    """Writes values in the shapes of one family; private ones are counted in `truth`."""

    def __init__(self, seed: str, *, held_out: bool = False) -> None:
        self.dice = random.Random(seed)
        self.held_out = held_out
        self.body: Body = people.a_body(self.dice)
        self.truth: Counter[str] = Counter()
        self.private: list[str] = []

    def paper(self, template: Template) -> Paper:
        """A paper of `template` and what is true of it."""
        blocks = template(self)
        return Paper(blocks, Counter(self.truth), list(self.private))

    def _count(self, kind: str, value: str) -> str:
        self.truth[kind] += 1
        self.private.append(value)
        return value

    def pick(self, *choices: str) -> str:
        """One of them."""
        return self.dice.choice(choices)

    def rows(self, low: int, high: int) -> range:
        """Row numbers of a table, at times of one that fills pages."""
        return range(1, self.dice.randrange(60, 120) if self.chance(0.04) else self.dice.randrange(low, high))

    def chance(self, share: float) -> bool:
        """True in `share` of the cases."""
        return self.dice.random() < share

    def person(self) -> Person:
        """Somebody new."""
        return people.a_person(self.dice)

    def name(self) -> str:
        """Somebody's name."""
        return self.person().name

    def day(self) -> str:
        """A date of 2023 to 2025 in words."""
        at = date(2023, 1, 1) + timedelta(days=self.dice.randrange(1050))
        return f"{at.day} {MONTHS[at.month - 1]} {at.year}"

    def letter_number(self) -> str:
        """The number of a letter or a decree."""
        n, month, year = (
            self.dice.randrange(1, 2200),
            self.dice.randrange(1, 13),
            self.dice.choice((2023, 2024, 2025)),
        )
        sort = self.pick(
            "PP.04.1-SD", "PL.02.2-Pu", "HM.02-BA", "KU.03.2-SPt", "RT.01-Und", "PY.02.1-BA", "SDM.05.5-Kpt"
        )
        return f"{n}/{sort}/{self.body.code}/{month:02}/{year}" if self.chance(0.6) else f"{n} Tahun {year}"

    # private values, in the shapes of the family

    def _nik_digits(self, person: Person) -> str:
        code = self.body.code if self.chance(0.8) else people.a_body(self.dice).code
        return numbers.nik(self.dice, person, code)

    def nik(self, person: Person | None = None, *, plain: bool = False) -> str:
        """A NIK."""
        n = self._nik_digits(person or self.person())
        shapes = [n] * 5
        if not plain:
            shapes += [f"{n[:4]} {n[4:8]} {n[8:12]} {n[12:]}", f"{n[:6]}.{n[6:12]}.{n[12:]}"]
            if self.held_out:
                other = [f"{n[:6]} {n[6:12]} {n[12:]}", f"{n[:6]}-{n[6:12]}-{n[12:]}"]
                shapes = [n] * 4 + [*other, f"{n[:2]}.{n[2:4]}.{n[4:6]}.{n[6:12]}.{n[12:]}"]
        return self._count("nik", self.dice.choice(shapes))

    def family_card(self) -> str:
        """The number of a family card."""
        n = numbers.family_card(self.dice, self.body.code)
        return self._count(
            "kk", f"{n[:4]} {n[4:8]} {n[8:12]} {n[12:]}" if self.held_out and self.chance(0.3) else n
        )

    def npwp(self) -> str:
        """A private tax number."""
        n = numbers.npwp(self.dice)
        dotted = f"{n[:2]}.{n[2:5]}.{n[5:8]}.{n[8]}-{n[9:12]}.{n[12:]}"
        dev = [dotted, dotted, dotted, f"{n[:2]}.{n[2:5]}.{n[5:8]}.{n[8]}.{n[9:12]}.{n[12:]}"]
        return self._count("npwp", self.dice.choice([n, "0" + n, dotted] if self.held_out else dev))

    def passport(self) -> str:
        """A passport number."""
        n = numbers.passport(self.dice)
        return self._count("passport", f"{n[0]} {n[1:]}" if self.held_out and self.chance(0.3) else n)

    def account(self) -> tuple[str, str]:
        """A bank and somebody's account there."""
        bank, n = numbers.account(self.dice)
        bare = n.replace("-", "").replace(".", "")
        return bank, self._count("bank_account", bare if self.chance(0.6) else n)

    def phone(self) -> str:
        """A private mobile number."""
        n = numbers.mobile(self.dice)
        dev = [n, n, f"{n[:4]}-{n[4:8]}-{n[8:]}", f"{n[:4]} {n[4:8]} {n[8:]}", "+62" + n[1:]]
        held = [
            f"+62 {n[1:4]}-{n[4:8]}-{n[8:]}",
            f"({n[:4]}) {n[4:8]}-{n[8:]}",
            f"{n[:4]}.{n[4:8]}.{n[8:]}",
            "62" + n[1:],
            n,
        ]
        return self._count("phone", self.dice.choice(held if self.held_out else dev))

    def email(self, person: Person | None = None) -> str:
        """A private mail address."""
        before = (person or self.person()).account_name
        if self.chance(0.5):
            before = before.replace(".", "") + str(self.dice.randrange(1, 99))
        hosts = (
            ("outlook.com", "yahoo.co.id", "icloud.com", "gmail.com")
            if self.held_out
            else ("gmail.com", "yahoo.com", "ymail.com")
        )
        return self._count("email", f"{before}@{self.dice.choice(hosts)}")

    def address(self) -> str:
        """Where somebody lives."""
        d, rt, rw = self.dice, self.dice.randrange(1, 15), self.dice.randrange(1, 10)
        village, district, street, no = (
            people.village(d),
            people.district(d),
            people.street(d),
            d.randrange(1, 190),
        )
        dev = [
            f"Jl. {street} No. {no} RT {rt:03} RW {rw:03} Desa {village} Kec. {district}",
            f"Dsn. {people.village(d)} RT {rt:02}/RW {rw:02} Ds. {village}, Kecamatan {district}",
            f"Jalan {street} Nomor {no}, Kelurahan {village}, Kecamatan {district}, {self.body.place}",
            f"Kampung {village}, Distrik {district}, {self.body.place}",
            f"Banjar Dinas {people.village(d)}, Desa {village}, Kecamatan {district}",
            f"Jorong {people.village(d)}, Nagari {village}, Kec. {district}",
            f"Jl. {street} Gg. {no} No. {rt}, {village}, {district}",
            f"Dusun {people.village(d)} RT.{rt:03} RW.{rw:03} {village} {district}",
        ]
        held = [
            f"Perum {village} Asri Blok {d.choice('ABCDEF')}{d.randrange(1, 20)} No. {no}, {district}",
            f"Kp. {village} RT {rt}/{rw}, Kel. {people.village(d)}, Kec. {district}",
            f"Gg. {street} {no} RT{rt:02} RW{rw:02}, {village}",
            f"jl. {street.lower()} gang {rw} no {no} rt {rt} rw {rw} {village}",
            f"Lingkungan {village}, RT {rt:03} / RW {rw:03}, {district}, {self.body.place}",
        ]
        return self._count("address", d.choice(held if self.held_out else dev))
