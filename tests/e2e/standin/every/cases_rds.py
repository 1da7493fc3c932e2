"""RDS: instances, snapshots, groups, events."""
from drivers import same

LIVE = "arn:aws:rds:eu-central-1:111122223333:db:live"


def case_a_database(do):
    made = do("rds", "CreateDBInstance", DBInstanceIdentifier="made", DBInstanceClass="db.t4g.small", Engine="postgres",
              MasterUsername="master", MasterUserPassword="first-word", AllocatedStorage=20, BackupRetentionPeriod=0)
    same(made["DBInstance"]["DBInstanceStatus"], "creating")
    do.wait("rds", "db_instance_available", DBInstanceIdentifier="made")
    do("rds", "ModifyDBInstance", DBInstanceIdentifier="made", DBInstanceClass="db.t4g.large", ApplyImmediately=True)
    do("rds", "DescribeDBInstances", DBInstanceIdentifier="made")
    do("rds", "DescribeEvents", SourceIdentifier="made", SourceType="db-instance")
    do.pages("rds", "DescribeEvents", "Events", size=20)
    same([d["DBInstanceIdentifier"] for d in do.pages("rds", "DescribeDBInstances", "DBInstances", size=20)],
         ["live", "made"])


def case_its_states(do):
    settle(do, "made")
    do("rds", "StopDBInstance", DBInstanceIdentifier="made")
    settle(do, "made", "stopped")
    for operation in ("StartDBInstance", "RebootDBInstance"):
        do("rds", operation, DBInstanceIdentifier="made")
        do.wait("rds", "db_instance_available", DBInstanceIdentifier="made")
    do("rds", "DeleteDBInstance", DBInstanceIdentifier="made", SkipFinalSnapshot=True)
    do.wait("rds", "db_instance_deleted", DBInstanceIdentifier="made")


def settle(do, name, status="available"):
    from drivers import until
    until(lambda: do("rds", "DescribeDBInstances", DBInstanceIdentifier=name)["DBInstances"][0][
        "DBInstanceStatus"] == status)


def case_snapshots(do):
    do("rds", "CreateDBSnapshot", DBInstanceIdentifier="live", DBSnapshotIdentifier="mine")
    do.wait("rds", "db_snapshot_available", DBSnapshotIdentifier="mine")
    do("rds", "CopyDBSnapshot", SourceDBSnapshotIdentifier="mine", TargetDBSnapshotIdentifier="copy", CopyTags=True)
    do.wait("rds", "db_snapshot_completed", DBSnapshotIdentifier="copy")
    same(len(do.pages("rds", "DescribeDBSnapshots", "DBSnapshots", SnapshotType="manual", size=20)), 3)
    do("rds", "DescribeDBSnapshots", DBSnapshotIdentifier="copy")
    do("rds", "ModifyDBSnapshotAttribute", DBSnapshotIdentifier="copy", AttributeName="restore",
       ValuesToAdd=["444455556666"])
    same(do("rds", "DescribeDBSnapshotAttributes", DBSnapshotIdentifier="copy")["DBSnapshotAttributesResult"][
        "DBSnapshotAttributes"][0]["AttributeValues"], ["444455556666"])
    do("rds", "RestoreDBInstanceFromDBSnapshot", DBInstanceIdentifier="lifted", DBSnapshotIdentifier="copy",
       Tags=[{"Key": "a", "Value": "ü & <b>"}], MultiAZ=True)
    do.wait("rds", "db_instance_available", DBInstanceIdentifier="lifted")
    do("rds", "DeleteDBSnapshot", DBSnapshotIdentifier="copy")
    do.wait("rds", "db_snapshot_deleted", DBSnapshotIdentifier="copy")


