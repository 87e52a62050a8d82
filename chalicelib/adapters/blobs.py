"""The bucket behind ports.Blobs."""

from dataclasses import dataclass
from typing import Any

from chalicelib.adapters.calls import transient


@dataclass(frozen=True, slots=True)
class BucketBlobs:
    """`client` is a boto3 S3 client."""

    client: Any
    bucket: str

    def get(self, key: str) -> bytes:
        with transient():
            body: bytes = self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        return body
