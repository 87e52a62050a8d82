"""Families and their mail programs."""

from conversation import Script, pays_no_heed, sends_to_both, writes, writes_on_page
from stack.conversations.programs import (
    AYUDA,
    HELP,
    apple_mail,
    chinese_webmail,
    gmail,
    gmail_in_spanish,
    outlook,
    outlook_forgetful,
    outlook_mobile,
    outlook_on_the_web,
    samsung,
    yahoo,
)
from stack.conversations.staff import replies

ANA, DIEGO, EVE, FAY, GUS, HAL, IDA, LONG, ROSA, LIN = (
    f"{one}@example.org"
    for one in (
        "ana.outlook",
        "diego.four",
        "eve.page",
        "fay.two",
        "gus.east",
        "hal.wire",
        "ida.files",
        "lars.long",
        "rosa.es",
        "lin.zh",
    )
)
PARAGRAPH = "The gym roof leaks whenever it rains and the floor is wet for days afterwards. "

OUTLOOK = Script(
    "a parent in Outlook writes again and answers twice; nothing but the reply address names the thread",
    (ANA,),
    (
        writes(ANA, "Where was bus 12 this morning?", subject="Bus 12", program=outlook),
        writes(ANA, "It came at nine. My son missed a test.", answers="acknowledgement", program=outlook_forgetful),
        replies("deshawn-carter", "The driver was ill. Tomorrow it is on time."),
        writes(ANA, "Thank you. And on Friday?", answers="reply", program=outlook_forgetful),
        writes(ANA, "Friday is fine, I read it on the site.", answers="reply", program=outlook_on_the_web),
    ),
    """
1 open normal transportation en
  < email ana.outlook: Where was bus 12 this morning?
  < email ana.outlook: It came at nine. My son missed a test.
  > email deshawn-carter: The driver was ill. Tomorrow it is on time.
  < email ana.outlook: Thank you. And on Friday?
  < email ana.outlook: Friday is fine, I read it on the site.
  events InquiryOpened DeadlineSet MessageReceived MessageWritten DeadlineMet MessageReceived DeadlineSet MessageReceived
  sends acknowledgement ana.outlook sent, reply ana.outlook sent, team_message buses sent, team_message deshawn.carter sent x2, team_new buses sent
""",
    hears=((ANA, "The driver was ill."), (ANA, "It came at nine.")),
)

FOUR_PROGRAMS = Script(
    "one parent on four devices: Gmail, Yahoo, Samsung, Outlook for iOS",
    (DIEGO,),
    (
        writes(DIEGO, "What is for lunch on Thursday?", subject="Lunch", program=gmail),
        writes(DIEGO, "My son is allergic to nuts.", answers="acknowledgement", program=yahoo, to=HELP),
        writes(DIEGO, "He also cannot have milk.", answers="acknowledgement", program=samsung),
        writes(DIEGO, "Sorry for the many mails.", answers="acknowledgement", program=outlook_mobile),
    ),
    """
1 new normal meals en
  < email diego.four: What is for lunch on Thursday?
  < email diego.four: My son is allergic to nuts.
  < email diego.four: He also cannot have milk.
  < email diego.four: Sorry for the many mails.
  events InquiryOpened DeadlineSet MessageReceived MessageReceived MessageReceived
  sends acknowledgement diego.four sent, team_message maya.ortiz sent x3, team_new maya.ortiz sent
""",
)

SPANISH = Script(
    "a conversation in Spanish, acknowledged and answered in Spanish",
    (ROSA,),
    (
        writes(ROSA, "¿Cuándo empieza la inscripción para el kínder?", subject="Inscripción", program=gmail_in_spanish),
        replies("priya-shah", "Empieza el lunes."),
        writes(ROSA, "Muchas gracias por su ayuda.", answers="reply", program=gmail_in_spanish, to=AYUDA),
    ),
    """
1 open normal enrollment es
  < email rosa.es: ¿Cuándo empieza la inscripción para el kínder?
  > email priya-shah: Empieza el lunes.
  < email rosa.es: Muchas gracias por su ayuda.
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet MessageReceived DeadlineSet
  sends acknowledgement rosa.es sent, reply rosa.es sent, team_message priya.shah sent, team_new enrollment sent
""",
    hears=((ROSA, "Recibimos su mensaje"), (ROSA, "Usted escribió")),
    never_hears=((ROSA, "We received"), (ROSA, "You wrote")),
)