def case_around_it(do):
    do("rds", "AddTagsToResource", ResourceName=LIVE, Tags=[{"Key": "x", "Value": "y"}])
    do("rds", "RemoveTagsFromResource", ResourceName=LIVE, TagKeys=["team"])
    same(do("rds", "ListTagsForResource", ResourceName=LIVE)["TagList"], [{"Key": "x", "Value": "y"}])
    do("rds", "CreateDBParameterGroup", DBParameterGroupName="mine", DBParameterGroupFamily="postgres15",
       Description="mine")
    do("rds", "DescribeDBParameterGroups", DBParameterGroupName="mine")
    do("rds", "DescribeDBSubnetGroups")
    do("rds", "DescribeAccountAttributes")
    do("rds", "DescribeDBEngineVersions", Engine="postgres")
    (major,) = do("rds", "DescribeDBMajorEngineVersions", Engine="postgres", MajorEngineVersion="15")[
        "DBMajorEngineVersions"]
    same([c["LifecycleSupportName"] for c in major["SupportedEngineLifecycles"]],
         ["open-source-rds-standard-support", "open-source-rds-extended-support"])
    same(len(do("rds", "DescribeDBMajorEngineVersions", Engine="mariadb")["DBMajorEngineVersions"][0][
        "SupportedEngineLifecycles"]), 1)
    do("rds", "DescribeOrderableDBInstanceOptions", Engine="postgres")


def case_pages(do):
    for operation, member, members in (
            ("DescribeDBParameterGroups", "DBParameterGroups", {}), ("DescribeDBSubnetGroups", "DBSubnetGroups", {}),
            ("DescribeDBEngineVersions", "DBEngineVersions", {}),
            ("DescribeDBMajorEngineVersions", "DBMajorEngineVersions", {}),
            ("DescribeOrderableDBInstanceOptions", "OrderableDBInstanceOptions", {"Engine": "postgres"})):
        do.pages("rds", operation, member, size=20, **members)


def case_roles(do):
    role = {"DBInstanceIdentifier": "live", "RoleArn": "arn:aws:iam::111122223333:role/s3", "FeatureName": "s3Import"}
    do("rds", "AddRoleToDBInstance", **role)
    settle(do, "live")
    do("rds", "RemoveRoleFromDBInstance", **role)
    do.refused("DBInstanceNotFound", "rds", "AddRoleToDBInstance", **dict(role, DBInstanceIdentifier="none"))
    do.refused("DBInstanceNotFound", "rds", "RemoveRoleFromDBInstance", **dict(role, DBInstanceIdentifier="none"))


def case_refused(do):
    for operation, members in {
            "DescribeDBInstances": {}, "ModifyDBInstance": {}, "RebootDBInstance": {}, "StartDBInstance": {},
            "StopDBInstance": {}, "DeleteDBInstance": {"SkipFinalSnapshot": True},
            "CreateDBSnapshot": {"DBSnapshotIdentifier": "x"}}.items():
        do.refused("DBInstanceNotFound", "rds", operation, DBInstanceIdentifier="none", **members)
    for operation, members in {"DeleteDBSnapshot": {}, "DescribeDBSnapshots": {}, "DescribeDBSnapshotAttributes": {},
                               "ModifyDBSnapshotAttribute": {"AttributeName": "restore"},
                               "RestoreDBInstanceFromDBSnapshot": {"DBInstanceIdentifier": "x"}}.items():
        do.refused("DBSnapshotNotFound", "rds", operation, DBSnapshotIdentifier="none", **members)
    do.refused("DBSnapshotNotFound", "rds", "CopyDBSnapshot", SourceDBSnapshotIdentifier="none",
               TargetDBSnapshotIdentifier="x")
    do.refused("DBInstanceAlreadyExists", "rds", "CreateDBInstance", DBInstanceIdentifier="live",
               DBInstanceClass="db.t4g.small", Engine="postgres", MasterUsername="master",
               MasterUserPassword="first-word", AllocatedStorage=20)
    do.refused("DBParameterGroupNotFound", "rds", "DescribeDBParameterGroups", DBParameterGroupName="none")
    do.refused("DBParameterGroupAlreadyExists", "rds", "CreateDBParameterGroup", DBParameterGroupName="mine",
               DBParameterGroupFamily="postgres15", Description="mine")
    do.refused("DBSubnetGroupNotFoundFault", "rds", "DescribeDBSubnetGroups", DBSubnetGroupName="none")
