"""Families that text, and families that use more than one channel."""

from conversation import Script, fills_the_form, texts, writes, writes_on_page
from stack.conversations.staff import replies

JO, KAI, LEO, MIA, NIA, OMA, PAM = (f"+120255501{number}" for number in range(70, 77))
JO_MAIL, KAI_MAIL = "jo.both@example.org", "kai.ref@example.org"
LONG = "The office is open from eight to four on all school days, and on Thursdays until six. " * 7

TEXT_IN_BETWEEN = Script(
    "a text in the middle of a mail conversation is a matter of its own; the mail goes on where it was",
    (JO_MAIL, JO),
    (
        fills_the_form(message="When does registration open?", name="Jo", email=JO_MAIL, phone=JO, texts=True),
        replies("priya-shah", "On Monday."),
        texts(JO, "Is the office open today?"),
        writes(JO_MAIL, "Thank you for the date.", answers="reply"),
    ),
    """
1 open normal enrollment en
  < form jo.both: When does registration open?
  > email priya-shah: On Monday.
  < email jo.both: Thank you for the date.
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet MessageReceived DeadlineSet
  sends acknowledgement jo.both sent, reply jo.both sent, team_message priya.shah sent, team_new enrollment sent
2 new normal other en
  < sms 0170: Is the office open today?
  events InquiryOpened DeadlineSet
  sends acknowledgement 0170 sent, team_new front-desk sent
""",
)

TEXT_WITH_REFERENCE = Script(
    "a text that names the reference joins the inquiry that its number is on",
    (KAI_MAIL, KAI),
    (
        fills_the_form(message="My transcript is wrong.", name="Kai", email=KAI_MAIL, phone=KAI, texts=True),
        texts(KAI, "About {ref1}: the second semester."),
        replies("june-park", "We correct it."),
        texts(KAI, "{ref1} thanks"),
    ),
    """
1 open normal grades-records en
  < form kai.ref: My transcript is wrong.
  < sms 0171: About {ref1}: the second semester.
  > email june-park: We correct it.
  < sms 0171: {ref1} thanks
  events InquiryOpened DeadlineSet MessageReceived MessageWritten DeadlineMet MessageReceived DeadlineSet
  sends acknowledgement kai.ref sent, reply kai.ref sent, team_message june.park sent x2, team_new june.park sent
""",
)

STOP_START_HELP = Script(
    "HELP, STOP and START in the middle of a conversation by text",
    (LEO,),
    (
        texts(LEO, "Is there practice today?"),
        texts(LEO, "Help"),
        texts(LEO, "STOP."),
        replies("maya-ortiz", "Yes, at four."),
        texts(LEO, "stop"),
        texts(LEO, "start"),
        replies("maya-ortiz", "And tomorrow at five."),
        texts(LEO, "Yes"),
    ),
    """
1 open normal other en
  < sms 0172: Is there practice today?
  < sms 0172 (automatic): Help
  < sms 0172 (automatic): STOP.
  > web maya-ortiz: Yes, at four.
  < sms 0172 (automatic): stop
  < sms 0172 (automatic): start
  > sms maya-ortiz: And tomorrow at five.
  < sms 0172: Yes
  events InquiryOpened DeadlineSet MessageReceived HelpAsked MessageReceived TextsStopped MessageWritten DeadlineMet MessageReceived MessageReceived TextsResumed MessageWritten MessageReceived DeadlineSet
  sends acknowledgement 0172 sent, help 0172 sent, reply 0172 sent, start_confirmed 0172 sent, stop_confirmed 0172 sent, team_message maya.ortiz sent, team_new front-desk sent
""",
    hears=((LEO, "Reply START to get them again"), (LEO, "And tomorrow at five.")),
    never_hears=((LEO, "Yes, at four."),),
)

STOP_THE_BULLYING = Script(
    "a sentence that begins with STOP or HELP is an inquiry",
    (MIA, NIA),
    (
        texts(MIA, "Stop the bullying on bus 12"),
        texts(NIA, "Help my son with his homework please"),
        texts(MIA, "It happens every day"),
    ),
    """
1 new high bullying-safety en
  < sms 0173: Stop the bullying on bus 12
  < sms 0173: It happens every day
  events InquiryOpened DeadlineSet MessageReceived
  sends acknowledgement_danger 0173 sent, team_message carlos.mendez sent, team_message noor.haddad sent, team_new carlos.mendez sent, team_new noor.haddad sent
2 new normal other en
  < sms 0174: Help my son with his homework please
  events InquiryOpened DeadlineSet
  sends acknowledgement 0174 sent, team_new front-desk sent
""",
)

LONG_ANSWER = Script(
    "an answer too long for texts goes as a link, and the family answers on the page and by text",
    (OMA,),
    (
        texts(OMA, "When is the office open?"),
        replies("maya-ortiz", LONG),
        writes_on_page("I will come on Thursday."),
        texts(OMA, "At five."),
    ),
    """
1 open normal other en
  < sms 0175: When is the office open?
  > sms maya-ortiz: The office is open from eight to four on all school days, and on Thursdays until six. The …
  < web 0175: I will come on Thursday.
  < sms 0175: At five.
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet MessageReceived DeadlineSet MessageReceived
  sends acknowledgement 0175 sent, reply 0175 sent, team_message maya.ortiz sent x2, team_new front-desk sent
""",
    hears=((OMA, "Read the answer and reply here:"),),
    never_hears=((OMA, "until six"),),
)

ANONYMOUS = Script(
    "an anonymous form has its private page and nothing else",
    (),
    (
        fills_the_form(message="Somebody broke the door of the gym building.", anonymous=True),
        replies("omar-said", "Thank you, we repair it."),
        writes_on_page("There is glass on the floor."),
    ),
    """
1 open normal facilities en
  < form somebody: Somebody broke the door of the gym building.
  > web omar-said: Thank you, we repair it.
  < web somebody: There is glass on the floor.
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet MessageReceived DeadlineSet
  sends team_message omar.said sent, team_new operations sent
""",
)

SCRIPTS = (TEXT_IN_BETWEEN, TEXT_WITH_REFERENCE, STOP_START_HELP, STOP_THE_BULLYING, LONG_ANSWER, ANONYMOUS)
