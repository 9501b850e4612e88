"""A ruling answers whether something may be done, and why not."""

import pytest

from terbuka.rules.language import say, speaking
from terbuka.rules.ruling import BadInput, Refused, allow, refuse
from terbuka.rules.sources import citation


def test_what_is_allowed_passes_silently() -> None:
    assert allow()
    allow().enforce()


def test_what_is_refused_says_why_and_under_which_article() -> None:
    ruling = refuse(say("Perpanjangan hanya sekali."), cite="uu14-2008:22(8)")

    assert not ruling
    assert ruling.cite
    assert str(citation(ruling.cite).label) == "UU 14/2008 Pasal 22 ayat (8)"
    with pytest.raises(Refused, match="Perpanjangan hanya sekali"):
        ruling.enforce()


def test_bad_input_speaks_the_language_of_its_reader() -> None:
    fault = BadInput(say("Berkas {name} kosong.", name="halaman.csv"))

    assert str(fault) == "Berkas halaman.csv kosong."
    with speaking("xx"):
        assert str(fault) == "Berkas halaman.csv kosong."
