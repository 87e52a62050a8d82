"""The new part of a reply where no client's table helps: text is never lost, never empty, inline answers stay in place."""

import pytest

from chalicelib.channels.email import visible_reply

KEPT_WHOLE = [
    "On Monday my daughter wrote:\nI do not want to go to school any more.\nPlease help us.",
    "On May 3, 2023 Mr. Smith wrote:\nYour son is failing.\nI disagree with him.",
    "Hello,\n\nHere is what he wrote me on 5/3/2023 at 10:00:\nyou are fat\n\nWhat will you do about it?",
    "Dear Ms. Smith,\n\nWe need:\n- a bus pass\n- two lunch forms\n-- one for each child\n- a call back\n\nMaria",
    "To: Principal\nFrom: Maria Lopez\nDate: May 3\nSubject: Absence\n\nDear principal, Ana is ill today.",
    "Hello,\n\nTrip details:\nFrom: Northside\nTo: The zoo\nDate: Friday\n\nCan Ana go?",
    "Hi,\n\nPlease contact me at maria@example.net after 10:00:\nI need to talk about the bus.",
    "The schedule is:\n\n| Day | Bus |\n| --- | --- |\n| Mon | 12 |",
    "Two things:\n\n1. The bus\n2. The lunch\n\n-----\n\nAlso the nurse never called me back, since we asked three times.\nIt has been weeks.\nPlease answer.",
    "He said -- and I quote -- that it is fine.\n\nIt is not.",
    "Subject: math\nTeacher: Mr. Smith\n\nMy son needs help with math.",
    "Sent from my heart to all the teachers at the school who helped us this year, thank you so much.",
    "My child was sent from the classroom to the office. Why?",
    "Von meinem Sohn habe ich es gehört.",
    "I get off at 5:30. On Fridays at 4:00 PM, my mother picks her up. Her address is grandma@example.com:\nplease add her.",
    'Hola, el maestro me escribió:\n"su hijo no vino"\nPero mi hijo sí fue.',
    "Original message\n\nwas lost, so I write again: the bus is late.",
    "----- Homework -----\n\nMy son has no time for it.",
    "Absence note\n\nName: Ana Lopez\nDate: 5/3/2023\nFrom: 10:00\nTo: 12:00\nReason: dentist",
    "Thank you!\n\n- Maria",
    "I wrote:\n\nplease call me.\n\nNobody called.",
    "His messages:\n\nOn 5/3 at 10:15 he wrote: I will hit you\nOn 5/4 at 11:20 he wrote: you are dead\n\nPlease do something.",
    "From: the parents of bus 12\n\nWe want a new driver.",
    "Q: Who is the nurse?\n\nFrom: 8 to 10 it is Ms. Lee\nDate: today only\n\nThanks",
    "> the sign says greater than?",
    "Please call 555-0100.\n\n\n\nOr 555-0101.",
]


@pytest.mark.parametrize("text", KEPT_WHOLE)
def test_what_only_looks_like_a_quotation_is_kept_whole(text):
    reply = visible_reply(text)
    assert reply.visible == text
    assert not reply.quoted


@pytest.mark.parametrize(
    "text",
    [
        "-- \nMaria",
        "Sent from my iPhone",
        "> only a quotation",
        "----",
        "On Mon, May 3, 2023 at 10:00 AM A <a@example.org> wrote:",
    ],
)
def test_text_never_becomes_nothing(text):
    assert visible_reply(text).visible.strip()


def test_blank_text_stays_blank():
    assert visible_reply("\n \n").visible == ""


def test_inline_answers_stay_between_their_quotations():
    text = "Hi,\n\nOn Mon, May 3, 2023 at 10:00 AM Desk <desk@example.org> wrote:\n> Which bus?\n\nBus 12.\n\n> Which day?\n\nMonday.\n\n-- \nMaria\n"
    reply = visible_reply(text)
    assert reply.visible == "Hi,\n\n> Which bus?\n\nBus 12.\n\n> Which day?\n\nMonday."
    assert "between" in reply.marker


def test_a_quoted_line_that_lost_its_mark_to_wrapping_is_no_answer():
    text = "Yes.\n\nOn Mon, May 3, 2023 at 10:00 AM Desk <desk@example.org> wrote:\n> a very long line that the mail program found too long and so it was\nwrapped\n> and goes on\n"
    assert visible_reply(text).visible == "Yes."


