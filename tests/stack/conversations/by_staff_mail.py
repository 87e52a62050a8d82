"""Staff who answer from their own mailbox, and people on call who acknowledge by text and by mail."""

from collections.abc import Callable, Mapping

from conversation import Script, Step, texts, writes
from stack.conversations.programs import Letter, Program, apple_mail, gmail, outlook
from stack.conversations.scene import Scene

MEG, NIA, OLA, PIA, RIO = (
    f"{one}@example.org" for one in ("meg.bus", "nia.forged", "ola.note", "pia.danger", "rio.danger")
)
QUE = "+12025550184"
LENA, BUSES, JUNE, NOOR = (f"{one}@staff.example.org" for one in ("lena.novak", "buses", "june.park", "noor.haddad"))
NOORS_PHONE = "+12025550111"
AWAY = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}


def staff_write(
    who: str,
    text: str,
    *,
    answers: str,
    heard_by: str = "",
    program: Program = gmail,
    envelope: str | None = None,
    more: Mapping[str, str] | None = None,
    files: tuple[str, ...] = (),
    twice: bool = False,
) -> Step:
    """To the reply address of the notice that they (or `heard_by`) got, through the SMTP door, with the notice quoted."""

    def step(scene: Scene) -> None:
        ours = scene.heard_by_staff(heard_by or who, answers)
        letter = Letter(
            who,
            ours.reply_to,
            f"Re: {ours.subject}",
            text,
            scene.new_id(),
            answered=f"{ours.wire_id}@email.amazonses.com",
            quoted=ours.text,
            more=dict(more or {}),
            files=files,
        )
        for _ in range(2 if twice else 1):
            scene.post(program(letter), sender=who if envelope is None else envelope, to=ours.reply_to)

    return step


def texts_the_code(number: str, *, wrong: bool = False) -> Step:
    def step(scene: Scene) -> None:
        code = next(page.code for case in scene.cases for page in case.pages)
        scene.text(number, f"OK {(int(code) + 1) % 10_000:04}" if wrong else f"ok {code}")

    return step


ANSWERED = Script(
    "staff answer a notice from their own mailbox, and the family hears the district",
    (MEG,),
    (
        writes(MEG, "When does bus 7 come?", subject="Bus 7"),
        staff_write(
            LENA,
            "Bus 7 comes at 7:40.\n\nLena Novak\nBus yard, cell 202-555-0191",
            answers="team_new",
            heard_by=BUSES,
            program=outlook,
            files=("plan.pdf",),
            twice=True,
        ),
        writes(MEG, "Thank you!", answers="reply"),
    ),
    """
1 open normal transportation en
  < email meg.bus: When does bus 7 come?
  > email lena-novak: Bus 7 comes at 7:40. +plan.pdf
  < email meg.bus: Thank you!
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet MessageReceived DeadlineSet
  sends acknowledgement meg.bus sent, reply meg.bus sent, team_message lena.novak sent, team_new buses sent
""",
    hears=((MEG, "Bus 7 comes at 7:40."), (MEG, "Lena Novak, Maple Valley Unified School District")),
    never_hears=((MEG, "staff.example.org"), (MEG, "202-555-0191"), (MEG, "is waiting for")),
)

FORGED = Script(
    "a mail that only claims to be from staff is kept as a note, and the real one hears why",
    (NIA,),
    (
        writes(NIA, "May I have my son's transcript?", subject="Transcript"),
        staff_write(JUNE, "Here is the password.", answers="team_new", envelope="mallory@evil.example.net"),
        staff_write("mallory@evil.example.net", "Send it to me.", answers="team_new", heard_by=JUNE),
    ),
    """
1 new normal grades-records en
  < email nia.forged: May I have my son's transcript?
  # email somebody: Here is the password.
  # email somebody: Send it to me.
  events InquiryOpened DeadlineSet StaffMailKept StaffMailKept
  sends acknowledgement nia.forged sent, staff_kept june.park sent x2, team_new june.park sent
""",
    hears=((JUNE, "could not prove that it is yours"), (JUNE, "did not come from your address")),
    never_hears=((NIA, "password"), (NIA, "Send it to me")),
)

NOTED = Script(
    "a first line makes it a note, and a later answer goes out",
    (OLA,),
    (
        writes(OLA, "Which diploma did I get in 1999? My transcript is lost.", subject="Transcript"),
        staff_write(JUNE, "#note\nAsk the archive first.", answers="team_new", program=apple_mail),
        staff_write(JUNE, "We looked: the standard one.", answers="team_new"),
    ),
    """
1 waiting normal grades-records en
  < email ola.note: Which diploma did I get in 1999? My transcript is lost.
  # email june-park: Ask the archive first.
  > email june-park: We looked: the standard one.
  events InquiryOpened DeadlineSet NoteAdded MessageWritten DeadlineMet
  sends acknowledgement ola.note sent, reply ola.note sent, team_new june.park sent
""",
    never_hears=((OLA, "archive"),),
)


def _taken_by(staff: str, how: str) -> Callable[[Scene], None]:
    def check(scene: Scene) -> None:
        (case,) = (one for one in scene.cases if one.pages)
        assert case.pages[0].acknowledged_by == staff
        answered = [one for one in case.events if one.type == "PageAnswered"]
        assert [one.detail["how"] for one in answered] == [how]

    return check


TAKEN_BY_TEXT = Script(
    "the code texted back from the paged person's own number acknowledges; a wrong one is answered",
    (QUE,),
    (
        texts(QUE, "I want to kill myself"),
        texts_the_code(NOORS_PHONE, wrong=True),
        texts_the_code(NOORS_PHONE),
    ),
    "",
    hears=((NOORS_PHONE, "No open safety page has this code"), (NOORS_PHONE, "You have the safety page")),
    check=_taken_by("noor-haddad", "sms"),
)

TAKEN_BY_MAIL = Script(
    "an answer to the page's mail acknowledges, and is never the family's",
    (PIA,),
    (
        writes(PIA, "My daughter says she will kill herself.", subject="Help"),
        staff_write(NOOR, "I am calling the mother now.", answers="page", program=apple_mail),
    ),
    "",
    hears=((NOOR, "You have the safety page"),),
    never_hears=((PIA, "calling the mother"),),
    check=_taken_by("noor-haddad", "email"),
)


def _moved_on(scene: Scene) -> None:
    (case,) = (one for one in scene.cases if one.pages)
    (page,) = case.pages
    assert (page.acknowledged_by, page.paged[:2]) == ("", ("noor-haddad", "carlos-mendez"))


AWAY_ON_CALL = Script(
    "an out-of-office answer to a page acknowledges nothing, and the next person is paged at once",
    (RIO,),
    (
        writes(RIO, "My brother wants to kill himself.", subject="Help"),
        staff_write(NOOR, "I am away until Monday.", answers="page", envelope="", more=AWAY, program=outlook),
    ),
    "",
    never_hears=((RIO, "away until Monday"),),
    check=_moved_on,
)

SCRIPTS = (ANSWERED, FORGED, NOTED, TAKEN_BY_TEXT, TAKEN_BY_MAIL, AWAY_ON_CALL)
