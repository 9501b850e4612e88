"""Invented people and the real districts that they are said to live in."""

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

UNITS = Path(__file__).parents[2] / "terbuka" / "rules" / "data" / "units.csv"

_MEN = [
    "Agus",
    "Ahmad",
    "Andi",
    "Bambang",
    "Budi",
    "Cahyo",
    "Dedi",
    "Dwi",
    "Eko",
    "Fajar",
    "Gede",
    "Hadi",
    "Hendra",
    "Imam",
    "Joko",
    "Kadek",
    "Lukman",
    "Muhammad",
    "Made",
    "Nanang",
    "Oktavianus",
    "Paulus",
    "Rahmat",
    "Rizki",
    "Slamet",
    "Sugeng",
    "Teguh",
    "Umar",
    "Wahyu",
    "Yohanes",
    "Yusuf",
    "Zainal",
    "Maruli",
    "Daniel",
    "Petrus",
    "Ridwan",
    "Syahrul",
    "Taufik",
]
_WOMEN = [
    "Ani",
    "Ayu",
    "Citra",
    "Dewi",
    "Dian",
    "Eka",
    "Fitri",
    "Gita",
    "Hesti",
    "Indah",
    "Juwita",
    "Kartika",
    "Lestari",
    "Maria",
    "Ni'mah",
    "Nurul",
    "Oktavia",
    "Puspita",
    "Ratna",
    "Rina",
    "Siti",
    "Sri",
    "Tri",
    "Umi",
    "Vina",
    "Wahyuni",
    "Yanti",
    "Yuliana",
    "Zahra",
    "Martha",
    "Debora",
    "Luh",
]
_LAST = [
    "Saputra",
    "Wibowo",
    "Santoso",
    "Prasetyo",
    "Hidayat",
    "Nugroho",
    "Setiawan",
    "Kurniawan",
    "Susanto",
    "Siregar",
    "Nasution",
    "Simanjuntak",
    "Situmorang",
    "Lumbantoruan",
    "Harahap",
    "Lubis",
    "Tanjung",
    "Wijaya",
    "Gunawan",
    "Hartono",
    "Mulyadi",
    "Rahman",
    "Hasibuan",
    "Maulana",
    "Firmansyah",
    "Permana",
    "Purnomo",
    "Suryana",
    "Sudirman",
    "Tuasikal",
    "Rumbiak",
    "Wenda",
    "Kogoya",
    "Manurung",
    "Pangestu",
    "Rangkuti",
    "Sembiring",
    "Tarigan",
    "Ginting",
    "Batubara",
    "Daeng",
    "Latuconsina",
    "Pattiasina",
    "Kaunang",
    "Mamonto",
    "Ratu",
    "Bere",
]
_DEGREES = ("", "", "", "", ", S.H.", ", S.Pd.", ", S.E.", ", S.Sos.", ", A.Md.", ", S.Kom.", ", M.Si.")
_VILLAGES = [
    "Sumberejo",
    "Sukamaju",
    "Karanganyar",
    "Tanjungsari",
    "Mekarjaya",
    "Sidomulyo",
    "Purwodadi",
    "Banjarsari",
    "Wonosari",
    "Kalibaru",
    "Kedungrejo",
    "Pagerwojo",
    "Margasari",
    "Cibeureum",
    "Sukasari",
    "Rantau",
    "Tegalrejo",
    "Jatimulyo",
    "Ngemplak",
    "Lamongrejo",
    "Waisai",
    "Batulicin",
    "Tamalate",
    "Oesapa",
    "Kebonagung",
    "Ciwidey",
    "Rawalumbu",
]
_DISTRICTS = [
    "Diwek",
    "Tembelang",
    "Ploso",
    "Mojoagung",
    "Cilacap",
    "Majenang",
    "Banjar",
    "Lembang",
    "Sungai",
    "Kintamani",
    "Tabanan",
    "Ubud",
    "Panakkukang",
    "Rappocini",
    "Kuala",
    "Medang",
    "Talang",
    "Padang",
    "Koto",
    "Malili",
    "Waru",
    "Gedangan",
    "Candi",
    "Taman",
]
_STREETS = [
    "Melati",
    "Mawar",
    "Kenanga",
    "Pahlawan",
    "Diponegoro",
    "Sudirman",
    "Ahmad_Yani",
    "Gajah_Mada",
    "Cempaka",
    "Anggrek",
    "Merpati",
    "Kartini",
    "Veteran",
    "Imam_Bonjol",
    "Hasanuddin",
    "Pattimura",
    "Teuku_Umar",
    "Cendrawasih",
    "Rajawali",
    "Dahlia",
    "Flamboyan",
]


@dataclass(frozen=True, slots=True)
class Person:
    """A name with what a NIK is built from."""

    name: str
    is_woman: bool
    born: date

    @property
    def account_name(self) -> str:
        """What stands before the @ of a private mail address."""
        return "".join(
            c for c in self.name.split(",")[0].lower().replace(" ", ".") if c.isalpha() or c == "."
        )


@dataclass(frozen=True, slots=True)
class Body:
    """The office that issues the paper."""

    name: str
    place: str
    code: str
    host: str

    @property
    def is_kpu(self) -> bool:
        """KPU, or else Bawaslu."""
        return not self.name.startswith(("Bawaslu", "Panwaslih"))


def _bodies() -> list[Body]:
    with UNITS.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["level"] == "regency"]
    return [
        Body(
            row["name"],
            row["name"].split(" ", 1)[1],
            row["region_code"].replace(".", ""),
            row["website"].removeprefix("https://"),
        )
        for row in rows
    ]


BODIES = _bodies()


def a_body(dice: random.Random) -> Body:
    """Any of the 1,028 regency offices."""
    return dice.choice(BODIES)


def a_person(dice: random.Random) -> Person:
    """A person of 17 to 70."""
    is_woman = dice.random() < 0.5
    first = dice.choice(_WOMEN if is_woman else _MEN)
    name = (
        f"{first} {dice.choice(_LAST)}"
        if dice.random() < 0.7
        else f"{first} {dice.choice(_LAST)} {dice.choice(_LAST)}"
    )
    born = date(1955, 1, 1) + timedelta(days=dice.randrange(19_000))
    return Person(name + dice.choice(_DEGREES), is_woman, born)


def village(dice: random.Random) -> str:
    """A village name."""
    return dice.choice(_VILLAGES)


def district(dice: random.Random) -> str:
    """A name of a kecamatan."""
    return dice.choice(_DISTRICTS)


def street(dice: random.Random) -> str:
    """A street name without its `Jl.`."""
    return dice.choice(_STREETS).replace("_", " ")
