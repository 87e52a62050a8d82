"""Accounts of the pool that staff sign in with."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.domain.district import District
from chalicelib.domain.staff import Staff
from chalicelib.domain.words import Role

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_cognito_idp.type_defs import AttributeTypeTypeDef

LOCAL_PASSWORD = "Demo-district-12"  # noqa: S105 -- of made-up people on this machine


def bring_in_line(
    cognito: "CognitoIdentityProviderClient", pool: str, district: District, *, password: str = ""
) -> tuple[Staff, ...]:
    """Accounts for whoever has none, and everybody's groups as their roles. `password` is set for good where it is given; else
    each is invited by mail. Returns those who are new. Safe to repeat."""
    able = [one for one in district.staff if one.mail and one.roles]
    made = tuple(one for one in able if _invite(cognito, pool, one, password))
    for one in able:
        _group(cognito, pool, one.mail, one.roles)
    return made


def _invite(cognito: "CognitoIdentityProviderClient", pool: str, person: Staff, password: str) -> bool:
    attributes: list[AttributeTypeTypeDef] = [
        {"Name": "email", "Value": person.mail},
        {"Name": "email_verified", "Value": "true"},
    ]
    try:
        if password:
            cognito.admin_create_user(
                UserPoolId=pool, Username=person.mail, UserAttributes=attributes, MessageAction="SUPPRESS"
            )
        else:
            cognito.admin_create_user(
                UserPoolId=pool, Username=person.mail, UserAttributes=attributes, DesiredDeliveryMediums=["EMAIL"]
            )
    except cognito.exceptions.UsernameExistsException:
        return False
    if password:
        cognito.admin_set_user_password(UserPoolId=pool, Username=person.mail, Password=password, Permanent=True)
    return True


def _group(cognito: "CognitoIdentityProviderClient", pool: str, mail: str, roles: Iterable[Role]) -> None:
    found = cognito.admin_list_groups_for_user(UserPoolId=pool, Username=mail)["Groups"]
    before = {group["GroupName"] for group in found} & set(Role)
    wanted = set(roles)
    for role in sorted(wanted - before):
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=mail, GroupName=role.value)
    for name in sorted(before - wanted):
        cognito.admin_remove_user_from_group(UserPoolId=pool, Username=mail, GroupName=str(name))
