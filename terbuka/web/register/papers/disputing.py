"""Papers of a dispute before the commission: the special proxy, and what is brought to the hearing."""

from terbuka.models import Dispute, InformationRequest, Objection, WorkUnit
from terbuka.models.units import PpidRole
from terbuka.rules.register.bringing import Item
from terbuka.rules.register.papers import PaperKind
from terbuka.rules.sources import citation
from terbuka.services.register.bringing import to_bring
from terbuka.web.exemption.papertexts import facts, long_day, signatures, table
from terbuka.web.register.papers.letters import BLANK, Part, Sheet, day_of, numbered, said, signer, town_of

_SCOPE = (
    "mewakili pemberi kuasa dalam pemeriksaan sengketa, mediasi, ajudikasi, dan penyelesaiannya",
    "menyampaikan jawaban, bukti, dan kesimpulan, serta menghadirkan saksi dan ahli",
    "menandatangani surat dan berita acara yang berhubungan dengan sengketa ini",
)
_REQUEST_SCOPE = (
    "mengajukan permohonan dan keberatan informasi publik atas nama pemberi kuasa",
    "menerima surat, jawaban, dan salinan informasi yang diberikan",
    "menandatangani tanda terima yang berhubungan dengan permohonan ini",
)


def _scope(lines: tuple[str, ...]) -> Part:
    return numbered("Untuk", lines)


def _stamped(people: list[tuple[str, str, str]], unit: WorkUnit) -> Part:
    """Places to sign with room for the stamp (meterai)."""
    part = signatures(people, place=town_of(unit), on=None)
    for one in part["people"]:
        one["is_stamped"] = True
    return part


def _citizens_proxy(case: InformationRequest | Objection) -> Sheet:
    """The power of somebody who asks or objects through another: the form of it, filled as far as known."""
    one = case.applicant
    about = case.number or (case.subject if isinstance(case, InformationRequest) else "")
    return Sheet(
        unit=case.unit,
        kind=PaperKind.PROXY,
        parts=[
            facts("Pemberi kuasa", [["Nama", one.name or BLANK], ["Alamat", one.address or BLANK]]),
            facts("Penerima kuasa", [["Nama", one.proxy_name or BLANK], ["Alamat", BLANK]]),
            facts("Pokok perkara", [["Permohonan informasi", said(about)], ["Badan publik", case.unit.name]]),
            _scope(_REQUEST_SCOPE),
        ],
        told={"pemohon": one.name, "nomor": case.number},
        people=_stamped(
            [("Penerima kuasa,", one.proxy_name, ""), ("Pemberi kuasa (meterai),", one.name, "")],
            case.unit,
        ),
        basis="Perki 1/2021.",
    )


def proxy(case: InformationRequest | Objection | Dispute) -> Sheet:
    """The special proxy: of the body in a dispute, else of the applicant."""
    if not isinstance(case, Dispute):
        return _citizens_proxy(case)
    unit = case.unit
    _role, name, position = signer(unit, PpidRole.SUPERVISOR)
    office = ", ".join(filter(None, (f"Atasan PPID {unit.short_name}", position)))
    return Sheet(
        unit=unit,
        kind=PaperKind.PROXY,
        parts=[
            facts(
                "Pemberi kuasa",
                [["Nama", name or BLANK], ["Jabatan", office], ["Bertindak untuk", unit.name]],
            ),
            facts("Penerima kuasa", [["Nama dan jabatan", case.representative or BLANK]]),
            facts("Pokok perkara", _dispute_rows(case)),
            _scope(_SCOPE),
        ],
        told={"nomor": case.number, "informasi": case.subject, "pemohon": case.objection.applicant.name},
        people=_stamped(
            [("Penerima kuasa,", case.representative, ""), ("Pemberi kuasa (meterai),", name, office)],
            unit,
        ),
        basis="Pasal 31 Perki 1/2013.",
    )


def _dispute_rows(case: Dispute) -> list[list[str]]:
    return [
        ["Nomor register sengketa", said(case.commission_number)],
        ["Komisi", said(case.commission)],
        ["Pemohon", said(case.objection.applicant.name)],
        ["Termohon", case.unit.name],
        ["Pokok sengketa", said(case.subject)],
    ]


def _row(number: int, item: Item, is_at_hand: bool) -> list[str]:
    cite = str(citation(item.cite).label)
    return [str(number), f"{item.what}. {item.why}", cite, "X" if is_at_hand else ""]


def summons_list(case: Dispute) -> Sheet:
    """What the representative brings: each thing, why, on which article, and whether it is at hand."""
    hearing = case.steps.filter(hour__isnull=False).order_by("-on", "-id").first()
    when = ""
    if hearing:
        when = f"{long_day(hearing.on)} pukul {hearing.hour:%H.%M} {case.unit.zone}, {hearing.place or '–'}"
    rows = [_row(n, item, is_there) for n, (item, is_there) in enumerate(to_bring(case), start=1)]
    return Sheet(
        unit=case.unit,
        kind=PaperKind.SUMMONS_LIST,
        number=case.number,
        parts=[
            facts(
                "",
                [
                    *_dispute_rows(case),
                    ["Wakil badan publik", said(case.representative)],
                    ["Sidang", said(when)],
                ],
            ),
            table("Yang dibawa", ["No", "Dokumen dan gunanya", "Dasar", "Ada"], rows, [1, 11, 5, 1]),
        ],
        told={"nomor": case.number, "informasi": case.subject},
        people=signatures(
            [
                ("Disiapkan oleh,", "", "Petugas layanan informasi"),
                ("Diperiksa oleh,", "", f"PPID {case.unit.short_name}"),
            ],
            place=town_of(case.unit),
            on=day_of(case.unit, None),
        ),
        basis="Pasal 31 Perki 1/2013.",
    )
