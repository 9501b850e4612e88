"""Files that nothing needs any more: their rows and bytes go, unless another row still names them."""

from collections.abc import Collection, Iterator

from django.db import models, transaction

from terbuka.models import Blob, StoredFile
from terbuka.services.files import blob_path


@transaction.atomic
def discard_files(files: Collection[int], *, blobs: Collection[str] = ()) -> int:
    """Delete those of `files` that no row names any more, then bytes (theirs, and `blobs`) without a row.

    Gives how many files went. The bytes leave the disk once the transaction has ended well. The act
    that calls records the event.
    """
    free = set(files) - set(_named(StoredFile, files))
    sums = {*StoredFile.objects.filter(pk__in=free).values_list("blob_id", flat=True), *blobs}
    StoredFile.objects.filter(pk__in=free).delete()
    gone = sums - set(_named(Blob, sums))
    Blob.objects.filter(pk__in=gone).delete()
    transaction.on_commit(lambda: _unlink(gone))
    return len(free)


def _named(model: type[models.Model], keys: Collection[object]) -> Iterator[object]:
    """Those of these rows that another table names, whichever it is."""
    for one in model._meta.get_fields(include_hidden=True):
        if one.auto_created and isinstance(one, models.ManyToOneRel) and one.related_model is not None:
            told = {f"{one.field.name}__in": list(keys)}
            rows = one.related_model._base_manager.filter(**told)
            yield from rows.values_list(one.field.attname, flat=True).distinct()


def _unlink(sums: Collection[str]) -> None:
    """Remove bytes from the disk; those that came again meanwhile stay."""
    again = set(Blob.objects.filter(pk__in=sums).values_list("pk", flat=True))
    for name in set(sums) - again:
        blob_path(Blob(sha256=name)).unlink(missing_ok=True)
