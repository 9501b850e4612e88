"""Exact numbers in two whole columns, so that a score is never rounded on its way."""

from fractions import Fraction
from typing import Any

from django.db import models
from django.db.models import F, Q


class Exact:
    """The attribute `value` over `value_numerator` and `value_denominator`; None for no number."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.numerator, self.denominator = f"{name}_numerator", f"{name}_denominator"

    def __get__(self, row: Any, owner: type | None = None) -> Fraction | None:
        numerator = getattr(row, self.numerator)
        return None if numerator is None else Fraction(numerator, getattr(row, self.denominator))

    def __set__(self, row: Any, value: Fraction | None) -> None:
        setattr(row, self.numerator, None if value is None else value.numerator)
        setattr(row, self.denominator, None if value is None else value.denominator)


def whole(**options: Any) -> Any:
    """A column of one half of an exact number."""
    return models.BigIntegerField(null=True, **options)


def paired(name: str, constraint: str, *, highest: int | None = None) -> models.CheckConstraint:
    """Both halves of `name` or neither, above nothing; at most `highest` where one is given."""
    numerator, denominator = f"{name}_numerator", f"{name}_denominator"
    filled = Q(**{f"{numerator}__gte": 0, f"{denominator}__gt": 0})
    if highest is not None:
        filled &= Q(**{f"{numerator}__lte": F(denominator) * highest})
    empty = Q(**{f"{numerator}__isnull": True, f"{denominator}__isnull": True})
    return models.CheckConstraint(condition=filled | empty, name=constraint)


def signed(name: str, constraint: str) -> models.CheckConstraint:
    """`name`_at and `name`_by come together: a moment without a person, or the reverse, is refused."""
    both = Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})
    none = Q(**{f"{name}_at__isnull": True, f"{name}_by__isnull": True})
    return models.CheckConstraint(condition=both | none, name=constraint)


def one_of(name: str, values: type[Any], constraint: str) -> models.CheckConstraint:
    """The column holds one of the words of an enumeration."""
    return models.CheckConstraint(
        condition=Q(**{f"{name}__in": [value.value for value in values]}), name=constraint
    )


def choice(values: type[Any], **options: Any) -> Any:
    """A column for one word of an enumeration."""
    words = [value.value for value in values]
    return models.CharField(max_length=30, choices=[(word, word) for word in words], **options)
