"""Copies of what an audit saw can be found again and trusted."""

import asyncio
import hashlib
import json

import pytest

from terbuka.crawler.archive import Archive
from terbuka.rules.ruling import BadInput
from tests.crawler.served import page, served, visit


def test_each_opened_page_is_kept_under_its_hash(tmp_path):
    async def run():
        async with served({"/": page("/ppid"), "/ppid": page(title="PPID")}) as site:
            archive = Archive(tmp_path / "arsip")
            found = await visit(site.url, keep=archive.keep)
            archive.close()
            return found

    found = asyncio.run(run())
    lines = [json.loads(line) for line in (tmp_path / "arsip" / "index.jsonl").read_text().splitlines()]
    assert sorted(line["url"] for line in lines) == sorted(one.url for one in found.pages)
    for one in found.pages:
        copy = tmp_path / "arsip" / one.sha256[:2] / one.sha256
        assert hashlib.sha256(copy.read_bytes()).hexdigest() == one.sha256
    assert lines[0]["headers"]["content-type"] == "text/html"
    assert lines[0]["fetched_at"].endswith("+00:00")


def test_a_file_in_the_place_of_the_folder_is_bad_input(tmp_path):
    (tmp_path / "arsip").write_text("bukan folder")
    with pytest.raises(BadInput):
        Archive(tmp_path / "arsip")
