import pytest

from chalicelib.batch import each, report
from chalicelib.domain.errors import Busy, Conflict, InFlight, NotFound, NotSent


class RecordingLog:
    """What a log was told."""

    def __init__(self) -> None:
        self.told = []

    def done(self, what, **about):
        self.told.append(("done", what))

    def later(self, record, error):
        self.told.append(("later", record))

    def failed(self, record, error):
        self.told.append(("failed", record))


def a_batch(*names):
    return {"Records": [{"messageId": name, "body": name} for name in names]}


def handle_with(troubles):
    handled = []

    def handle(record):
        handled.append(record["messageId"])
        if record["messageId"] in troubles:
            raise troubles[record["messageId"]]

    return handle, handled


def named(*names):
    return {"batchItemFailures": [{"itemIdentifier": name} for name in names]}


def test_a_batch_that_went_well_names_nothing():
    handle, handled = handle_with({})
    assert each(a_batch("a", "b"), handle, log=RecordingLog()) == named()
    assert handled == ["a", "b"]


@pytest.mark.parametrize(
    ("trouble", "how"),
    [
        (Busy("throttled"), "later"),
        (Conflict("inquiry"), "later"),
        (InFlight("x"), "later"),
        (NotSent("x"), "later"),
        (NotFound("x"), "failed"),
        (ValueError("x"), "failed"),
        (KeyError("x"), "failed"),
        (RecursionError(), "failed"),
        (MemoryError(), "failed"),
    ],
)
def test_one_bad_record_is_named_and_never_blocks_the_others(trouble, how):
    handle, handled = handle_with({"b": trouble})
    log = RecordingLog()
    assert each(a_batch("a", "b", "c"), handle, log=log) == named("b")
    assert handled == ["a", "b", "c"]
    assert log.told == [(how, "b")]


def test_every_record_may_fail():
    handle, _ = handle_with({"a": Busy("x"), "b": ValueError("y")})
    assert each(a_batch("a", "b"), handle, log=RecordingLog()) == named("a", "b")


def test_a_process_that_is_told_to_stop_stops():
    handle, handled = handle_with({"a": SystemExit()})
    with pytest.raises(SystemExit):
        each(a_batch("a", "b"), handle, log=RecordingLog())
    assert handled == ["a"]


def test_an_event_without_records_is_nothing():
    assert each({}, handle_with({})[0], log=RecordingLog()) == named()


def test_a_report_is_what_lambda_reads():
    assert report(["1", "2"]) == named("1", "2")
