"""Conversations in which staff do more than answer: they close, merge, split."""

from conversation import Script, writes
from stack.conversations.staff import closes, merges, replies, splits

QUIN, RAY, SUE, TOM, UMA = (
    f"{one}@example.org" for one in ("quin.again", "ray.late", "sue.merged", "tom.split", "uma.soon")
)

REOPENED = Script(
    "what was closed opens again when the family answers, however it answers",
    (QUIN,),
    (
        writes(QUIN, "My son was marked absent.", subject="Absent"),
        replies("maya-ortiz", "We changed it."),
        closes(),
        writes(QUIN, "He is marked absent again.", answers="reply"),
        closes(days_ago=13),
        writes(QUIN, "And today.", subject="Again [{ref1}]"),
    ),
    """
1 open normal attendance en
  < email quin.again: My son was marked absent.
  > email maya-ortiz: We changed it.
  < email quin.again: He is marked absent again.
  < email quin.again: And today.
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet InquiryClosed MessageReceived InquiryReopened DeadlineSet InquiryClosed MessageReceived InquiryReopened DeadlineSet
  sends acknowledgement quin.again sent, reply quin.again sent, team_message maya.ortiz sent x2, team_new front-desk sent
""",
)

LONG_CLOSED = Script(
    "an answer to what was closed more than two weeks ago is a new inquiry, linked, and the next one goes on there",
    (RAY,),
    (
        writes(RAY, "The playground swing is broken.", subject="Swing"),
        replies("omar-said", "It is repaired."),
        closes(days_ago=15),
        writes(RAY, "It is broken again.", answers="reply"),
        writes(RAY, "The left one.", answers="acknowledgement"),
        writes(RAY, "Still broken.", answers="reply"),
    ),
    """
1 closed normal facilities en
  < email ray.late: The playground swing is broken.
  > email omar-said: It is repaired.
  events InquiryOpened DeadlineSet MessageWritten DeadlineMet InquiryClosed
  sends acknowledgement ray.late sent, reply ray.late sent, team_new operations sent
2 new normal facilities en linked(1)
  < email ray.late: It is broken again.
  < email ray.late: The left one.
  < email ray.late: Still broken.
  events InquiryOpened DeadlineSet MessageReceived MessageReceived
  sends acknowledgement ray.late sent, team_message operations sent x2, team_new operations sent
""",
)

MERGED = Script(
    "an answer to an inquiry that was merged goes to the one it lives on in",
    (SUE,),
    (
        writes(SUE, "Bus 4 was late on Monday.", subject="Bus 4"),
        writes(SUE, "Bus 4 was late on Tuesday.", subject="Bus 4 once more"),
        merges(2, into=1),
        writes(SUE, "And on Wednesday.", answers="acknowledgement"),
        replies("lena-novak", "We found out why.", on=2),
    ),
    """
1 waiting normal transportation en
  < email sue.merged: Bus 4 was late on Monday.
  < email sue.merged (from 2): Bus 4 was late on Tuesday.
  < email sue.merged: And on Wednesday.
  > email lena-novak: We found out why.
  events InquiryOpened DeadlineSet InquiryOpened DeadlineSet InquiryMerged InquiryMerged MessageReceived MessageWritten DeadlineMet
  sends acknowledgement sue.merged sent x2, reply sue.merged sent, team_message buses sent, team_new buses sent x2
2 closed normal transportation en merged(1)
  < email sue.merged: Bus 4 was late on Tuesday.
  events InquiryOpened DeadlineSet InquiryMerged
  sends acknowledgement sue.merged sent, team_new buses sent
""",
)

SPLIT = Script(
    "a message that is another matter gets an inquiry of its own, and each is answered by itself",
    (TOM,),
    (
        writes(TOM, "Where does bus 9 stop?", subject="Bus 9"),
        writes(TOM, "Also, the cafeteria menu is wrong.", answers="acknowledgement"),
        splits("cafeteria", off=1),
        replies("deshawn-carter", "At Elm Street."),
        replies("maya-ortiz", "We correct the menu.", on=2),
        writes(TOM, "Elm Street it is.", answers="acknowledgement"),
    ),
    """
1 open normal transportation en linked(2)
  < email tom.split: Where does bus 9 stop?
  < email tom.split (now 2): Also, the cafeteria menu is wrong.
  > email deshawn-carter: At Elm Street.
  < email tom.split: Elm Street it is.
  events InquiryOpened DeadlineSet MessageReceived InquirySplit MessageWritten DeadlineMet MessageReceived DeadlineSet
  sends acknowledgement tom.split sent, reply tom.split sent, team_message buses sent, team_message deshawn.carter sent, team_new buses sent
2 waiting normal meals en linked(1)
  < email tom.split: Also, the cafeteria menu is wrong.
  > email maya-ortiz: We correct the menu.
  events InquirySplit InquiryOpened DeadlineSet MessageWritten DeadlineMet
  sends reply tom.split sent, team_new maya.ortiz sent
""",
)

SCRIPTS = (REOPENED, LONG_CLOSED, MERGED, SPLIT)
