"""Forms with files, as browsers write them and as nobody should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps_multipart import a_multipart

from chalicelib.channels.multipart import SentFile, read_multipart


def test_fields_and_files_are_read_in_their_order():
    body, kind = a_multipart(
        [("key", "k-1"), ("message", "Two\r\nlines, ñ")], [("files", "a.pdf", "application/pdf", b"%PDF\r\n\x00")]
    )
    found = read_multipart(body, kind)
    assert found.fields == (("key", "k-1"), ("message", "Two\r\nlines, ñ"))
    assert found.files == (SentFile("files", "a.pdf", "application/pdf", b"%PDF\r\n\x00"),)


def test_a_file_field_left_empty_is_no_file():
    body, kind = a_multipart([], [("files", "", "application/octet-stream", b"")])
    assert read_multipart(body, kind).files == ()


def test_a_name_is_read_as_browsers_write_quotes_and_line_ends():
    body, kind = a_multipart([], [("files", "a%22b%0D%0AX-Evil: 1.txt", "text/plain", b"x")])
    assert read_multipart(body, kind).files[0].name == 'a"b\r\nX-Evil: 1.txt'


@given(
    st.lists(st.tuples(st.sampled_from(["message", "key"]), st.text(max_size=40))),
    st.lists(st.binary(max_size=80), max_size=4),
)
def test_what_was_put_in_comes_out(fields, contents):
    clean = [(name, value.encode("utf-8", "replace").decode()) for name, value in fields]
    body, kind = a_multipart(clean, [("files", f"{at}.bin", "image/png", one) for at, one in enumerate(contents)])
    found = read_multipart(body, kind)
    assert list(found.fields) == clean
    assert [one.content for one in found.files] == contents


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data"),
        (b"", "multipart/form-data; boundary=x"),
        (b"--x\r\n\r\nno end", "multipart/form-data; boundary=x"),
        (b"--x\r\n\r\nnameless\r\n--x--", "multipart/form-data; boundary=x"),
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\n--x--', "multipart/form-data; boundary=x"),
        (b"--x\r\n" * 200 + b"--x--", "multipart/form-data; boundary=x"),
    ],
    ids=["no boundary", "nothing", "no end", "no name", "no blank line", "too many"],
)
def test_what_is_no_such_form_is_refused(body, kind):
    with pytest.raises(ValueError, match=r"."):
        read_multipart(body, kind)


@given(st.binary(max_size=300))
def test_reading_raises_nothing_else(body):
    try:
        read_multipart(b"--x\r\n" + body + b"\r\n--x--\r\n", "multipart/form-data; boundary=x")
    except ValueError:
        return
