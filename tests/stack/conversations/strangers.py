"""Strangers who try to get into a conversation, and mail that a person must look at first."""

from conversation import Script, pays_no_heed, sends_raw, writes
from stack.conversations.scene import Scene
from stack.conversations.staff import deletes, releases, replies

AMY, MALLORY, BO, TRUDY, CYD, DEE, ELI, FRED, GIA, HANA = (
    f"{one}@example.org"
    for one in (
        "amy.robbed",
        "mallory.subject",
        "bo.robbed",
        "trudy.token",
        "cyd.spam",
        "dee.virus",
        "eli.real",
        "fred.virus",
        "gia.garbled",
        "hana.virus",
    )
)
SPAM = {"X-SES-Spam-Verdict: PASS": "X-SES-Spam-Verdict: FAIL"}
VIRUS = {"X-SES-Virus-Verdict: PASS": "X-SES-Virus-Verdict: FAIL"}
DISOWNED = {"dmarc=none header.from": "dmarc=fail (p=reject dis=none) header.from"}

STOLEN_REFERENCE = Script(
    "a stolen reference in the subject opens nothing",
    (AMY, MALLORY),
    (
        writes(AMY, "Our custody papers changed, please update the pickup list.", subject="Pickup"),
        writes(MALLORY, "What did she write about the list?", subject="Re: We received your message [{ref1}]"),
        replies("deshawn-carter", "The list is changed."),
        writes(MALLORY, "I only want to know the list.", answers="acknowledgement"),
    ),
    """
1 waiting normal transportation en
  < email amy.robbed: Our custody papers changed, please update the pickup list.
  > email deshawn-carter: The list is changed.
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet
  sends acknowledgement amy.robbed sent, reply amy.robbed sent, team_new buses sent
2 new normal other en linked(1)
  < email mallory.subject: What did she write about the list?
  < email mallory.subject: I only want to know the list.
  events InquiryOpened DeadlineSet MessageReceived
  sends acknowledgement mallory.subject sent, team_message front-desk sent, team_new front-desk sent
""",
    never_hears=((MALLORY, "custody"), (MALLORY, "{ref1}"), (MALLORY, "The list is changed.")),
)

FORGED_TOKEN = Script(
    "a reply address that nobody signed proves nothing",
    (BO, TRUDY),
    (
        writes(BO, "When is the meeting with the counselor?", subject="Meeting"),
        writes(TRUDY, "Please send me the time too.", to="reply+{forged1}@earshot.example.org", subject="Re: Meeting"),
        replies("june-park", "At nine on Friday."),
    ),
    """
1 waiting normal grades-records en
  < email bo.robbed: When is the meeting with the counselor?
  > email june-park: At nine on Friday.
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet
  sends acknowledgement bo.robbed sent, reply bo.robbed sent, team_new june.park sent
2 new normal other en
  < email trudy.token: Please send me the time too.
  events InquiryOpened DeadlineSet
  sends acknowledgement trudy.token sent, team_new front-desk sent
""",
    never_hears=((TRUDY, "At nine"),),
)

DISOWNED_BY_DOMAIN = Script(
    "a mail in a parent's name that her domain disowns is held, even with the right reply address; hers goes through",
    (ELI,),
    (
        writes(ELI, "Who may pick up my son?", subject="Pickup list"),
        writes(ELI, "My cousin may pick him up today.", answers="acknowledgement", verdicts=DISOWNED),
        pays_no_heed,
        writes(ELI, "Only his aunt may.", answers="acknowledgement"),
    ),
    """
1 new normal transportation en
  < email eli.real: Who may pick up my son?
  < email eli.real: Only his aunt may.
  events InquiryOpened DeadlineSet MessageReceived
  sends acknowledgement eli.real sent, team_message buses sent, team_new buses sent
2 new normal other en held(the sender's domain disowns it (DMARC))
  < email eli.real: My cousin may pick him up today.
  events InquiryHeld
  sends team_held front-desk sent
""",
)

