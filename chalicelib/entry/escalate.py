"""The escalations lane."""

from collections.abc import Mapping
from typing import Any

from chalicelib.adapters.keys import SHARDS
from chalicelib.adapters.lanes import consequence_of
from chalicelib.batch import Record, Report, each
from chalicelib.bootstrap import Services
from chalicelib.domain.consequences import Action
from chalicelib.usecases.bulk import work
from chalicelib.usecases.escalate import escalate
from chalicelib.usecases.handle import Counter
from chalicelib.usecases.recompute import Walk, recompute
from chalicelib.usecases.share import share


def handle(event: Mapping[str, Any], services: Services) -> Report:
    """Each record asks to look at one inquiry's clock, at a page of all that run, at one page that nobody answered, to hand one inquiry to somebody, or to do
    one deed for many."""

    def climb(record: Record) -> None:
        asked = consequence_of(record["body"])
        store, districts, randomness = services.store, services.districts, services.randomness
        if asked.action is Action.SHARE:
            share(asked, store=store, inbox=services.inbox, districts=districts, randomness=randomness)
            return
        if asked.action is Action.BULK:
            work(asked, jobs=services.jobs, at=Counter(store, districts, randomness))
            return
        if asked.action is Action.RECOMPUTE:
            walk = Walk(store, districts, services.queues, randomness, services.metrics, services.tallies)
            recompute(asked, shards=SHARDS, by=walk)
            return
        escalate(asked, store=store, districts=districts, randomness=randomness)

    return each(event, climb, log=services.log)
