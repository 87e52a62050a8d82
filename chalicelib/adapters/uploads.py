"""The part of the bucket that families send files to, behind ports.Uploads.

Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from chalicelib.adapters.calls import transient
from chalicelib.domain.errors import NotFound
from chalicelib.domain.uploads import FORM_SECONDS, Upload, upload_key
from chalicelib.ports import Door


@dataclass(frozen=True, slots=True)
class BucketUploads:
    """`client` makes the S3 client when one is needed: pages that only name `origin` go without. `url` is where a browser
    posts to; the signature covers the form, whatever the host."""

    client: Callable[[], Any]
    bucket: str
    url: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    def door(self, upload: Upload, size: int) -> Door:
        """No call leaves: the form is signed here, for that name, type and size alone."""
        key, told = upload_key(upload.id), {"Content-Type": upload.content_type}
        limits: list[Any] = [told, ["content-length-range", size, size]]
        form = self.client().generate_presigned_post(
            self.bucket, key, Fields=dict(told), Conditions=limits, ExpiresIn=FORM_SECONDS
        )
        return Door(self.url, form["fields"])

    def put(self, upload: Upload, content: bytes) -> None:
        client = self.client()
        with transient():
            client.put_object(
                Bucket=self.bucket, Key=upload_key(upload.id), Body=content, ContentType=upload.content_type
            )

    def size(self, upload_id: str) -> int | None:
        client = self.client()
        try:
            with transient():
                return int(client.head_object(Bucket=self.bucket, Key=upload_key(upload_id))["ContentLength"])
        except NotFound:
            return None