SPAM_RELEASED = Script(
    "what looked like spam is released by a person, then acknowledged and answered like any other",
    (CYD,),
    (
        writes(CYD, "FREE lunch for ALL students, is that true?", subject="FREE LUNCH", verdicts=SPAM),
        pays_no_heed,
        releases(),
        replies("maya-ortiz", "Yes, it is true."),
        writes(CYD, "Wonderful.", answers="reply"),
    ),
    """
1 open normal meals en
  < email cyd.spam: FREE lunch for ALL students, is that true?
  > email maya-ortiz: Yes, it is true.
  < email cyd.spam: Wonderful.
  events InquiryHeld InquiryReleased InquiryOpened DeadlineSet MessageWritten DeadlineMet MessageReceived DeadlineSet
  sends acknowledgement cyd.spam sent, reply cyd.spam sent, team_held maya.ortiz sent, team_message maya.ortiz sent, team_new maya.ortiz sent
""",
)

VIRUS_RELEASED = Script(
    "an answer with a virus in it is held beside its thread and, released, joins it: its words, never its files",
    (FRED,),
    (
        writes(FRED, "Which forms does enrollment need?", subject="Forms"),
        writes(FRED, "Here they are.", answers="acknowledgement", files=("forms.pdf",), verdicts=VIRUS),
        releases(on=2),
    ),
    """
1 new normal enrollment en
  < email fred.virus: Which forms does enrollment need?
  < email fred.virus: Here they are. +forms.pdf
  events InquiryOpened DeadlineSet MessageReceived
  sends acknowledgement fred.virus sent, team_message enrollment sent, team_new enrollment sent
  files 0
2 closed normal other en merged(1)
  < email fred.virus: Here they are. +forms.pdf
  events InquiryHeld InquiryReleased
  sends team_held front-desk sent
""",
)


VIRUS_ALONE = Script(
    "a first mail that SES found a virus in is released by a person and then acknowledged",
    (HANA,),
    (
        writes(HANA, "Is the nurse there on Fridays?", subject="Nurse", files=("note.pdf",), verdicts=VIRUS),
        pays_no_heed,
        releases(),
        writes(HANA, "I mean this Friday.", answers="acknowledgement"),
    ),
    """
1 new normal health en
  < email hana.virus: Is the nurse there on Fridays? +note.pdf
  < email hana.virus: I mean this Friday.
  events InquiryHeld InquiryReleased InquiryOpened DeadlineSet MessageReceived
  sends acknowledgement hana.virus sent, team_held ada.lindqvist sent, team_message ada.lindqvist sent, team_new ada.lindqvist sent
  files 0
""",
)


def original_is_gone(scene: Scene) -> None:
    listed = scene.stack.clients.s3.list_objects_v2(
        Bucket=scene.stack.outputs.bucket, Prefix=f"raw/verdict-{scene.number}-"
    )
    assert "Contents" not in listed


def remembers(scene: Scene) -> None:
    """What is deleted names nobody any more, and is known by its reference only."""
    scene.known.add(scene.reference(1))


VIRUS_DELETED = Script(
    "what has a virus is deleted by a person, with its original; nobody was ever answered",
    (DEE,),
    (
        writes(DEE, "Open this file.", subject="Invoice", files=("invoice.pdf",), verdicts=VIRUS),
        pays_no_heed,
        remembers,
        deletes(),
    ),
    """
1 closed normal other en
  events InquiryHeld InquiryDeleted
  sends team_held front-desk sent
""",
    check=original_is_gone,
)

UNREADABLE = Script(
    "bytes that are no mail become an inquiry for a person, and the next mail of that address is read",
    (GIA,),
    (
        sends_raw(GIA, b"\x00\xff\xfe\x80 garbled by a gateway \x00\xfe" * 30),
        writes(GIA, "My mail program was at fault, sorry.", subject="Sorry"),
    ),
    """
1 new normal other en
  < email gia.garbled: ÿþ€ garbled by a gateway þÿþ€ garbled by a gateway þÿþ€ garbled by a gateway þÿþ€ garbled …
  events InquiryOpened DeadlineSet
  sends team_new front-desk sent
2 new normal other en
  < email gia.garbled: My mail program was at fault, sorry.
  events InquiryOpened DeadlineSet
  sends acknowledgement gia.garbled sent, team_new front-desk sent
""",
)

SCRIPTS = (
    STOLEN_REFERENCE,
    FORGED_TOKEN,
    DISOWNED_BY_DOMAIN,
    SPAM_RELEASED,
    VIRUS_RELEASED,
    VIRUS_ALONE,
    VIRUS_DELETED,
    UNREADABLE,
)
