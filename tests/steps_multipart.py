"""A form with files, as a browser writes it (RFC 7578)."""

BOUNDARY = "----of-the-tests-7MA4YWxk"


def a_multipart(fields, files):
    """(body, content type). `files` are (field, name, type, content)."""
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value.encode() for name, value in fields
    ]
    parts += [
        f'Content-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'.encode()
        + content
        for field, name, kind, content in files
    ]
    edge = f"--{BOUNDARY}".encode()
    body = b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts)
    return body + edge + b"--\r\n", f"multipart/form-data; boundary={BOUNDARY}"
