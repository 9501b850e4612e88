"""One spelling for each address, and whose site it belongs to."""

import pytest

from terbuka.crawler.addresses import LONGEST, Scope, normalise, registrable_domain, variant_key
from terbuka.crawler.filehosts import direct

SITE = "https://kab-jombang.kpu.go.id"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("HTTPS://KAB-Jombang.KPU.go.id", f"{SITE}/"),
        (f"{SITE}:443/faq#atas", f"{SITE}/faq"),
        ("http://kab-jombang.kpu.go.id:80/", "http://kab-jombang.kpu.go.id/"),
        ("http://kab-jombang.kpu.go.id:8080/", "http://kab-jombang.kpu.go.id:8080/"),
        (f"{SITE}/a/./b/../c", f"{SITE}/a/c"),
        (f"{SITE}/../../etc", f"{SITE}/etc"),
        (f"{SITE}//page//read/1/", f"{SITE}/page/read/1/"),
        (f"{SITE}/laporan%20%61khir.pdf", f"{SITE}/laporan%20akhir.pdf"),
        (f"{SITE}/laporan akhir%2fb.pdf", f"{SITE}/laporan%20akhir%2Fb.pdf"),
        (f"{SITE}/100% siap", f"{SITE}/100%25%20siap"),
        (f"{SITE}/é", f"{SITE}/%C3%A9"),
        (f"{SITE}/x;jsessionid=AB12?utm_source=fb&id=7&PHPSESSID=1", f"{SITE}/x?id=7"),
        (f"{SITE}/x?", f"{SITE}/x"),
        (f"  {SITE}/be\nrita\t ", f"{SITE}/berita"),
        ("https://pemilu-désa.id/", "https://xn--pemilu-dsa-i7a.id/"),
        ("https://kpu.go.id./", "https://kpu.go.id/"),
        ("http://[2001:DB8::1]/", "http://[2001:db8::1]/"),
    ],
)
def test_an_address_has_one_spelling(written, read):
    assert normalise(written) == read
    assert normalise(read) == read


@pytest.mark.parametrize(
    "written",
    [
        "",
        "kab-jombang.kpu.go.id",
        "ftp://kpu.go.id/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "mailto:ani@kpu.go.id",
        "https://",
        "https:///x",
        "https://ani:rahasia@kpu.go.id/",
        "https://@kpu.go.id/",
        "https://kpu.go.id:99999/",
        "https://kpu.go.id:x/",
        "https://[::1/",
        "https://a b/",
        "https://" + "a" * 64 + ".id/",
        SITE + "/" + "x" * LONGEST,
    ],
)
def test_what_is_no_web_address_is_refused(written):
    assert normalise(written) == ""


def test_a_registrable_domain_is_what_one_owner_registered():
    assert registrable_domain("kab-jombang.kpu.go.id") == "kpu.go.id"
    assert registrable_domain("kpu.go.id") == "kpu.go.id"
    assert registrable_domain("jombang.bawaslu.go.id") == "bawaslu.go.id"
    assert registrable_domain("ppid-jombang.blogspot.com") == "blogspot.com"
    assert registrable_domain("127.0.0.1") == "127.0.0.1"


def test_usual_spellings_of_the_same_page_share_a_key():
    keys = {
        variant_key(url)
        for url in (
            f"{SITE}/page/read/visi?b=2&a=1",
            f"{SITE}/index.php/page/read/visi?a=1&b=2",
            "http://kab-jombang.kpu.go.id/page/read/visi/?a=1&b=2",
            "https://www.kab-jombang.kpu.go.id/page/read/visi?a=1&b=2",
        )
    }
    assert len(keys) == 1
    assert variant_key(f"{SITE}/index.php") == variant_key(f"{SITE}/")
    assert variant_key(f"{SITE}/page/read/misi") not in keys


def test_a_scope_is_the_host_and_port_of_the_start():
    scope = Scope.around((f"{SITE}/page/read/visi", "http://127.0.0.1:8080/"))
    assert scope.place(f"{SITE}/faq") == 0
    assert scope.place("http://kab-jombang.kpu.go.id/faq") == 0, "http and https are one site"
    assert scope.place("http://127.0.0.1:8080/x") == 1
    assert scope.place("http://127.0.0.1:8081/x") == -1
    assert scope.place("https://jatim.kpu.go.id/") == -1


def test_a_shared_host_is_visited_within_the_path_of_the_unit():
    scope = Scope.around(("https://jdih.kpu.go.id/jatim/jombang/",))
    assert scope.place("https://jdih.kpu.go.id/jatim/jombang/beritadetail-6a6f") == 0
    assert scope.place("https://jdih.kpu.go.id/jatim/jombangan") == -1
    assert scope.place("https://jdih.kpu.go.id/jatim/kediri/") == -1


@pytest.mark.parametrize(
    ("linked", "file"),
    [
        (
            "https://drive.google.com/file/d/1AbCdEfGhIjKl/view?usp=sharing",
            "https://drive.google.com/uc?export=download&id=1AbCdEfGhIjKl",
        ),
        (
            "https://drive.google.com/open?id=1AbCdEfGhIjKl",
            "https://drive.google.com/uc?export=download&id=1AbCdEfGhIjKl",
        ),
        (
            "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKl/edit#gid=0",
            "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKl/export?format=xlsx",
        ),
        (f"https://docs.google.com/viewer?embedded=true&url={SITE}/dip.pdf", f"{SITE}/dip.pdf"),
        (f"{SITE}/pdfjs/web/viewer.html?file={SITE}/dip.pdf", f"{SITE}/dip.pdf"),
        ("https://drive.google.com/drive/folders/1AbCdEf", "https://drive.google.com/drive/folders/1AbCdEf"),
        (f"{SITE}/dip.pdf", f"{SITE}/dip.pdf"),
    ],
)
def test_the_file_behind_a_viewer_is_found(linked, file):
    assert direct(normalise(linked)) == file
