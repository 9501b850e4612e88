"""One form of the profile: its fields with what was typed, what is wrong, and what stands now beside it.

Nothing typed is lost: a fault, a stale save and an ended session all show the
form again with the typed text.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from terbuka.models import StoredFile, WorkUnit
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput, Stale
from terbuka.services.jobs import enqueue
from terbuka.services.units import BadFields
from terbuka.web.access import held

type Text = Promise | Phrase | str


@dataclass(frozen=True, slots=True)
class Entry:
    """A field as a page asks for it.

    `kind` is an input's type, "textarea", "choice", or "listed" (typed, with suggestions);
    `help` a key of the help texts, or empty.
    """

    name: str
    label: Text
    hint: Text = ""
    kind: str = "text"
    options: Sequence[tuple[str, Text]] = ()
    autocomplete: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A field with its text; `now` is what stands in the database where somebody else saved in between."""

    entry: Entry
    value: str
    fault: Text = ""
    now: str | None = None


@dataclass(slots=True)
class Form:
    """What was typed, by field, and what came of it. `version` is that of the row as it was read."""

    entries: Sequence[Entry]
    typed: dict[str, str]
    version: int
    faults: dict[str, Phrase] = field(default_factory=dict)
    now: dict[str, str] | None = None
    file: StoredFile | None = None

    @property
    def fields(self) -> list[Filled]:
        """The fields in their order."""
        return [
            Filled(
                entry,
                self.typed.get(entry.name, ""),
                self.faults.get(entry.name, ""),
                None if self.now is None else self._differing(entry),
            )
            for entry in self.entries
        ]

    def _differing(self, entry: Entry) -> str | None:
        """What stands now, where it is not what was typed; a choice by its word."""
        stands = (self.now or {}).get(entry.name, "")
        if stands == self.typed.get(entry.name, ""):
            return None
        return str(dict(entry.options).get(stands, stands))

    @property
    def wrong(self) -> list[Filled]:
        """The fields that have a fault, for the summary."""
        return [one for one in self.fields if one.fault]

    @property
    def is_wrong(self) -> bool:
        """Is there something to mend or to compare?"""
        return bool(self.faults) or self.now is not None


def number(text: str) -> int:
    """A version as the form carried it; -1, which is stale, for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def opened(request: HttpRequest, entries: Sequence[Entry], texts: Mapping[str, str], version: int) -> Form:
    """The form as it stands, or with what the same person had typed when the session ended."""
    kept = held(request, request.path) or {}
    back = {entry.name: kept[entry.name][0] for entry in entries if kept.get(entry.name)}
    typed = {**texts, **back}
    if back:
        version = number(kept.get("version", [""])[0])
    return Form(entries, typed, version)


def sent(request: HttpRequest, entries: Iterable[Entry]) -> Form:
    """The form as it was sent."""
    listed = tuple(entries)
    typed = {entry.name: request.POST.get(entry.name, "").replace("\r\n", "\n") for entry in listed}
    return Form(listed, typed, number(request.POST.get("version", "")))


def tried(form: Form, save: Callable[[], object], texts: Callable[[Any], dict[str, str]]) -> bool:
    """Save; False where the form is shown again, with faults or with what stands now beside each text."""
    try:
        save()
    except Stale as stale:
        form.now = texts(stale.current)
        form.version = stale.current.version if stale.current is not None else 0  # type: ignore[attr-defined]
    except BadFields as fault:
        form.faults |= fault.fields
    except BadInput as fault:
        form.faults["berkas"] = fault.phrase
    else:
        return True
    return False


def day_of(name: str, text: str) -> date | None:
    """The day in a date field; None for nothing. Raises BadFields."""
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError:
        raise BadFields({name: say("Tanggal ini tidak ada; tulis misalnya 2026-03-13.")}) from None


def shown(request: HttpRequest, unit: WorkUnit, template: str, form: Form, **more: Any) -> HttpResponse:
    """The page of a form; 400 where something is to be mended, 409 where somebody else had saved."""
    status = 409 if form.now is not None else 400 if form.faults else 200
    frame = {"unit": unit, "tab": "profile", "section": "desk", "form": form}
    return render(request, template, frame | more, status=status)


def done(unit: WorkUnit, card: str) -> HttpResponseRedirect:
    """Back to the profile, which says what was saved; drafts are drawn anew from it."""
    enqueue("redraft", unit.pk, at=timezone.now())
    return redirect(f"{reverse('profile', args=[unit.slug])}?disimpan={card}#{card}")
