"""Which regime a request falls under, as tables that a lawyer can read (Perki 1/2019, UU 14/2008)."""

from datetime import date

import pytest

from terbuka.rules.electioncontent import is_election_information
from terbuka.rules.limits import Regime
from terbuka.rules.regimes import (
    Stage,
    StageKind,
    may_overrule,
    open_stages,
    propose_regime,
    regime_of,
    shipped_stages,
)

UMUM, PEMILU = Regime.UMUM, Regime.PEMILU
PILKADA = Stage(
    "Pilkada 2030", StageKind.PEMILIHAN, "Seluruh tahapan", "35", date(2030, 1, 7), date(2030, 9, 30)
)
PSU = Stage(
    "PSU Pilkada 2030",
    StageKind.PSU,
    "Pemungutan suara ulang",
    "35.17",
    date(2030, 11, 4),
    date(2030, 12, 20),
)
PEMILU_2029 = Stage(
    "Pemilu 2029", StageKind.PEMILU, "Seluruh tahapan", "", date(2027, 6, 1), date(2029, 10, 20)
)
ALL = (PILKADA, PSU, PEMILU_2029)
ROLL = "Daftar pemilih tetap per TPS"
BUDGET = "Realisasi anggaran kantor tahun lalu"

# given: registered on, at (region of the unit), what is asked; expect: regime; why
CHOSEN = [
    ("2027-06-01", "35.17", ROLL, PEMILU, "the first day of a stage belongs to it"),
    ("2027-05-31", "35.17", ROLL, UMUM, "the day before belongs to none"),
    ("2029-10-20", "35.17", ROLL, PEMILU, "the last day of a stage belongs to it"),
    ("2029-10-21", "35.17", ROLL, UMUM, "the day after belongs to none"),
    ("2028-03-01", "35.17", BUDGET, UMUM, "a budget is no election information, also in a stage"),
    ("2028-03-01", "", ROLL, PEMILU, "a stage of the whole country is one of the national unit"),
    ("2028-03-01", "00", ROLL, PEMILU, "however the register writes the country"),
    ("2030-02-01", "35", ROLL, PEMILU, "a pilkada in a province, at the province"),
    ("2030-02-01", "35.17", ROLL, PEMILU, "and in its regencies"),
    ("2030-02-01", "34.04", ROLL, UMUM, "but not in the province beside it"),
    ("2030-02-01", "3", ROLL, UMUM, "35 is no part of 3"),
    ("2030-02-01", "", ROLL, UMUM, "nor at the national unit"),
    ("2030-11-04", "35.17", ROLL, PEMILU, "a re-run opens stages in its regency"),
    ("2030-11-04", "35.18", ROLL, UMUM, "not in the next regency"),
    ("2030-11-04", "35", ROLL, UMUM, "nor at the province above"),
    ("2031-01-10", "35.17", ROLL, UMUM, "no stage open anywhere"),
]  # fmt: skip


@pytest.mark.parametrize(("on", "region", "asked", "regime", "why"), CHOSEN)
def test_the_regime_follows_place_day_and_content(
    on: str, region: str, asked: str, regime: Regime, why: str
) -> None:
    proposal = propose_regime(
        is_organiser=True,
        registered_on=date.fromisoformat(on),
        region_code=region,
        stages=ALL,
        details=asked,
    )

    assert proposal.regime is regime, why
    assert proposal.reasons
    assert proposal.cites


def test_the_day_of_registration_decides_and_not_that_of_receipt() -> None:
    received, registered = date(2029, 10, 19), date(2029, 10, 22)

    assert open_stages(ALL, "35.17", received) == (PEMILU_2029,)
    assert open_stages(ALL, "35.17", registered) == ()
    # A case registered in the stage keeps its regime though the stage ends on the next day: the
    # proposal knows no other day than that of registration.
    last_day = propose_regime(
        is_organiser=True, registered_on=PEMILU_2029.last, region_code="35.17", stages=ALL, details=ROLL
    )
    assert last_day.regime is PEMILU
    assert last_day.stage == PEMILU_2029


def test_before_the_rule_of_2019_there_is_only_the_general_regime() -> None:
    stage = Stage("Pemilu 2019", StageKind.PEMILU, "Tahapan", "", date(2017, 8, 17), date(2019, 10, 20))
    asked = {"is_organiser": True, "region_code": "35.17", "stages": (stage,), "details": ROLL}

    assert propose_regime(registered_on=date(2019, 2, 27), **asked).regime is UMUM  # type: ignore[arg-type]
    assert propose_regime(registered_on=date(2019, 2, 28), **asked).regime is PEMILU  # type: ignore[arg-type]


def test_a_body_that_runs_no_elections_stays_under_the_general_regime() -> None:
    proposal = propose_regime(
        is_organiser=False, registered_on=date(2028, 3, 1), region_code="35.17", stages=ALL, details=ROLL
    )

    assert proposal.regime is UMUM


