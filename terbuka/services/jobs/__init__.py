"""Acts that span columns, and work in the background. Doors call them; the columns beneath do not know them.

`enqueue` writes an act into the queue; worker processes (`worker.py`) take it up under a lease.
"""

from terbuka.services.jobs.queue import enqueue
from terbuka.services.jobs.reference import load_reference

__all__ = ["enqueue", "load_reference"]