@pytest.mark.parametrize(
    "line",
    [
        "— reply above this line —",
        "> — Reply above this line —",
        "— Responda encima de esta línea —",
        "— 请在此行上方回复 —",
        "— قم بالرد فوق هذا السطر —",
    ],
)
def test_our_own_marker_line_is_the_surest_cut(line):
    reply = visible_reply(
        f"Yes, bus 12.\n\nOn Monday the Front Desk said something unforeseen\n{line}\nDear family, which bus?\n"
    )
    assert reply.visible.startswith("Yes, bus 12.")
    assert "which bus" not in reply.visible
    assert "own marker" in reply.marker


def test_our_marker_above_everything_does_not_hide_an_answer_below():
    text = "> — reply above this line —\n> Dear family, which bus?\n\nBus 12."
    assert "Bus 12." in visible_reply(text).visible


def test_a_signature_after_two_hyphens_goes():
    assert visible_reply("Yes.\n\n-- \nMaria Lopez\n555-0100\n").visible == "Yes."


def test_a_list_footer_goes():
    text = "Yes.\n\n_______________________________________________\nPTA mailing list\nhttps://lists.example.org/pta\n"
    assert visible_reply(text).visible == "Yes."


def test_a_header_wrapped_over_three_lines_goes_whole():
    text = "Yes.\n\nOn Mon, May 3, 2023 at 10:00 AM The Very Long Name Of The\nNorthside Elementary School <\ndesk@example.org> wrote:\n> hello\n"
    assert visible_reply(text).visible == "Yes."


def test_quoting_with_initials_or_bars_is_quoting():
    assert visible_reply("Yes.\n\n2023/5/3 Desk <desk@example.org>\n\n| Which bus?\n|\n| Thanks\n").visible == "Yes."


def test_a_short_answer_squeezed_between_two_quoted_questions_stays():
    said = visible_reply(
        "On 2 March 2026, District wrote:\n> Which bus is it?\nIt is bus 12.\n> And which stop?\nElm street.\n"
    ).visible
    assert "It is bus 12." in said
    assert "Elm street." in said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Sent from my iPhone\n\nBegin forwarded message:\n\n> From: Depot <depot@example.net>\n> Subject: Bus\n> Date: May 3\n>\n> Bus 12 stops here.",
            "Bus 12 stops here.",
        ),
        (
            "Sent from my iPhone\n\n> On May 3, 2023, at 10:00, Desk <desk@example.org> wrote:\n>\n> Is Ana ill?\n\nYes.",
            "Yes.",
        ),
        ("-- \nMaria\n\n> Is Ana ill?\n\nYes.", "Yes."),
        ("Here it is.\n\n---\nThis email has been checked for viruses by Avast.\nwww.avast.com", "Here it is."),
        ("Yes.\n\nYahoo Mail: Search, Organize, Conquer", "Yes."),
    ],
    ids=["a bare forward", "an answer below", "an answer below a name", "a scanner's link", "a slogan"],
)
def test_a_signature_alone_says_nothing(text, shown):
    assert visible_reply(text).visible == shown


@pytest.mark.parametrize(
    "announcement",
    [
        "6 Mar 2025, 09:15 by desk@example.org:\n> Hello",
        "čet, 6. ožu 2025. u 09:15 Grade 3 <desk@example.org> napisao je:\n> Hello",
        "On Thu, 06 Mar 2025 09:15:11 -0600\nGrade 3 <desk@example.org> wrote:\n> Hello",
        "6 Xyz 2025 09:15 Grade 3 <desk@example.org> in a tongue of no table:\n> Hello",
        ">>> Grade 3 <desk@example.org> 3/6/2025 9:15 AM >>>\nHello",
        '"Grade 3" ---03/06/2025 09:15:11 AM---Hello\n\nFrom: Grade 3 <desk@example.org>\nTo: Maria\nDate: 03/06/2025\nSubject: Bus\n\nHello',
    ],
    ids=[
        "Tutanota",
        "Croatian",
        "a date above a name that ends in a number",
        "an unknown language",
        "GroupWise",
        "Notes",
    ],
)
def test_rarer_programs_announce_quotations_too(announcement):
    assert visible_reply(f"Yes.\n\n{announcement}").visible == "Yes."


@pytest.mark.parametrize(
    "line",
    [
        "Sent from Fastmail",
        "Sent with Spike",
        "Please excuse brevity. Sent from my phone.",
        "Отправлено с мобильного устройства",
    ],
)
def test_a_program_that_names_itself_signs(line):
    assert visible_reply(f"Yes.\n\n{line}").visible == "Yes."


def test_an_answer_below_our_quoted_marker_is_what_is_shown():
    assert visible_reply("> — reply above this line —\n>\n> Thanks\n\nMy answer.").visible == "My answer."


def test_two_hyphens_before_a_sentence_are_no_signature():
    text = "Hello\n\n--\n\nSecond thought: he is allergic to nuts and the nurse knows."
    assert visible_reply(text).visible == text