def test_a_re_run_below_is_named_to_the_province_that_may_choose_the_stricter() -> None:
    proposal = propose_regime(
        is_organiser=True, registered_on=PSU.first, region_code="35", stages=ALL, details=ROLL
    )

    assert "PSU Pilkada 2030" in str(proposal.reasons[-1])


def test_a_mixed_request_is_split_into_two_lines_with_a_regime_each() -> None:
    proposal = propose_regime(
        is_organiser=True,
        registered_on=date(2028, 3, 1),
        region_code="35.17",
        stages=ALL,
        details="Permohonan data\n1. Perolehan suara per TPS\n2. Daftar pegawai\n3. Jumlah pemilih tetap",
    )

    assert proposal.is_mixed
    assert proposal.regime is PEMILU
    assert [(regime_of(part), part.text) for part in proposal.parts] == [
        (PEMILU, "Perolehan suara per TPS\nJumlah pemilih tetap"),
        (UMUM, "Daftar pegawai"),
    ]


def test_a_mixed_request_outside_stages_stays_whole() -> None:
    proposal = propose_regime(
        is_organiser=True,
        registered_on=date(2031, 1, 10),
        region_code="35.17",
        stages=ALL,
        details="Perolehan suara dan realisasi anggaran",
    )

    assert proposal.regime is UMUM
    assert not proposal.is_mixed


# What is asked, and of which kind it is. The second half was written after the word list, unseen by it.
ASKED = [
    ("DPT Kecamatan Diwek", "election"),
    ("Hasil rekapitulasi penghitungan suara tingkat kabupaten", "election"),
    ("Laporan keuangan dana kampanye pasangan calon nomor 2", "election"),
    ("Jadwal dan tahapan Pilkada", "election"),
    ("Pemungutan dan penghitungan suara di TPS 5", "election"),
    ("laporan kegiatan pemilu", "election"),
    ("Anggaran surat suara dan kotak suara", "other"),
    ("Realisasi anggaran Pilkada 2024", "other"),
    ("honor KPPS", "other"),
    ("Hasil seleksi calon anggota KPU", "other"),
    ("Daftar aset dan kendaraan dinas", "other"),
    ("Hasil tender pengadaan kotak suara", "other"),
    ("Jumlah TPS dan anggaran hibah", "mixed"),
    ("Gaji komisioner; jumlah pemilih pemula", "mixed"),
    ("Denah kantor", "none"),
    ("Saya pegawai swasta. Mohon perolehan suara per TPS untuk skripsi tentang anggaran.", "election"),
    ("Kepada Yth. PPID KPU Kab. Jombang. Minta salinan kontrak dengan penyedia. Terima kasih.", "other"),
    ("Data Pemilu\nMohon laporan keuangan 2024", "other"),
    ("siapa yang menang di kecamatan kami waktu pilbup kemarin?", "election"),
    ("minta foto plano TPS 12 pak, sama C hasil-nya", "election"),
    ("Berapa orang yang belum masuk daftar pemilih di desa saya", "election"),
    ("berapa gaji ketua dan anggota", "other"),
    ("status tanah gudang KPU di Jalan Raya", "other"),
    ("kuitansi sewa mobil selama masa kampanye", "other"),
    ("ijazah calon bupati nomor urut 1", "election"),
    ("Surat keputusan penetapan paslon, dan notula rapat pegawai tentang mutasi", "mixed"),
    ("rencana belanja tahun depan", "other"),
    ("kapan hari pencoblosan di luar negeri", "election"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "content"), ASKED)
def test_what_a_request_asks_for_is_told_by_its_words(asked: str, content: str) -> None:
    answer = is_election_information(asked)

    assert answer.content == content, [hit.words for hit in answer.hits]


def test_a_text_of_any_length_is_read_in_time() -> None:
    assert is_election_information("dan, " * 100_000 + "DPT").content == "none"
    assert is_election_information("DPT dan anggaran. " * 50_000).content == "mixed"


# proposed, wanted, has a reason, the supervisor consents; allowed
OVERRULED = [
    (UMUM, UMUM, False, False, True),
    (UMUM, PEMILU, False, False, False),
    (UMUM, PEMILU, True, False, True),
    (PEMILU, UMUM, True, False, False),
    (PEMILU, UMUM, False, True, False),
    (PEMILU, UMUM, True, True, True),
]


@pytest.mark.parametrize(("proposed", "wanted", "reason", "consent", "allowed"), OVERRULED)
def test_the_stricter_needs_a_reason_and_the_laxer_the_supervisor(
    proposed: Regime, wanted: Regime, reason: bool, consent: bool, allowed: bool
) -> None:
    assert bool(may_overrule(proposed, wanted, has_reason=reason, has_consent=consent)) is allowed


def test_the_shipped_stages_are_those_of_2024_with_their_decrees_and_still_provisional() -> None:
    told = [(str(one), one.decree, one.is_provisional) for one in shipped_stages()]

    assert told == [
        ("Pemilu 2024, Seluruh tahapan", "PKPU 3/2022", True),
        ("Pilkada 2024, Seluruh tahapan", "PKPU 2/2024", True),
    ]
