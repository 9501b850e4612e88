"""`terbuka import units|holidays` shows what it would change, asks, and then changes exactly that."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.forms.models import model_to_dict
from django.utils import timezone

from terbuka.documents.tables import Sheet, read_sheet
from terbuka.models import Event, FormerSlug, Holiday, Succession, Website, WorkUnit
from terbuka.rules.ruling import BadInput
from terbuka.rules.workdays import shipped_holidays
from terbuka.services.calendar import load_holidays, whole_calendar
from terbuka.services.units.importing import COLUMNS, NEEDED, import_units, plan_units
from tests import make
from tests.make.cast import JOMBANG, unit

pytestmark = pytest.mark.django_db
HEAD = "slug,lembaga,tingkat,kode_wilayah,nama,situs,pendahulu,cara,mulai,dasar\n"
RENAME = f"kpu-kab-raya,KPU,regency,35.17,KPU Kabupaten Raya,,{JOMBANG},ganti nama,2026-01-01,UU contoh\n"
SPLIT = (
    "kpu-kab-mojo,KPU,regency,35.17,KPU Kabupaten Mojo,,kpu-kab-jombang,pecah,01/01/2026,UU contoh\n"
    "kpu-kab-agung,KPU,regency,35.97,KPU Kabupaten Agung,,kpu-kab-jombang,pecah,01/01/2026,UU contoh\n"
)
MERGE = (
    "kpu-kab-kediri,KPU,regency,35.06,KPU Kabupaten Kediri,,"
    "kpu-kota-kediri;kpu-kab-nganjuk,gabung,2026-01-01,\n"
)
CARVED = "kpu-kab-muda,KPU,regency,35.96,KPU Kabupaten Muda,,kpu-kab-malang,mekar,2026-01-01,UU contoh\n"
CHANGE = "kpu-kab-blitar,KPU,regency,35.05,KPU Kabupaten Blitar,https://baru.kpu.go.id,,,,\n"


def file(content: str, folder: Path) -> Path:
    place = folder / "daftar.csv"
    place.write_text(content, "utf-8")
    return place


def bring(content: str, folder: Path, kind: str = "units", **options: Any) -> str:
    """Import a table and hear what is told."""
    told = StringIO()
    call_command("import_list", kind, str(file(content, folder)), stdout=told, **options)
    return told.getvalue()


def sheet(content: str, folder: Path) -> Sheet:
    return read_sheet(file(content, folder), names=COLUMNS, needed=NEEDED)


def state() -> dict[str, Any]:
    """The whole register as it is stored, by the number of each unit."""
    sites = {one.unit_id: one.url for one in Website.objects.filter(kind="main")}
    slugs = dict(WorkUnit.objects.values_list("pk", "slug"))
    return {
        row.pk: model_to_dict(row) | {"website": sites.get(row.pk), "parent": slugs.get(row.parent_id or 0)}
        for row in WorkUnit.objects.all()
    }


def test_the_trial_shows_every_sort_of_change_whole_and_changes_nothing(tmp_path: Path) -> None:
    before = state()

    told = bring(HEAD + SPLIT + MERGE + CARVED + CHANGE, tmp_path, dry_run=True)

    for line in (
        "Satker baru: 3",
        "  + kpu-kab-mojo: KPU Kabupaten Mojo (35.17)",
        "Berubah: 1",
        "      situs: https://kab-blitar.kpu.go.id → https://baru.kpu.go.id",
        "  - kpu-kab-jombang berakhir Rab, 31 Des 2025, pecah: dilanjutkan kpu-kab-mojo, kpu-kab-agung "
        "(UU contoh)",
        "  - kpu-kota-kediri berakhir Rab, 31 Des 2025, gabung: dilanjutkan kpu-kab-kediri",
        "  - kpu-kab-malang tetap ada; sejak Kam, 1 Jan 2026 sebagiannya menjadi kpu-kab-muda (UU contoh)",
        "Tetap sama: 0",
        "5 satker dapat dimasukkan; belum ada yang diubah.",
    ):
        assert line in told.splitlines(), told
    assert state() == before
    assert not Succession.objects.exists()


def test_a_renaming_names_old_and_new(tmp_path: Path) -> None:
    told = bring(HEAD + RENAME, tmp_path)

    assert "  ~ kpu-kab-jombang, mulai Kam, 1 Jan 2026 (UU contoh)" in told
    assert "      nama: KPU Kabupaten Jombang → KPU Kabupaten Raya" in told
    assert "0 satker baru, 1 diperbarui, 0 sudah sama." in told
    assert unit("kpu-kab-raya").former_slugs.get().slug == JOMBANG
    assert "0 satker baru, 0 diperbarui, 1 sudah sama" in bring(HEAD + RENAME, tmp_path)


@pytest.mark.parametrize("table", [RENAME + CHANGE, SPLIT + CARVED, MERGE, RENAME + MERGE + CARVED])
def test_what_is_shown_is_what_is_done_and_a_second_time_there_is_nothing_to_do(
    table: str, tmp_path: Path
) -> None:
    whole, before = sheet(HEAD + table, tmp_path), state()
    shown, faults = plan_units(whole, at=make.NOON)
    assert faults == []

    done = import_units(whole, shown=shown, by=None, at=make.NOON)

    after = state()
    assert done == shown
    fresh = {after[pk]["slug"] for pk in after.keys() - before.keys()}
    assert fresh == {one.slug for one in shown.fresh}
    for one in shown.units:
        for change in one.changes if one.pk else ():
            old, new = (str(side[one.pk][change.field] or "") for side in (before, after))
            if change.field != "aliases":
                assert (old, new) == (change.old, change.new)
    touched = {one.pk for one in shown.units} | {unit(slug).pk for slug in shown.ended}
    touched |= {unit(link.after).pk for link in shown.followings}
    assert {pk for pk in before if before[pk] != after[pk]} <= touched
    links = set(Succession.objects.values_list("before__slug", "after__slug"))
    assert links == {(link.before, link.after) for link in shown.followings}
    assert {row["slug"] for row in after.values() if row["valid_to"]} == set(shown.ended)
    again, _faults = plan_units(whole, at=make.NOON)
    assert not again


def test_long_lists_are_shortened_with_a_count_and_whole_in_a_trial(tmp_path: Path) -> None:
    rows = "".join(
        f"kpu-kab-baru-{n},KPU,regency,35.{n},KPU Kabupaten Baru {n},,,,,\n" for n in range(80, 95)
    )

    assert "  + kpu-kab-baru-94" in bring(HEAD + rows, tmp_path, dry_run=True)
    told = bring(HEAD + rows, tmp_path)
    assert "… dan 5 lagi" in told
    assert "kpu-kab-baru-94" not in told
    assert "15 satker baru" in told


@pytest.mark.parametrize(("typed", "happens"), [("y\n", True), ("ya\n", True), ("t\n", False), ("", False)])
def test_at_a_terminal_a_person_is_asked_first(
    typed: str, happens: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(typed))

    told = bring(HEAD + CHANGE, tmp_path, asks=True)

    assert "Lanjutkan? [y/T]" in told
    assert ("Tidak ada yang diubah." in told) is not happens
    assert Website.objects.filter(url="https://baru.kpu.go.id").exists() is happens


def test_where_the_register_moved_on_since_nothing_is_done(tmp_path: Path) -> None:
    whole = sheet(HEAD + CHANGE, tmp_path)
    shown, _faults = plan_units(whole, at=make.NOON)
    make.rename("kpu-kab-blitar", "KPU Kab. Blitar")

    with pytest.raises(BadInput, match="berubah sesudah"):
        import_units(whole, shown=shown, by=None, at=make.NOON)
    assert not Event.objects.filter(verb="import").exists()


def test_every_wrong_succession_is_named_and_nothing_comes_in(tmp_path: Path) -> None:
    table = (
        "kpu-kab-a,KPU,regency,35.91,KPU A,,kpu-atlantis,pecah,2026-01-01,\n"
        f"kpu-kab-b,KPU,regency,35.92,KPU B,,{JOMBANG},pecah,,\n"
        f"kpu-kab-c,KPU,regency,35.93,KPU C,,{JOMBANG},,2026-01-01,\n"
        f"kpu-kab-d,KPU,regency,35.94,KPU D,,{JOMBANG},terbelah,2026-01-01,\n"
        "kpu-kab-e,KPU,regency,35.95,KPU E,,bawaslu-kab-jombang,pecah,2026-01-01,\n"
        "kpu-kab-f,KPU,regency,35.96,KPU F,,kpu-kab-sleman,pecah,kapan,\n"
        "kpu-kab-blitar,KPU,regency,35.05,KPU G,,kpu-kab-malang,ganti nama,2026-01-01,\n"
        "kpu-provinsi-bali,KPU,province,51,KPU Provinsi Bali,,kpu-provinsi-papua,gabung,2026-01-01,\n"
    )
    before = state()

    with pytest.raises(CommandError) as fault:
        bring(HEAD + table, tmp_path)

    found = {line.partition(":")[0] for line in str(fault.value).splitlines()[:-1]}
    assert found == {
        "baris 2, kolom pendahulu",
        "baris 3, kolom mulai",
        "baris 4, kolom cara",
        "baris 5, kolom cara",
        "baris 6, kolom pendahulu",
        "baris 7, kolom mulai",
        "baris 8, kolom pendahulu",
        "baris 9, kolom pendahulu",
    }
    assert state() == before


def test_the_old_list_does_not_bring_a_renamed_unit_back(tmp_path: Path) -> None:
    bring(HEAD + RENAME, tmp_path)

    with pytest.raises(CommandError, match="kini beralamat kpu-kab-raya"):
        bring(HEAD + f"{JOMBANG},KPU,regency,35.17,KPU Kabupaten Jombang,,,,,\n", tmp_path)


def test_a_former_address_may_be_told_alone(tmp_path: Path) -> None:
    table = (
        f"slug,lembaga,tingkat,kode_wilayah,nama,slug_lama\n{JOMBANG},KPU,regency,35.17,"
        "KPU Kabupaten Jombang,kpu-jombang\n"
    )

    assert "alamat lama kpu-jombang menuju ke sini" in bring(table, tmp_path)
    assert FormerSlug.objects.get().unit == unit()
    assert "1 sudah sama" in bring(table, tmp_path)


HOLIDAYS = (
    "tanggal,jenis,nama,dasar,sementara\n"
    "2028-01-01,nasional,Tahun Baru Masehi,SKB contoh,\n"
    "2028-01-03,cuti bersama,Cuti Bersama Tahun Baru,SKB contoh,\n"
    "2028-02-25,nasional,Idul Fitri,SKB contoh,ya\n"
)


def test_a_list_of_holidays_comes_in_with_its_difference(tmp_path: Path) -> None:
    assert whole_calendar().lack(2028, 2028)

    trial = bring(HOLIDAYS, tmp_path, "holidays", dry_run=True)
    assert "Hari libur baru: 3" in trial
    assert not Holiday.objects.filter(day__year=2028).exists()
    told = bring(HOLIDAYS, tmp_path, "holidays")

    assert "3 hari libur baru, 0 diperbarui, 0 dihapus, 0 sudah sama." in told
    lack = whole_calendar().lack(2028, 2028)
    assert lack
    assert not lack.is_missing
    assert Event.objects.filter(subject_kind="holiday", verb="import").count() == 1
    bring(HOLIDAYS, tmp_path, "holidays")
    assert Event.objects.filter(subject_kind="holiday", verb="import").count() == 1


def test_a_whole_list_replaces_its_year_and_the_shipped_one_stays_away(tmp_path: Path) -> None:
    table = "tanggal,jenis,nama\n2027-01-01,nasional,Tahun Baru Masehi\n"

    told = bring(table, tmp_path, "holidays", replace=True)
    load_holidays(shipped_holidays(), by=None, at=timezone.now())

    assert "Dihapus: " in told
    assert Holiday.objects.filter(day__year=2027).count() == 1
    assert Holiday.objects.filter(day__year=2026).count() > 10


def test_bad_holidays_are_named_and_nothing_comes_in(tmp_path: Path) -> None:
    table = (
        "tanggal,jenis,nama,kode_wilayah\n"
        "kapan,nasional,A,\n"
        "2028-01-01,pesta,B,\n"
        "2028-01-02,daerah,C,\n"
        "2028-01-03,nasional,D,35\n"
        "2028-01-04,nasional,,\n"
        "2090-01-04,nasional,E,\n"
    )

    with pytest.raises(CommandError) as fault:
        bring(table, tmp_path, "holidays")

    lines = [line.partition(":")[0] for line in str(fault.value).splitlines()[:-1]]
    assert lines == [
        "baris 2, kolom tanggal",
        "baris 3, kolom jenis",
        "baris 4, kolom kode_wilayah",
        "baris 5, kolom kode_wilayah",
        "baris 6, kolom nama",
        "baris 7, kolom tanggal",
    ]
    assert not Holiday.objects.filter(day__year=2028).exists()
