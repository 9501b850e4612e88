"""`work_queue QUEUE`: the loop of one worker process; `terbuka work` calls it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from terbuka.services.jobs.worker import DUTIES, Worker


class Command(BaseCommand):
    """Works in one queue until told to end."""

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The queue's name."""
        parser.add_argument("queue", choices=sorted(DUTIES))

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Return after SIGTERM or SIGINT."""
        Worker(options["queue"]).run()
