import pytest

from chalicelib.domain.keywords import Keyword, keyword


@pytest.mark.parametrize(
    "text",
    [
        "STOP",
        "stop",
        " Stop! ",
        "STOPALL",
        "stop all",
        "Unsubscribe.",
        "cancel",
        "END",
        "quit",
        "Revoke",
        "OPTOUT",
        "opt out",
        "Opt-Out",
        "ARRET",
        "Arrêt",
        "arre\u0302t",
        "ALTO",
        "parar",
        "¡Alto!",
        "\nstop\n",
        "S.T.O.P.",
        "ＳＴＯＰ",
    ],
)
def test_stop_and_its_kin_opt_out(text):
    assert keyword(text, opted_out=False) is Keyword.STOP


@pytest.mark.parametrize("text", ["HELP", "help?", "Info", "AYUDA", "¡ayuda!"])
def test_help_and_its_kin_ask_for_help(text):
    assert keyword(text, opted_out=False) is Keyword.HELP


@pytest.mark.parametrize("text", ["START", "unstop", "Yes", "yes!"])
def test_start_resumes_only_after_a_stop(text):
    assert keyword(text, opted_out=True) is Keyword.START
    assert keyword(text, opted_out=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "Help my son is being bullied",
        "Stop the bullying on bus 12",
        "stop it",
        "please stop",
        "yes he came home",
        "I need info",
        "the end",
        "",
        "?!",
        "stop " * 20,
        "helpful",
    ],
)
def test_a_sentence_is_no_command(text):
    assert keyword(text, opted_out=True) is None
