"""Two parents, a grandmother, a principal: who is on a conversation and who is not."""

from conversation import Script, fills_the_form, hard_bounce, texts, writes
from stack.conversations.programs import HELP, apple_mail, outlook, outlook_on_the_web, yahoo
from stack.conversations.staff import admits, refuses, replies

BEA, BEN, CAL, CARA, PRINCIPAL, GRAN, NED = (
    f"{one}@example.org"
    for one in ("bea.first", "ben.phone", "cal.home", "cara.home", "principal.alder", "gran.cc", "ned.cc")
)

CO_PARENT_WITHOUT_TOKEN = Script(
    "a co-parent answers an acknowledgement that was forwarded to him: a matter of his own, linked",
    (BEA, BEN),
    (
        writes(BEA, "Can we visit the kindergarten before we enroll?", subject="Visit", program=outlook_on_the_web),
        writes(BEN, "We could come on Monday.", program=apple_mail, answers="acknowledgement", heard_by=BEA, to=HELP),
    ),
    """
1 new normal enrollment en
  < email bea.first: Can we visit the kindergarten before we enroll?
  events InquiryOpened DeadlineSet
  sends acknowledgement bea.first sent, team_new enrollment sent
2 new normal other en linked(1)
  < email ben.phone: We could come on Monday.
  events InquiryOpened DeadlineSet
  sends acknowledgement ben.phone sent, team_new front-desk sent
""",
)

CO_PARENT_WITH_TOKEN = Script(
    "a co-parent answers to all: he waits, hears nothing, is admitted, and then hears what she hears",
    (CAL, CARA),
    (
        writes(CARA, "Which bus goes to Cedar Middle School?", subject="Bus to Cedar"),
        writes(CAL, "He would get on at Oak Street.", program=apple_mail, answers="acknowledgement", heard_by=CARA),
        replies("deshawn-carter", "Bus 7 does."),
        admits(CAL),
        replies("deshawn-carter", "It stops at Oak Street at seven."),
        writes(CAL, "Perfect, thanks.", program=apple_mail, answers="reply"),
    ),
    """
1 open normal transportation en
  < email cara.home: Which bus goes to Cedar Middle School?
  < email cal.home: He would get on at Oak Street.
  > email deshawn-carter: Bus 7 does.
  > email deshawn-carter: It stops at Oak Street at seven.
  < email cal.home: Perfect, thanks.
  events InquiryOpened DeadlineSet MessageReceived MessageWritten DeadlineMet ParticipantAdmitted MessageWritten MessageReceived DeadlineSet
  sends acknowledgement cara.home sent, reply cal.home sent, reply cara.home sent x2, team_message buses sent, team_message deshawn.carter sent, team_new buses sent
""",
    never_hears=((CAL, "Bus 7 does."),),
)

COPIED = Script(
    "somebody copied is nobody on the thread; refused by a person, what she writes is a matter of her own",
    (NED, GRAN),
    (
        writes(NED, "When is the book fair?", subject="Book fair", more={"Cc": GRAN}),
        writes(GRAN, "I would love to come.", program=yahoo, answers="acknowledgement", heard_by=NED),
        refuses(GRAN),
        writes(GRAN, "Please tell me the day.", program=yahoo, answers="acknowledgement", heard_by=NED),
    ),
    """
1 new normal other en refused(gran.cc)
  < email ned.cc: When is the book fair?
  < email gran.cc: I would love to come.
  events InquiryOpened DeadlineSet MessageReceived ParticipantRefused
  sends acknowledgement ned.cc sent, team_message front-desk sent, team_new front-desk sent
2 new normal other en linked(1)
  < email gran.cc: Please tell me the day.
  events InquiryOpened DeadlineSet
  sends acknowledgement gran.cc sent, team_new front-desk sent
""",
)


def _holds(text: str, words: str) -> None:
    assert words in text


FORWARDED = Script(
    "a principal forwards a parent's mail with a note: the note is shown, all of it is kept, its words route it",
    (PRINCIPAL,),
    (
        writes(
            PRINCIPAL,
            "Please help this family.\n\nFrom: Pat Parent <pat@example.com>\nSent: Friday, November 20, 2026 8:12 AM\n"
            "To: Alder Office <office@alder.example.org>\nSubject: Transcript\n\nWe need a transcript by Friday.",
            subject="FW: Transcript",
            program=outlook,
        ),
        writes(PRINCIPAL, "They called me again.", answers="acknowledgement", program=outlook),
    ),
    """
1 new normal grades-records en
  < email principal.alder: Please help this family.
  < email principal.alder: They called me again.
  events InquiryOpened DeadlineSet MessageReceived
  sends acknowledgement principal.alder sent, team_message june.park sent, team_new june.park sent
""",
    check=lambda scene: _holds(scene.cases[0].messages[0].text, "We need a transcript by Friday."),
)

UMA, URI, SHARED = "uma.one@example.org", "uri.two@example.org", "+12025550196"
ONE_NUMBER = Script(
    "two parents share a number: a text answers what was texted to it last, whoever's matter that is",
    (UMA, URI, SHARED),
    (
        fills_the_form(message="My transcript is wrong.", name="Uma", email=UMA, phone=SHARED, texts=True),
        fills_the_form(message="Which bus goes to Cedar?", name="Uri", email=URI, phone=SHARED, texts=True),
        replies("deshawn-carter", "Bus 7 does.", on=2),
        hard_bounce(URI),
        texts(SHARED, "When does it come?"),
    ),
    """
1 new normal grades-records en
  < form uma.one: My transcript is wrong.
  events InquiryOpened DeadlineSet
  sends acknowledgement uma.one sent, team_new june.park sent
2 open normal transportation en
  < form uri.two: Which bus goes to Cedar?
  > email deshawn-carter: Bus 7 does.
  < sms 0196: When does it come?
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet MessageBounced AddressSuppressed MessageReceived DeadlineSet
  sends acknowledgement uri.two sent, reply 0196 sent, reply uri.two bounced, team_message deshawn.carter sent, team_new buses sent
""",
)

SCRIPTS = (ONE_NUMBER, CO_PARENT_WITHOUT_TOKEN, CO_PARENT_WITH_TOKEN, COPIED, FORWARDED)
