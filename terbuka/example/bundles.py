"""Healthy pages as real sites often have them: joined to one, or with something wrong added."""

from collections.abc import Sequence
from dataclasses import replace

from terbuka.example.blocks import Block, heading, text
from terbuka.example.exhibits import Answer, Exhibit
from terbuka.example.wording import Voice, data_file
from terbuka.rules.siteaudit.findings import DefectKind, Verdict

JOINED_SHARE = 0.4


def is_plain_page(shown: Exhibit) -> bool:
    """A page of text alone, present, with nothing wrong about it."""
    is_sound = shown.verdict == Verdict.PRESENT and shown.answer == Answer.SERVED and not shown.defects
    return is_sound and shown.has_page and not shown.documents and all(b.kind != "form" for b in shown.blocks)


def joined(voice: Voice, shown: Sequence[Exhibit]) -> list[Exhibit]:
    """The exhibits, some plain pages of them joined to one page with a heading for each."""
    left = list(shown)
    for bundle in data_file("prose")["bundle"]:
        members = [one for code in bundle["codes"] for one in left if one.code == code and is_plain_page(one)]
        wants = voice.chance.random() < JOINED_SHARE
        if not wants or len(members) < 2 or members[0].code != bundle["codes"][0]:
            continue
        whole = replace(
            members[0],
            title=voice.fill(bundle["title"]),
            blocks=tuple(block for one in members for block in (heading(one.title), *one.blocks)),
            also=tuple(one.code for one in members[1:]),
            covers_until=None,
        )
        left = [whole if one is members[0] else one for one in left if one not in members[1:]]
    return left


def _spoil(shown: Exhibit, kind: DefectKind, *blocks: Block) -> Exhibit:
    marred = replace(shown, blocks=(*shown.blocks, *blocks))
    return marred.judged(Verdict.PRESENT, shown.reason, (kind, "page"))


def spoiled(voice: Voice, shown: Sequence[Exhibit]) -> list[Exhibit]:
    """The exhibits, of which one healthy page gets gambling links and one the name of another unit.

    Both stay present: a defect is told beside the verdict.
    """
    marred, prose = list(shown), data_file("prose")
    healthy = [number for number, one in enumerate(marred) if is_plain_page(one)]
    hacked, leftover = voice.chance.sample(healthy, 2)
    bait = [Block("hidden", label, url=prose["injected"]["host"]) for label in prose["injected"]["labels"]]
    marred[hacked] = _spoil(marred[hacked], DefectKind.INJECTED_LINKS, *bait)
    remark = voice.fill(prose["foreign"]["remark"], more={"other": voice.names_other().name})
    own = text(voice.fill(prose["foreign"]["own"]))
    marred[leftover] = _spoil(marred[leftover], DefectKind.WRONG_UNIT_TEXT, own, text(remark))
    return marred