CHINESE = Script(
    "a family that writes Chinese, labelled with a smaller character set than it uses",
    (LIN,),
    (
        writes(LIN, "校车今天没有来，我的孩子在等。", subject="校车", program=chinese_webmail),
        writes(LIN, "谢谢，明天几点来？", answers="acknowledgement", program=chinese_webmail),
    ),
    """
1 new normal other zh
  < email lin.zh: 校车今天没有来，我的孩子在等。
  < email lin.zh: 谢谢，明天几点来？
  events InquiryOpened DeadlineSet MessageReceived
  sends acknowledgement lin.zh sent, team_message front-desk sent, team_new front-desk sent
""",
)

TWO_ADDRESSES = Script(
    "one mail to two of our addresses is one inquiry with one acknowledgement",
    (FAY,),
    (
        sends_to_both(FAY, "Is there school on Monday?", subject="Monday", addresses=(HELP, AYUDA)),
        pays_no_heed,
        writes(FAY, "I found it, thank you.", answers="acknowledgement"),
    ),
    """
1 new normal other en
  < email fay.two: Is there school on Monday?
  < email fay.two: I found it, thank you.
  events InquiryOpened DeadlineSet MessageReceived
  sends acknowledgement fay.two sent, team_message front-desk sent, team_new front-desk sent
""",
)

PAGE_THEN_MAIL = Script(
    "an answer on the private page, then one by mail",
    (EVE,),
    (
        writes(EVE, "The door of the gym building does not close.", subject="Door", program=apple_mail),
        writes_on_page("It is the door to the yard."),
        replies("omar-said", "We repaired it."),
        writes(EVE, "It works.", answers="reply", program=apple_mail),
    ),
    """
1 open normal facilities en
  < email eve.page: The door of the gym building does not close.
  < web eve.page: It is the door to the yard.
  > email omar-said: We repaired it.
  < email eve.page: It works.
  events InquiryOpened DeadlineSet MessageReceived MessageWritten DeadlineMet MessageReceived DeadlineSet
  sends acknowledgement eve.page sent, reply eve.page sent, team_message omar.said sent, team_message operations sent, team_new operations sent
""",
    hears=((EVE, "It is the door to the yard."),),
)

WIRE_IDS = Script(
    "answers to our usual address that name our mail as SES's regions name it",
    (GUS, HAL),
    (
        writes(GUS, "Can I see his grades?", subject="Grades"),
        writes(HAL, "Can I see the menu?", subject="Menu"),
        (
            writes(
                GUS, "His counselor is away.", answers="acknowledgement", to=HELP, wire="us-east-1", subject="Re: hello"
            ),
            writes(HAL, "Is it halal?", answers="acknowledgement", to=HELP, wire="email", subject="Re: hello"),
        ),
    ),
    """
1 new normal grades-records en
  < email gus.east: Can I see his grades?
  < email gus.east: His counselor is away.
  events InquiryOpened DeadlineSet MessageReceived
  sends acknowledgement gus.east sent, team_message june.park sent, team_new june.park sent
2 new normal meals en
  < email hal.wire: Can I see the menu?
  < email hal.wire: Is it halal?
  events InquiryOpened DeadlineSet MessageReceived
  sends acknowledgement hal.wire sent, team_message maya.ortiz sent, team_new maya.ortiz sent
""",
)

FILES = Script(
    "files both ways",
    (IDA,),
    (
        writes(IDA, "Here are the forms for the transfer.", subject="Transfer", files=("form.pdf", "photo.jpg")),
        replies("priya-shah", "Please sign this one.", files=("sign.pdf",)),
        writes(IDA, "Signed.", answers="reply", files=("signed.pdf",)),
    ),
    """
1 open normal enrollment en
  < email ida.files: Here are the forms for the transfer. +form.pdf +photo.jpg
  > email priya-shah: Please sign this one. +sign.pdf
  < email ida.files: Signed. +signed.pdf
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet MessageReceived DeadlineSet
  sends acknowledgement ida.files sent, reply ida.files sent, team_message priya.shah sent, team_new enrollment sent
  files 3
""",
    hears=((IDA, "Attached: sign.pdf."),),
)

VERY_LONG = Script(
    "a mail longer than an item holds is cut there and whole in the original; the conversation goes on",
    (LONG,),
    (
        writes(LONG, PARAGRAPH * 600, subject="The gym roof", program=gmail),
        writes(LONG, "In short: the roof leaks.", answers="acknowledgement"),
    ),
    f"""
1 new normal facilities en
  < email lars.long (cut): {PARAGRAPH}The gym roo…
  < email lars.long: In short: the roof leaks.
  events InquiryOpened DeadlineSet MessageReceived
  sends acknowledgement lars.long sent, team_message operations sent, team_new operations sent
""",
)

SCRIPTS = (
    OUTLOOK,
    FOUR_PROGRAMS,
    SPANISH,
    CHINESE,
    TWO_ADDRESSES,
    PAGE_THEN_MAIL,
    WIRE_IDS,
    FILES,
    VERY_LONG,
)
