"""Whole conversations on the deployed stack, through its doors: by mail, by text, by form, and what providers report."""

import pytest
from stack.conversations import by_mail, by_staff, by_staff_mail, by_text, machines, relatives, strangers, trouble
from stack.conversations.stage import Stage, impatient
from stack.conversations.telling import told, unsaid

pytestmark = pytest.mark.stack

SCRIPTS = (
    *by_mail.SCRIPTS,
    *relatives.SCRIPTS,
    *by_text.SCRIPTS,
    *by_staff.SCRIPTS,
    *by_staff_mail.SCRIPTS,
    *machines.SCRIPTS,
    *strangers.SCRIPTS,
    *trouble.SCRIPTS,
)
NAMES = [one.name for one in SCRIPTS]


@pytest.fixture(scope="module")
def played(stack):
    """All of them, played at the same time."""
    with impatient(stack):
        yield Stage(stack).play(SCRIPTS)


@pytest.mark.parametrize("script", SCRIPTS, ids=NAMES)
def test_the_conversation_ends_as_it_should(played, script):
    scene = played[script.name]
    assert not scene.trouble, scene.trouble[0]
    if script.ends:
        assert told(scene) == scene.filled(script.ends).strip("\n")
    for who, words in script.hears:
        assert words in scene.words_to(who)
    for who, words in script.never_hears:
        assert scene.filled(words) not in scene.words_to(who)
    if script.check:
        script.check(scene)
    assert [unsaid(case) for case in scene.cases if unsaid(case)] == []


def test_no_conversation_speaks_of_another(played):
    """Every script has people of its own."""
    everybody = [who for script in SCRIPTS for who in script.people]
    assert len(everybody) == len(set(everybody))
    references = [case.inquiry.reference for scene in played.values() for case in scene.cases]
    assert len(references) == len(set(references))


def test_nobody_reads_the_address_of_somebody_else(played):
    for script in SCRIPTS:
        mails = {who for who in script.people if "@" in who}
        for who in script.people:
            said = played[script.name].words_to(who)
            assert not [other for other in mails - {who} if other in said], script.name


def test_nothing_is_left_in_the_dead_letters(stack, played):
    del played
    depth = "ApproximateNumberOfMessages"
    for lane, url in stack.outputs.dead_letters.items():
        found = stack.clients.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[depth])["Attributes"]
        assert found[depth] == "0", lane
