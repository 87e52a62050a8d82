"""A bounce that a mail server sends to our own address."""

from builders import a_district
from scenarios import a_bounce_by_mail, only
from world import a_world

from chalicelib.domain.events import EventType
from chalicelib.domain.words import Delivery


def test_it_stands_on_the_thread_marks_the_reply_and_lets_the_deadline_run_again():
    with a_world(a_district()) as world:
        a_bounce_by_mail(world)
        case = world.case(only(world))
        assert [message.automatic for message in case.messages] == [False, False, True]
        assert {send.status for send in case.sends if send.template == "reply"} == {Delivery.BOUNCED}
        assert case.inquiry.deadline is not None
        assert sum(event.type is EventType.ADDRESS_SUPPRESSED for event in case.events) == 1
