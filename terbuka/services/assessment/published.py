"""What a unit has made public, as drafting reads it: its catalogue, exempt list, pledge, social media."""

from datetime import date

from django.conf import settings

from terbuka.models import ExemptDocument, Publication, WorkUnit
from terbuka.rules.drafting import Catalogued, CatalogueFacts, Posted
from terbuka.rules.instruments import Instrument
from terbuka.rules.publishing import PublicationKind
from terbuka.rules.siteaudit.findings import Verdict
from terbuka.services.catalogue.entries import due_by_item
from terbuka.services.catalogue.places import exempt_path, pledge_path, public_path
from terbuka.services.catalogue.pledges import pledge_in_force
from terbuka.services.catalogue.social import accounts_of, proven_post
from terbuka.services.people import day_at

# The list of exempt information and the service pledge in the list of required items.
EXEMPT_LIST, PLEDGE = "PPD-15", "PPD-04"
_LONGEST = 20_000
_FILES = (PublicationKind.FILE.value, PublicationKind.DATASET.value)


def catalogue_facts(unit: WorkUnit, instrument: Instrument, *, on: date) -> CatalogueFacts:
    """What of the unit's public publications the questions of an instrument ask for, on a day."""
    wanted = _codes(instrument)
    items: dict[str, list[Catalogued]] = {}
    films = []
    rows = Publication.objects.public().filter(unit=unit).prefetch_related("public__items")
    named = rows.filter(public__items__code__in=wanted) | rows.filter(kind=PublicationKind.VIDEO.value)
    for publication in named.distinct().order_by("-changed_on", "-pk"):
        assert publication.public
        due = due_by_item(publication, on)
        for item in publication.public.items.all():
            if item.code in wanted:
                last = due[item.pk]
                is_fresh = last is None or last >= on
                verdict = Verdict.PRESENT if is_fresh else Verdict.STALE
                items.setdefault(item.code, []).append(_catalogued(publication, verdict))
        if publication.kind == PublicationKind.VIDEO:
            films.append(_catalogued(publication, Verdict.PRESENT))
    for code, proof in ((EXEMPT_LIST, _exempt_list(unit, on)), (PLEDGE, _pledge(unit))):
        if proof is not None:
            items.setdefault(code, []).append(proof)
    proofs = {code: tuple(found) for code, found in items.items()}
    return CatalogueFacts(proofs, tuple(films), _posts(unit, on))


def _codes(instrument: Instrument) -> frozenset[str]:
    """The required items that any question asks for or hints at."""
    drawings = [question.drawing for question in instrument.questions]
    asked = {code for one in drawings for part in one.parts for code in part.items}
    return frozenset(asked | {code for one in drawings for code in one.hints})


def _address(path: str) -> str:
    return f"{settings.SITE.geturl().rstrip('/')}{path}"


def _catalogued(publication: Publication, verdict: Verdict) -> Catalogued:
    version = publication.public
    assert version
    return Catalogued(
        url=_address(public_path(publication)),
        title=version.title,
        period=_period(version.period_from, version.period_to),
        score=1.0,
        verdict=verdict,
        confirmed_on=publication.confirmed_on,
        is_on_site=bool(publication.site_url),
        text="\n".join(one for one in (version.summary, version.text, version.body) if one)[:_LONGEST],
        is_file=publication.kind in _FILES,
    )


def _period(first: date | None, last: date | None) -> str:
    """The years that it is about: "2025", or "2025-2029"."""
    years = sorted({day.year for day in (first, last) if day})
    return "-".join(map(str, years))


def _exempt_list(unit: WorkUnit, on: date) -> Catalogued | None:
    """The public exempt list, where tests with decree and minutes stand behind it; each names itself so."""
    rows = ExemptDocument.objects.listed(on).filter(test__unit=unit).order_by("-test__decided_at", "-pk")
    newest = rows.exclude(test__decree_number="").first()
    if newest is None:
        return None
    test = newest.test
    title = f"Daftar informasi yang dikecualikan, keputusan {test.decree_number}"
    if test.held_on and test.participants:
        title += f", berita acara uji konsekuensi {test.held_on.isoformat()}"
    made_on = test.decree_on or (day_at(unit, test.decided_at) if test.decided_at else None)
    return Catalogued(
        url=_address(exempt_path(unit)),
        title=title,
        period=str(made_on.year) if made_on else "",
        score=1.0,
        confirmed_on=made_on,
    )


def _pledge(unit: WorkUnit) -> Catalogued | None:
    pledge = pledge_in_force(unit)
    if pledge is None or pledge.signed_on is None:
        return None
    return Catalogued(
        url=_address(pledge_path(unit)),
        title="Maklumat pelayanan informasi publik",
        period=str(pledge.signed_on.year),
        score=1.0,
        confirmed_on=pledge.signed_on,
    )


def _posts(unit: WorkUnit, on: date) -> tuple[Posted, ...]:
    """The last post of each account of the profile, the newest first."""
    found = [(day, proof, one.url) for one in accounts_of(unit, on=on) for day, proof in proven_post(one, on)]
    return tuple(Posted(*one) for one in sorted(found, reverse=True))
