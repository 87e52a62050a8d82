"""What is carried to every cold start."""

import zipfile

import pytest

from bench.package import zip_parts

pytestmark = pytest.mark.slow

LARGEST = 15_000_000
ELSEWHERE = ("boto3", "botocore", "s3transfer", "tests", "infra", "bench", "ministack", "moto", "pip", "setuptools")


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    return folder, zip_parts(folder)


def test_the_zip_stays_below_its_ceiling(packed):
    assert packed[1].total() <= LARGEST


def test_it_brings_neither_what_the_runtime_has_nor_what_only_we_need(packed):
    assert not [name for name in packed[1] if name in ELSEWHERE]


def test_its_parts_add_up_to_the_file(packed):
    folder, parts = packed
    zips = [path for path in folder.rglob("deployment.zip") if zipfile.is_zipfile(path)]
    assert [path.stat().st_size for path in zips] == [parts.total()]
