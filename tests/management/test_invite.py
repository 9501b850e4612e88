"""`terbuka invite`: a link to hand over, or one sentence."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from terbuka.models import Invitation
from terbuka.rules.ruling import BadInput
from terbuka.services import people
from tests.installation import Workshop
from tests.make.cast import JOMBANG


def ask(email: str = "lina@kpu.go.id", role: str = "officer", unit: str = JOMBANG) -> list[str]:
    """What the command prints, by lines."""
    told = StringIO()
    call_command("make_invitation", email, role=role, unit=unit, stdout=told)
    return told.getvalue().splitlines()


@pytest.mark.django_db
def test_it_prints_the_whole_link_and_its_end() -> None:
    link, end = ask()

    row = Invitation.objects.get()
    assert link == f"http://127.0.0.1:8000{people.link_of(row)}"
    assert end.startswith("Berlaku sampai ")
    assert (row.email, row.role, row.unit.slug) == ("lina@kpu.go.id", "officer", JOMBANG)  # type: ignore[union-attr]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["national-administrator", "Administrator nasional"])
def test_a_role_is_known_by_each_of_its_names(role: str) -> None:
    ask(role=role, unit="bawaslu-ri")

    assert Invitation.objects.get().role == "national_administrator"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"email": "lina"}, "alamat surel yang utuh"),
        ({"role": "bos"}, "Peran bos tidak dikenal; pilih desk, officer"),
        ({"unit": "kpu-kab-jombng"}, "mungkin kpu-kab-jombang"),
        ({"unit": ""}, "dipegang di sebuah satker"),
        ({"role": "verifier"}, "provinsi dan nasional"),
        ({"role": "system_administrator"}, "kosongkan satkernya"),
    ],
)
def test_what_cannot_be_is_one_sentence(change: dict[str, str], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        ask(**change)
    assert not Invitation.objects.exists()


@pytest.mark.either
def test_from_the_terminal(workshop: Workshop, tmp_path: Path) -> None:
    unready = workshop.empty().run("invite", "a@b.id", "--role", "ppid")
    assert (unready.returncode, unready.stdout) == (2, "")
    assert "terbuka serve" in unready.stderr

    place = workshop.prepared()
    place.settings["TERBUKA_URL"] = "https://terbuka.example.go.id"
    done = place.run("invite", "lina@kpu.go.id", "--role", "ppid", "--unit", JOMBANG)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("https://terbuka.example.go.id/undangan/")

    wrong = place.run("invite", "lina@kpu.go.id", "--role", "bos", "--unit", JOMBANG, "--lang", "en")
    assert wrong.returncode == 2
    assert len(wrong.stderr.splitlines()) == 1

    table = tmp_path / "orang.csv"
    table.write_text(f"surel,peran,satker\nbeni@kpu.go.id,ppid,{JOMBANG}\nbeni,ppid,{JOMBANG}\n", "utf-8")
    refused = place.run("import", "accounts", str(table))
    assert refused.returncode == 1
    assert "baris 3, kolom surel: " in refused.stderr
    assert place.run("import", "accounts", str(tmp_path / "tiada.csv")).returncode == 2
