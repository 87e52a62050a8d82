"""Accounts and groups of the pool, on moto."""

import boto3
import pytest
from builders import a_district, staff_with
from quick_moto import quick_aws

from chalicelib.domain.words import Role
from infra.staff_pool import bring_in_line


@pytest.fixture
def cognito():
    with quick_aws():
        yield boto3.client("cognito-idp", region_name="us-east-1")


@pytest.fixture
def pool(cognito):
    made = cognito.create_user_pool(PoolName="staff", UsernameAttributes=["email"])["UserPool"]["Id"]
    for role in Role:
        cognito.create_group(UserPoolId=made, GroupName=role.value)
    cognito.create_group(UserPoolId=made, GroupName="everybody")
    return made


def groups_of(cognito, pool, mail):
    found = cognito.admin_list_groups_for_user(UserPoolId=pool, Username=mail)["Groups"]
    return {group["GroupName"] for group in found}


def test_whoever_has_a_role_and_an_address_gets_an_account_once(cognito, pool):
    without_roles = staff_with("kai", roles=())[4:5]
    district = a_district(staff=staff_with("omar", mail="")[:4] + without_roles)
    made = bring_in_line(cognito, pool, district, password="A-password-12")
    assert [one.id for one in made] == ["ines", "sofia", "lena"]
    assert bring_in_line(cognito, pool, district, password="A-password-12") == ()


def test_groups_follow_the_roles_and_leave_others_alone(cognito, pool):
    mail = "ines@schools.example.org"
    bring_in_line(cognito, pool, a_district(staff=staff_with("ines", roles=(Role.AGENT, Role.ADMIN))))
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=mail, GroupName="everybody")
    assert groups_of(cognito, pool, mail) == {"agent", "admin", "everybody"}
    bring_in_line(cognito, pool, a_district(staff=staff_with("ines", roles=(Role.SUPERVISOR,))))
    assert groups_of(cognito, pool, mail) == {"supervisor", "everybody"}


def test_an_account_made_with_a_password_can_be_used_at_once(cognito, pool):
    bring_in_line(cognito, pool, a_district(), password="A-password-12")
    found = cognito.admin_get_user(UserPoolId=pool, Username="ines@schools.example.org")
    assert found["UserStatus"] == "CONFIRMED"
    invited = a_district(staff=staff_with("kai", mail="new@schools.example.org"))
    bring_in_line(cognito, pool, invited)
    found = cognito.admin_get_user(UserPoolId=pool, Username="new@schools.example.org")
    assert found["UserStatus"] == "FORCE_CHANGE_PASSWORD"
