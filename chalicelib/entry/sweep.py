"""Every minute."""

from chalicelib.adapters.keys import SHARDS
from chalicelib.bootstrap import Services
from chalicelib.usecases.sweep import sweep


def handle(services: Services) -> int:
    """How many deadlines were queued. Raises Busy: the schedule tries again, and the next minute does anyway."""
    return sweep(
        shards=SHARDS,
        store=services.store,
        queues=services.queues,
        clock=services.clock,
        metrics=services.metrics,
    )
