"""The table of required items that stands in `docs/required-items.md`, made from the list itself."""

from terbuka.rules.catalogue import InformationClass, RequiredItem, required_items
from terbuka.rules.freshness import in_words
from terbuka.rules.units import Level

CLASSES = {
    InformationClass.PERIODIC: "berkala",
    InformationClass.IMMEDIATE: "serta-merta",
    InformationClass.ON_DEMAND: "setiap saat",
    InformationClass.EXEMPT: "dikecualikan",
}
LEVELS = {Level.NATIONAL: "nasional", Level.PROVINCE: "provinsi", Level.REGENCY: "kabupaten/kota"}
BASES = {
    "UU14": "UU 14/2008",
    "P21": "Perki 1/2021",
    "P19": "Perki 1/2019",
    "K22": "PKPU 22/2023",
    "B10": "Perbawaslu 10/2019",
    "customary": "kebiasaan penilai",
}
HEADINGS = ("Kode", "Informasi", "Kelas", "Lembaga", "Tingkat", "Yang dianggap baru", "Dasar")


def _cells(item: RequiredItem) -> tuple[str, ...]:
    everybody = len(item.institutions) > 1
    who = "KPU, Bawaslu" if everybody else next(iter(item.institutions)).value
    levels = ", ".join(name for level, name in LEVELS.items() if level in item.levels)
    basis = ", ".join(BASES.get(one, one) for one in item.basis)
    link_up = " (tautan ke dokumen nasional cukup)" if item.is_link_up else ""
    return (
        item.code,
        item.name,
        CLASSES[item.information_class],
        who,
        levels,
        f"{in_words(item.freshness)}{link_up}",
        basis,
    )


def render() -> str:
    """The 109 required items as a Markdown table: code, name, class, who, levels, freshness, basis."""
    rows = [HEADINGS, ("---",) * len(HEADINGS), *(_cells(item) for item in required_items())]
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return (
        "# Informasi yang wajib diumumkan\n\n"
        f"{len(required_items())} butir, dibuat dari `terbuka/rules/data/required_items.csv`.\n\n{table}\n"
    )
