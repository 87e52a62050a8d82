"""Machines that answer mail, in between."""

from collections import Counter

from conversation import Script, bounces_by_mail, complaint, fills_the_form, hard_bounce, reported, writes
from stack.conversations.programs import HELP, a_ticket_system, outlook
from stack.conversations.scene import Scene
from stack.conversations.staff import replies

VAL, WES, XIA, YAN, ZED, ABE = (
    f"{one}@example.org" for one in ("val.away", "wes.gone", "xia.angry", "yan.pta", "zed.moved", "abe.both")
)
DESK, ECHO, POLITE = "desk@tickets.example.com", "echo@example.org", "polite@tickets.example.net"
ABE_PHONE = "+12025550180"
ROUNDS = 50

AWAY = Script(
    "an out-of-office answer in between changes nothing",
    (VAL,),
    (
        writes(VAL, "May I see the attendance list?", subject="Attendance"),
        writes(
            VAL,
            "I am out of the office until Monday.",
            subject="Automatic reply: We received your message",
            answers="acknowledgement",
            program=outlook,
            envelope="",
            more={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
        ),
        replies("maya-ortiz", "Yes, please come by."),
        writes(
            VAL,
            "I am out of the office until Monday.",
            subject="Automatic reply: Attendance",
            answers="reply",
            program=outlook,
            envelope="",
            more={"Auto-Submitted": "auto-replied"},
        ),
        writes(VAL, "I am back. Is Tuesday good?", answers="reply", program=outlook),
    ),
    """
1 open normal attendance en
  < email val.away: May I see the attendance list?
  < email val.away (automatic): I am out of the office until Monday.
  > email maya-ortiz: Yes, please come by.
  < email val.away (automatic): I am out of the office until Monday.
  < email val.away: I am back. Is Tuesday good?
  events InquiryOpened DeadlineSet MessageReceived MessageWritten DeadlineMet MessageReceived MessageReceived DeadlineSet
  sends acknowledgement val.away sent, reply val.away sent, team_message maya.ortiz sent, team_new front-desk sent
""",
)

BOUNCED = Script(
    "a reply that bounces for good answers nobody: its deadline runs again and nothing more goes there",
    (WES,),
    (
        writes(WES, "Can my daughter change her schedule?", subject="Schedule"),
        replies("june-park", "Yes, she can."),
        reported("Delivery", to=WES),
        hard_bounce(WES),
        hard_bounce(WES),
        replies("june-park", "Please read this on your page."),
    ),
    """
1 waiting normal grades-records en
  < email wes.gone: Can my daughter change her schedule?
  > email june-park: Yes, she can.
  > web june-park: Please read this on your page.
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet DeliveryConfirmed MessageBounced AddressSuppressed DeadlineSet MessageWritten DeadlineMet
  sends acknowledgement wes.gone sent, reply wes.gone bounced, team_bounced june.park sent, team_new june.park sent
""",
)

BOUNCED_BY_MAIL = Script(
    "a mail server says by mail what SES would have said",
    (ZED,),
    (
        writes(ZED, "How do I register for the bus?", subject="Register"),
        replies("deshawn-carter", "With this form."),
        bounces_by_mail(ZED, template="reply"),
    ),
    """
1 open normal transportation en
  < email zed.moved: How do I register for the bus?
  > email deshawn-carter: With this form.
  < email mailer-daemon (automatic): Your message could not be delivered: no such mailbox. +message/delivery-status +text/rfc822-headers
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet MessageReceived MessageBounced AddressSuppressed DeadlineSet
  sends acknowledgement zed.moved sent, reply zed.moved bounced, team_bounced deshawn.carter sent, team_new buses sent
""",
)

BOUNCED_TO_TEXT = Script(
    "a reply that bounces goes on by text where the family allowed texts",
    (ABE, ABE_PHONE),
    (
        fills_the_form(message="Is the pool open?", name="Abe", email=ABE, phone=ABE_PHONE, texts=True),
        replies("maya-ortiz", "From noon on."),
        hard_bounce(ABE),
    ),
    """
1 waiting normal other en
  < form abe.both: Is the pool open?
  > email maya-ortiz: From noon on.
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet MessageBounced AddressSuppressed
  sends acknowledgement abe.both sent, reply 0180 sent, reply abe.both bounced, team_new front-desk sent
""",
    hears=((ABE_PHONE, "From noon on."),),
)

COMPLAINED = Script(
    "who calls a reply spam gets no more mail; what they write is still answered, on their page",
    (XIA,),
    (
        writes(XIA, "Why was the bus driver changed?", subject="Driver"),
        replies("lena-novak", "He retired."),
        complaint(XIA),
        writes(XIA, "Who drives now?", answers="reply"),
        replies("lena-novak", "His sister."),
    ),
    """
1 waiting normal transportation en
  < email xia.angry: Why was the bus driver changed?
  > email lena-novak: He retired.
  < email xia.angry: Who drives now?
  > web lena-novak: His sister.
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet MessageComplained AddressSuppressed DeadlineSet MessageReceived MessageWritten DeadlineMet
  sends acknowledgement xia.angry sent, reply xia.angry complained, team_message lena.novak sent, team_new buses sent
""",
    never_hears=((XIA, "His sister."),),
)

LIST = Script(
    "a parent who writes through a mailing list is heard, and the list is not answered",
    (YAN,),
    (
        writes(
            YAN,
            "Our PTA asks for more crossing guards.",
            subject="[PTA] Crossing",
            more={"List-Id": "<pta.example.org>", "Precedence": "list", "List-Unsubscribe": "<mailto:off@example.org>"},
            envelope="pta-bounces@lists.example.org",
        ),
        replies("deshawn-carter", "We hire two more."),
        writes(YAN, "Great news.", answers="reply"),
    ),
    """
1 open normal transportation en
  < email yan.pta: Our PTA asks for more crossing guards.
  > email deshawn-carter: We hire two more.
  < email yan.pta: Great news.
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet MessageReceived DeadlineSet
  sends reply yan.pta sent, team_message deshawn.carter sent, team_new buses sent
""",
)


def bounded(scene: Scene) -> None:
    """Fifty matters, each with its words, five answers in ten minutes, and on the timeline why there are no more."""
    assert len(scene.cases) == ROUNDS
    assert {one.messages[0].text for one in scene.cases} == {
        f"Your request {at} has been logged." for at in range(ROUNDS)
    }
    sends = [one for case in scene.cases for one in case.sends if one.audience == "family"]
    assert Counter(one.status for one in sends) == {"sent": 5, "skipped": ROUNDS - 5}
    assert {one.reason for one in sends if one.status == "skipped"} == {
        "too many automatic messages to this address lately"
    }


LOOP = Script(
    "another machine that never says it is one, for fifty rounds: everything is kept, five mails are answered",
    (DESK,),
    (
        tuple(
            writes(DESK, f"Your request {at} has been logged.", subject=f"Case {at}", program=a_ticket_system)
            for at in range(ROUNDS)
        ),
    ),
    "",
    check=bounded,
)

LOOP_ON_ONE_THREAD = Script(
    "a machine that answers each of our mails where it says: one acknowledgement, and then it is alone",
    (POLITE,),
    (
        writes(POLITE, "Ticket 7 was opened for you.", subject="Ticket 7", program=a_ticket_system),
        writes(POLITE, "Thank you for your mail.", answers="acknowledgement", program=a_ticket_system),
        writes(POLITE, "Ticket 7 was updated.", answers="acknowledgement", program=a_ticket_system),
        replies("maya-ortiz", "Who are you?"),
        writes(POLITE, "Thank you for your mail, too.", answers="reply", program=a_ticket_system),
    ),
    """
1 open normal other en
  < email polite: Ticket 7 was opened for you.
  < email polite: Thank you for your mail.
  < email polite: Ticket 7 was updated.
  > email maya-ortiz: Who are you?
  < email polite: Thank you for your mail, too.
  events InquiryOpened DeadlineSet MessageReceived MessageReceived MessageWritten DeadlineMet MessageReceived DeadlineSet
  sends acknowledgement polite sent, reply polite sent, team_message front-desk sent x2, team_message maya.ortiz sent, team_new front-desk sent
""",
)


def comes_back(scene: Scene) -> None:
    """Our acknowledgement, sent on to us by a careless rule, under the address that it was sent from."""
    ours = scene.heard(ECHO, "acknowledgement")
    raw = f"From: {HELP}\r\nTo: {HELP}\r\nSubject: {ours.subject}\r\nMessage-ID: <{scene.new_id()}>\r\n\r\nWe received it.\r\n"
    scene.post(raw.encode(), sender=ECHO, to=HELP)


OWN_MAIL = Script(
    "our own mail comes back to us: held beside the conversation, never answered",
    (ECHO, HELP),
    (writes(ECHO, "Does the spring break start on Friday?", subject="Break"), comes_back),
    """
1 new normal other en
  < email echo: Does the spring break start on Friday?
  events InquiryOpened DeadlineSet
  sends acknowledgement echo sent, team_new front-desk sent
2 new normal other en held(our own mail came back)
  < email help (automatic): We received it.
  events InquiryHeld
  sends nothing
""",
)

SCRIPTS = (AWAY, BOUNCED, BOUNCED_BY_MAIL, BOUNCED_TO_TEXT, COMPLAINED, LIST, LOOP, LOOP_ON_ONE_THREAD, OWN_MAIL)
