"""Visit, match and judge together make the report on one unit."""

from datetime import date

import pytest

from terbuka.crawler.archive import Archive
from terbuka.crawler.audit import Manner, audit, checked_addresses
from terbuka.crawler.crawl import Budget
from terbuka.rules.ruling import BadInput
from terbuka.rules.units import units_by_slug
from tests.crawler.threaded import open_site

TODAY = date(2026, 11, 22)
LOCAL = Manner(rate=0, private_hosts_allowed=True)
QUICK = Budget(pages=20, seconds=20)
JOMBANG = units_by_slug()["kpu-kab-jombang"]
PAGES = {
    "/": '<title>KPU Kabupaten Jombang</title><main><a href="/ppid/dip">Daftar Informasi Publik</a></main>',
    "/ppid/dip": "<title>Daftar Informasi Publik KPU Kabupaten Jombang 2026</title><main><p>"
    + "Daftar Informasi Publik KPU Kabupaten Jombang Tahun 2026 memuat ringkasan isi informasi. " * 10,
}


def test_an_audit_lists_every_item_and_finds_the_proof():
    with open_site(PAGES) as url:
        report = audit([url], JOMBANG, TODAY, QUICK, manner=LOCAL)
    assert report.unit == "kpu-kab-jombang"
    assert len(report.items) > 50
    assert set(report.summary) >= {"present", "missing", "could_not_look", "not_applicable"}
    [item] = [item for item in report.items if item.code == "PPD-14"]
    assert item.evidence[0].url == f"{url}/ppid/dip"
    assert report.visit.sites[0].url == url


def test_without_a_unit_the_pages_tell_the_institution():
    pages = {"/": "<title>Bawaslu Kabupaten Jombang</title><main><p>Selamat datang di Bawaslu.</p></main>"}
    with open_site(pages) as url:
        report = audit([url], None, TODAY, QUICK, manner=LOCAL)
    assert report.unit is None
    applicable = {item.code for item in report.items if item.verdict != "not_applicable"}
    assert any(code.startswith("AWS") for code in applicable)


def test_evidence_names_its_copy_in_the_archive(tmp_path):
    archive = Archive(tmp_path)
    with open_site(PAGES) as url:
        report = audit([url], JOMBANG, TODAY, QUICK, manner=LOCAL, archive=archive)
    archive.close()
    [item] = [item for item in report.items if item.code == "PPD-14"]
    kind, _, digest = item.evidence[0].archived.partition(":")
    assert kind == "sha256"
    assert (tmp_path / digest[:2] / digest).read_bytes().startswith(b"<title>Daftar Informasi Publik")


def test_an_archive_that_cannot_be_written_ends_in_one_sentence(tmp_path, monkeypatch):
    archive = Archive(tmp_path)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "_write", full)
    with open_site(PAGES) as url, pytest.raises(BadInput, match="No space left"):
        audit([url], JOMBANG, TODAY, QUICK, manner=LOCAL, archive=archive)
    archive.close()


@pytest.mark.parametrize(
    "address",
    [
        *("http://127.0.0.1/", "http://localhost:8000/", "http://10.1.2.3/", "http://[::1]/"),
        *(
            "http://2130706433/",
            "http://169.254.169.254/latest/",
            "http://intranet/",
            "http://printer.local/",
        ),
    ],
)
def test_a_private_start_address_needs_leave(address):
    with pytest.raises(BadInput, match="jaringan pribadi"):
        checked_addresses([address], private_hosts_allowed=False)
    assert checked_addresses([address], private_hosts_allowed=True) == (address,)


def test_the_same_address_twice_is_audited_once():
    url = "https://kab-jombang.kpu.go.id"
    assert checked_addresses([url, url], private_hosts_allowed=False) == (url,)
