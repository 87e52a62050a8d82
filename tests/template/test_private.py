import json


def allowed(of_type, kind):
    for name, resource in of_type(kind).items():
        for statement in resource["Properties"]["PolicyDocument"]["Statement"]:
            options = statement["Fn::If"][1:2] if "Fn::If" in statement else [statement]
            for one in options:
                if one["Effect"] == "Allow":
                    yield name, one


def test_the_bucket_is_private_encrypted_versioned_and_forgets_what_was_deleted(template):
    bucket = template["Resources"]["Bucket"]["Properties"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert bucket["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert any("NoncurrentVersionExpiration" in rule for rule in bucket["LifecycleConfiguration"]["Rules"])


def test_new_mail_and_nothing_else_is_announced(template):
    (announced,) = template["Resources"]["Bucket"]["Properties"]["NotificationConfiguration"]["QueueConfigurations"]
    assert announced["Filter"] == {"S3Key": {"Rules": [{"Name": "prefix", "Value": "raw/"}]}}
    assert template["Resources"]["Bucket"]["DependsOn"] == ["EmailQueuePolicy"]


def test_the_table_is_encrypted_recoverable_and_forgets_by_ttl(template):
    table = template["Resources"]["Table"]["Properties"]
    assert table["SSESpecification"] == {"SSEEnabled": True}
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}
    assert table["BillingMode"] == "PAY_PER_REQUEST"


def test_deleting_the_stack_deletes_nothing_that_families_wrote(template):
    for name in ("Table", "Bucket", "SigningKey"):
        resource = template["Resources"][name]
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")


def test_nothing_is_granted_to_everybody(of_type):
    for kind in ("AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy", "AWS::S3::BucketPolicy"):
        for name, statement in allowed(of_type, kind):
            assert set(statement["Principal"]) == {"Service"}, name
            assert "aws:Source" in json.dumps(statement["Condition"]), name


def test_bucket_and_topics_refuse_what_is_in_the_clear(of_type):
    for kind in ("AWS::SNS::TopicPolicy", "AWS::S3::BucketPolicy"):
        for name, resource in of_type(kind).items():
            denied = [item for item in resource["Properties"]["PolicyDocument"]["Statement"] if "Deny" in item.values()]
            assert [item["Condition"] for item in denied] == [{"Bool": {"aws:SecureTransport": "false"}}], name


def test_mail_is_received_only_where_the_district_asked_for_it(of_type):
    received = {**of_type("AWS::SES::ReceiptRuleSet"), **of_type("AWS::SES::ReceiptRule")}
    assert {resource["Condition"] for resource in received.values()} == {"ReceivesMail"}
    (rule,) = of_type("AWS::SES::ReceiptRule").values()
    assert rule["Properties"]["Rule"]["ScanEnabled"] is True
    assert rule["Properties"]["Rule"]["TlsPolicy"] == "Optional"
    assert [set(action) for action in rule["Properties"]["Rule"]["Actions"]] == [{"S3Action"}]


def test_texts_and_feedback_arrive_as_they_were_sent(of_type):
    subscriptions = [item["Properties"] for item in of_type("AWS::SNS::Subscription").values()]
    raw = {item["TopicArn"]["Ref"] for item in subscriptions if item.get("RawMessageDelivery")}
    assert raw == {"SmsTopic", "FeedbackTopic"}


def test_nobody_is_subscribed_to_alarms_without_an_address(template):
    assert template["Resources"]["AlarmSubscription"]["Condition"] == "HasAlarmEmail"


def test_the_template_fits_what_cloudformation_takes(package):
    assert len(package.body(code_uri="s3://bucket/key")) < 1_000_000


def test_stop_and_help_are_earshots_own_where_the_stack_holds_the_number(template, of_type):
    (pool,) = of_type("AWS::SMSVOICE::Pool").values()
    assert pool["Condition"] == "PoolsNumber"
    assert pool["Properties"]["SelfManagedOptOutsEnabled"] is True
    assert pool["Properties"]["TwoWay"] == {"Enabled": True, "ChannelArn": {"Ref": "SmsTopic"}}
    assert template["Parameters"]["SmsNumberArn"]["Default"] == ""
    assert not of_type("AWS::SMSVOICE::PhoneNumber"), "a number is the district's, and outlives the stack"
