"""Danger, wherever it is said."""

from conversation import Script, fills_the_form, texts, writes, writes_on_page
from stack.conversations.programs import outlook
from stack.conversations.staff import acknowledges_the_page
from stack.conversations.strangers import SPAM

FLO, HUE, IVY = (f"{one}@example.org" for one in ("flo.worried", "hue.away", "ivy.spam"))
KIT = "+12025550181"
PAGED = "page 0111 sent, page noor.haddad sent"

FOLLOW_UP = Script(
    "a danger in a further mail makes the inquiry critical and wakes the person on call",
    (FLO,),
    (
        writes(FLO, "My son does not like his new class.", subject="Class"),
        writes(FLO, "He said that he wants to die.", answers="acknowledgement"),
        acknowledges_the_page("noor-haddad"),
    ),
    f"""
1 new critical other en
  < email flo.worried: My son does not like his new class.
  < email flo.worried: He said that he wants to die.
  events InquiryOpened DeadlineSet MessageReceived DeadlineSet DangerFound PageAcknowledged
  sends acknowledgement flo.worried sent, {PAGED}, team_message front-desk sent, team_new front-desk sent
""",
)

IN_AN_AUTOMATIC_MAIL = Script(
    "a danger in an automatic answer wakes people, too, and is not answered",
    (HUE,),
    (
        writes(HUE, "When are the report cards sent?", subject="Report cards"),
        writes(
            HUE,
            "I am away. I want to kill myself.",
            subject="Automatic reply: report cards",
            answers="acknowledgement",
            program=outlook,
            more={"Auto-Submitted": "auto-replied"},
        ),
        acknowledges_the_page("noor-haddad"),
    ),
    f"""
1 new critical grades-records en
  < email hue.away: When are the report cards sent?
  < email hue.away (automatic): I am away. I want to kill myself.
  events InquiryOpened DeadlineSet MessageReceived DeadlineSet DangerFound PageAcknowledged
  sends acknowledgement hue.away sent, {PAGED}, team_new june.park sent
""",
)

IN_HELD_MAIL = Script(
    "a danger in mail that is held wakes people; its sender is not answered",
    (IVY,),
    (
        writes(IVY, "He has a gun in his locker.", subject="URGENT!!!", verdicts=SPAM),
        acknowledges_the_page("noor-haddad"),
    ),
    f"""
1 new critical other en held(looks like spam)
  < email ivy.spam: He has a gun in his locker.
  events InquiryHeld DangerFound PageAcknowledged
  sends {PAGED}, team_held front-desk sent
""",
)

ANONYMOUS = Script(
    "a danger that an anonymous person adds on the private page",
    (),
    (
        fills_the_form(message="I do not feel well at school.", anonymous=True, language="en"),
        writes_on_page("I am cutting myself."),
        acknowledges_the_page("noor-haddad"),
    ),
    f"""
1 new critical other en
  < form somebody: I do not feel well at school.
  < web somebody: I am cutting myself.
  events InquiryOpened DeadlineSet MessageReceived DeadlineSet DangerFound PageAcknowledged
  sends {PAGED}, team_message front-desk sent, team_new front-desk sent
""",
)

BY_TEXT_IN_SPANISH = Script(
    "a danger by text, in Spanish, answered with where help is",
    (KIT,),
    (texts(KIT, "Mi hija no quiere vivir"), acknowledges_the_page("noor-haddad"), texts(KIT, "Gracias por llamar")),
    f"""
1 new critical other es
  < sms 0181: Mi hija no quiere vivir
  < sms 0181: Gracias por llamar
  events InquiryOpened DeadlineSet DangerFound PageAcknowledged MessageReceived
  sends acknowledgement_danger 0181 sent, {PAGED}, team_message front-desk sent, team_new front-desk sent
""",
    hears=((KIT, "988"), (KIT, "911")),
)

SCRIPTS = (FOLLOW_UP, IN_AN_AUTOMATIC_MAIL, IN_HELD_MAIL, ANONYMOUS, BY_TEXT_IN_SPANISH)
