"""SNS."""
TOPIC = "arn:aws:sns:eu-central-1:111122223333:releases"


def case_publish(do):
    do("sns", "Publish", TopicArn=TOPIC, Subject="v1.2.3", Message="is out")
    do("sns", "Publish", TargetArn=TOPIC, Message="is out")
    do.refused("NotFound", "sns", "Publish", TopicArn=TOPIC + "-none", Message="x")
    do.refused("InvalidParameter", "sns", "Publish", Message="to nobody")
    do.refused("InvalidParameter", "sns", "Publish", TopicArn=TOPIC, Message="x", Subject="two\nlines")
    do.refused("InvalidParameter", "sns", "Publish", TopicArn=TOPIC, Message="x", Subject="x" * 100)
