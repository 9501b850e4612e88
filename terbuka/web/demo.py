"""The demo's result as a page: what the audit found, the drafted questionnaire, the provisional score."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from terbuka.models import BandScale, WorkUnit
from terbuka.rules.catalogue import InformationClass
from terbuka.rules.ruling import BadInput
from terbuka.rules.scoring import parse_score
from terbuka.web import words
from terbuka.web.charts import ScoreBar, score_bar, shares

# What asks for an act comes first, what needs none last.
_URGENCY = (
    "missing",
    "wrong_unit",
    "stale",
    "unreadable",
    "partial",
    "needs_review",
    "could_not_look",
    "present",
    "not_applicable",
)
_IN_PLACE = ("present",)


@lru_cache(maxsize=2)
def _read(place: Path, _changed_ns: int) -> dict[str, Any] | None:
    try:
        result = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return result if isinstance(result, dict) and isinstance(result.get("report"), dict) else None


def stored_result() -> dict[str, Any] | None:
    """The demo's result as it lies in the data folder; None when there is none or it cannot be read."""
    place: Path = settings.DATA / "demo" / "result.json"
    try:
        return _read(place, place.stat().st_mtime_ns)
    except OSError:
        return None


def _may_open(url: object) -> str:
    """The address where it is one a browser may follow, else nothing."""
    return url if isinstance(url, str) and url.startswith(("http://", "https://")) else ""


def _proof(proof: Mapping[str, Any] | str) -> dict[str, Any]:
    """A proof with the address a browser may follow; one stored as a bare address has no title."""
    known = {"url": proof} if isinstance(proof, str) else dict(proof)
    return {**known, "href": _may_open(known.get("url"))}


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    evidence = [_proof(proof) for proof in item.get("evidence") or []]
    first = evidence[0] if evidence else {}
    reasons = [*(item.get("reasons") or []), *(first.get("reasons") or [])]
    return {**item, "evidence": evidence, "first": first, "why": list(dict.fromkeys(reasons))}


def _classes(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Items by class of information; within a class what asks for an act comes first."""
    by_class: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        by_class.setdefault(str(item.get("class")), []).append(_item(item))
    shown = []
    for kind in InformationClass:
        mine = by_class.get(kind.value, [])
        mine.sort(key=lambda item: _URGENCY.index(item["verdict"]) if item["verdict"] in _URGENCY else 0)
        counts = Counter(item["verdict"] for item in mine)
        ordered = [(verdict, counts[verdict]) for verdict in words.VERDICTS if counts[verdict]]
        if mine:
            shown.append({"kind": kind.value, "entries": mine, "counts": ordered, "bar": shares(counts)})
    return shown


def _faults(faults: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Defects by kind, the commonest first."""
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for fault in faults:
        by_kind.setdefault(str(fault.get("kind")), []).append(_proof(fault))
    return sorted(by_kind.items(), key=lambda entry: (-len(entry[1]), entry[0]))


def _groups(questions: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Questions by group, with how many are drafted."""
    groups: dict[str, dict[str, Any]] = {}
    for question in questions:
        name = question.get("group", "")
        group = groups.setdefault(str(name), {"name": name, "questions": [], "drafted": 0})
        proof = [_proof(one) for one in question.get("proof") or []]
        badge = question.get("hindrance") or question.get("status")
        group["questions"].append({**question, "proof": proof, "badge": badge})
        group["drafted"] += question.get("status") == "drafted"
    return list(groups.values())


def _bar(score: Mapping[str, Any]) -> ScoreBar | None:
    scale = BandScale.objects.filter(key=score.get("scale", "")).first()
    try:
        return score_bar(scale.rule, parse_score(str(score["value"]))) if scale else None
    except (BadInput, KeyError):
        return None


def result(request: HttpRequest) -> HttpResponse:
    """The whole main job over an example site, or how to make one where there is none."""
    stored = stored_result()
    if stored is None:
        return render(request, "demo.html", {"section": "demo", "result": None})
    report, draft, score = stored["report"], stored.get("draft") or {}, stored.get("score") or {}
    counts = Counter({name: int(n) for name, n in (report.get("summary") or {}).items()})
    owed = sum(counts.values()) - counts["not_applicable"]
    return render(
        request,
        "demo.html",
        {
            "section": "demo",
            "result": stored,
            "report": report,
            "draft": draft,
            "score": score,
            "unit": WorkUnit.objects.filter(slug=stored.get("unit") or report.get("unit") or "").first(),
            "site": _may_open(stored.get("site_url")),
            "owed": owed,
            "in_place": sum(counts[verdict] for verdict in _IN_PLACE),
            "verdicts": [(verdict, counts[verdict]) for verdict in words.VERDICTS if counts[verdict]],
            "whole": shares({name: n for name, n in counts.items() if name != "not_applicable"}),
            "counts": counts,
            "classes": _classes(report.get("items") or []),
            "defects": _faults(report.get("defects") or []),
            "defect_count": len(report.get("defects") or []),
            "groups": _groups(draft.get("questions") or []),
            "bar": _bar(score),
            "advice": _faults(report.get("advice") or []),
            "way": stored.get("way"),
            "unseen": [
                place for site in report.get("sites") or [] for place in site.get("could_not_look") or []
            ],
            "gaps": (stored.get("gaps") or [])[:3],
        },
    )
