"""The generated documents tell the truth about themselves, and the leak guard reads a handful of them."""

import io
import json

import pikepdf
import pypdfium2
import pytest

from bench import leaks
from bench.leakset import making, pdf, pdf_hiding, recipe
from bench.leakset.writer import Writer


@pytest.mark.parametrize("how", ["black", "white", "annotation", "picture"])
def test_a_covered_value_cannot_be_seen_and_can_still_be_read(how):
    w = Writer("covered")
    paper = recipe.private(w, 1)
    made, count = pdf_hiding.covered(pdf.of(paper, pdf.Layout(size=11)), paper.private, how)
    assert count == len(paper.private)
    page = pypdfium2.PdfDocument(made)[0]
    text, seen, height = page.get_textpage(), page.render(scale=2).to_pil().convert("L"), page.get_height()
    for value in paper.private:
        left, bottom, right, top = _place(text, value)
        inner = seen.crop(
            (
                int(2 * left) + 2,
                int(2 * (height - top)) + 2,
                int(2 * right) - 2,
                int(2 * (height - bottom)) - 2,
            )
        )
        darkest, lightest = inner.getextrema()
        assert lightest - darkest < 8


def _place(text, value):
    at = text.search(value).get_next()
    assert at is not None
    text.count_rects(*at)
    return text.get_rect(0)


def test_the_same_seed_makes_the_same_documents():
    first = [
        (entry.label, made.truth, len(made.data))
        for entry, made in making.documents(3, held_out=True, every=60)
    ]
    again = [
        (entry.label, made.truth, len(made.data))
        for entry, made in making.documents(3, held_out=True, every=60)
    ]
    assert first == again


def test_no_paper_without_private_values_counts_one():
    assert not any(recipe.harmless(Writer(f"{n}", held_out=n % 2 == 0)).truth for n in range(60))


def test_a_locked_document_really_asks_for_its_password():
    data = pdf_hiding.locked(pdf.of(recipe.harmless(Writer("locked")), pdf.Layout()), Writer("x").dice)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data))


def test_the_guard_reads_a_handful_of_documents_right(tmp_path):
    making.write(tmp_path, seed=7, every=26)
    assert len(json.loads((tmp_path / "truth.json").read_text("utf-8"))) >= 24
    cases, _ = leaks.measured(tmp_path)
    tally = leaks.tallied(cases)
    assert all(case.said is not None for case in cases)
    assert tally.recall >= 0.95
    assert tally.precision >= 0.95
