"""The bucket behind ports.Blobs."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters.calls import transient
from chalicelib.domain.errors import Busy
from chalicelib.domain.files import LINK_SECONDS, Verdict, safe_type

_TAG = "GuardDutyMalwareScanStatus"
_VERDICTS = {"NO_THREATS_FOUND": Verdict.CLEAN, "THREATS_FOUND": Verdict.HARMFUL}
"""Source: https://docs.aws.amazon.com/guardduty/latest/ug/monitoring-malware-protection-s3-scans-gdu.html; the rest
(UNSUPPORTED, ACCESS_DENIED, FAILED) means that nobody knows."""
_THERE = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "412", "409"})


@dataclass(frozen=True, slots=True)
class BucketBlobs:
    """`client` is a boto3 S3 client."""

    client: Any
    bucket: str

    def get(self, key: str) -> bytes:
        with transient():
            body: bytes = self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        return body

    def put(self, key: str, content: bytes) -> None:
        """Once: what lies there under the digest of its content is the same. The condition is S3's own
        (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html)."""
        try:
            self.client.put_object(Bucket=self.bucket, Key=key, Body=content, IfNoneMatch="*")
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code not in _THERE:
                raise Busy(code) from error
        except BotoCoreError as error:
            raise Busy(type(error).__name__) from error

    def verdict(self, key: str) -> Verdict:
        with transient():
            answer = self.client.get_object_tagging(Bucket=self.bucket, Key=key)
        said = {tag["Key"]: tag["Value"] for tag in answer["TagSet"]}
        return _VERDICTS.get(said[_TAG], Verdict.UNKNOWN) if _TAG in said else Verdict.WAITING

    def link(self, key: str, *, name: str, content_type: str) -> str:
        """No call leaves: the address is signed here."""
        link: str = self.client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self.bucket,
                "Key": key,
                "ResponseContentType": safe_type(content_type),
                "ResponseContentDisposition": disposition(name),
                "ResponseCacheControl": "private, no-store",
            },
            ExpiresIn=LINK_SECONDS,
        )
        return link

    def delete(self, key: str) -> None:
        with transient():
            self.client.delete_object(Bucket=self.bucket, Key=key)


def disposition(name: str) -> str:
    """A download under that name, in both forms that browsers read (RFC 6266, RFC 8187)."""
    plain = "".join(one if " " <= one <= "~" and one not in '"\\%;/' else "_" for one in name) or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name or 'file', safe='', errors='replace')}"
