"""RDS: Aurora clusters, their snapshots, endpoints and groups."""
from cases_rds import settle
from drivers import same, until

ENGINE = {"Engine": "aurora-postgresql"}
ROLE = {"DBClusterIdentifier": "shop", "RoleArn": "arn:aws:iam::111122223333:role/s3"}


def cluster(do, name):
    return do("rds", "DescribeDBClusters", DBClusterIdentifier=name)["DBClusters"][0]


def rest(do, name="shop"):
    until(lambda: cluster(do, name)["Status"] in ("available", "stopped"))


def steady(do):
    """A modification is accepted, begins a moment later, and is over: six looks in a row say available."""
    looks = []

    def look():
        looks.append(cluster(do, "shop")["Status"])
        return looks[-6:] == ["available"] * 6
    until(look)


def case_a_cluster(do):
    do("rds", "CreateDBClusterParameterGroup", DBClusterParameterGroupName="cluster-mine",
       DBParameterGroupFamily="aurora-postgresql15", Description="mine")
    do("rds", "DescribeDBClusterParameterGroups", DBClusterParameterGroupName="cluster-mine")
    made = do("rds", "CreateDBCluster", DBClusterIdentifier="shop", MasterUsername="master",
              MasterUserPassword="first-word", DatabaseName="app",
              ServerlessV2ScalingConfiguration={"MinCapacity": 0.5, "MaxCapacity": 4},
              Tags=[{"Key": "a", "Value": "b"}], **ENGINE)
    same(made["DBCluster"]["Status"], "creating")
    do.wait("rds", "db_cluster_available", DBClusterIdentifier="shop")
    for name in ("shop-1", "shop-2"):
        do("rds", "CreateDBInstance", DBInstanceIdentifier=name, DBClusterIdentifier="shop",
           DBInstanceClass="db.serverless", PromotionTier=1, **ENGINE)
    for name in ("shop-1", "shop-2"):
        do.wait("rds", "db_instance_available", DBInstanceIdentifier=name)
    same(len(cluster(do, "shop")["DBClusterMembers"]), 2)
    same(len(do.pages("rds", "DescribeDBClusters", "DBClusters", size=20)), 1)


def case_its_changes(do):
    arn = cluster(do, "shop")["DBClusterArn"]
    do("rds", "ModifyDBCluster", DBClusterIdentifier="shop", BackupRetentionPeriod=3, ApplyImmediately=True)
    steady(do)
    do("rds", "AddRoleToDBCluster", **ROLE)
    do("rds", "RemoveRoleFromDBCluster", **ROLE)
    do("rds", "EnableHttpEndpoint", ResourceArn=arn)
    do("rds", "DisableHttpEndpoint", ResourceArn=arn)
    do("rds", "CreateDBClusterEndpoint", DBClusterIdentifier="shop", DBClusterEndpointIdentifier="reports",
       EndpointType="READER")
    do("rds", "DescribeDBClusterEndpoints", DBClusterIdentifier="shop")
    do("rds", "ModifyDBClusterEndpoint", DBClusterEndpointIdentifier="reports", EndpointType="ANY")
    do("rds", "DeleteDBClusterEndpoint", DBClusterEndpointIdentifier="reports")
    do("rds", "FailoverDBCluster", DBClusterIdentifier="shop")
    rest(do)


def case_its_snapshots(do):
    steady(do)
    do("rds", "CreateDBClusterSnapshot", DBClusterIdentifier="shop", DBClusterSnapshotIdentifier="shop-mine")
    do.wait("rds", "db_cluster_snapshot_available", DBClusterSnapshotIdentifier="shop-mine")
    do("rds", "CopyDBClusterSnapshot", SourceDBClusterSnapshotIdentifier="shop-mine",
       TargetDBClusterSnapshotIdentifier="shop-copy")
    do.wait("rds", "db_cluster_snapshot_available", DBClusterSnapshotIdentifier="shop-copy")
    do("rds", "DescribeDBClusterSnapshots", DBClusterSnapshotIdentifier="shop-copy")
    do.pages("rds", "DescribeDBClusterSnapshots", "DBClusterSnapshots", size=20)
    do("rds", "ModifyDBClusterSnapshotAttribute", DBClusterSnapshotIdentifier="shop-copy", AttributeName="restore",
       ValuesToAdd=["444455556666"])
    do("rds", "DescribeDBClusterSnapshotAttributes", DBClusterSnapshotIdentifier="shop-copy")
    do("rds", "RestoreDBClusterFromSnapshot", DBClusterIdentifier="lifted-cluster", SnapshotIdentifier="shop-copy",
       **ENGINE)
    do.wait("rds", "db_cluster_available", DBClusterIdentifier="lifted-cluster")
    do("rds", "DeleteDBClusterSnapshot", DBClusterSnapshotIdentifier="shop-copy")
    do.wait("rds", "db_cluster_snapshot_deleted", DBClusterSnapshotIdentifier="shop-copy")


def case_its_states(do):
    steady(do)
    do("rds", "StopDBCluster", DBClusterIdentifier="shop")
    until(lambda: cluster(do, "shop")["Status"] == "stopped")
    do("rds", "StartDBCluster", DBClusterIdentifier="shop")
    rest(do)
    do("rds", "DeleteDBCluster", DBClusterIdentifier="lifted-cluster", SkipFinalSnapshot=True)
    do.wait("rds", "db_cluster_deleted", DBClusterIdentifier="lifted-cluster")
    for name in ("shop-1", "shop-2"):
        settle(do, name)


def case_multi_az(do):
    do("rds", "CreateDBCluster", DBClusterIdentifier="trio", Engine="postgres", DBClusterInstanceClass="db.m6gd.large",
       AllocatedStorage=100, StorageType="io1", Iops=1000, DBSubnetGroupName="subnets", MasterUsername="master", MasterUserPassword="first-word")
    do.wait("rds", "db_cluster_available", DBClusterIdentifier="trio")
    do("rds", "RebootDBCluster", DBClusterIdentifier="trio")


def case_pages(do):
    for operation, member in (("DescribeDBClusterEndpoints", "DBClusterEndpoints"),
                              ("DescribeDBClusterParameterGroups", "DBClusterParameterGroups")):
        do.pages("rds", operation, member, size=20)


def case_refused(do):
    for operation, members in {
            "DescribeDBClusters": {}, "ModifyDBCluster": {}, "DeleteDBCluster": {"SkipFinalSnapshot": True},
            "StartDBCluster": {}, "StopDBCluster": {}, "RebootDBCluster": {}, "FailoverDBCluster": {},
            "AddRoleToDBCluster": {"RoleArn": ROLE["RoleArn"]}, "RemoveRoleFromDBCluster": {"RoleArn": ROLE["RoleArn"]},
            "DescribeDBClusterEndpoints": {},
            "CreateDBClusterEndpoint": {"DBClusterEndpointIdentifier": "x", "EndpointType": "ANY"},
            "CreateDBClusterSnapshot": {"DBClusterSnapshotIdentifier": "x"}}.items():
        do.refused("DBClusterNotFoundFault", "rds", operation, DBClusterIdentifier="none", **members)
    for operation, members in {
            "DescribeDBClusterSnapshots": {}, "DescribeDBClusterSnapshotAttributes": {},
            "DeleteDBClusterSnapshot": {}, "ModifyDBClusterSnapshotAttribute": {"AttributeName": "restore"}}.items():
        do.refused("DBClusterSnapshotNotFoundFault", "rds", operation, DBClusterSnapshotIdentifier="none", **members)
    do.refused("DBClusterSnapshotNotFoundFault", "rds", "CopyDBClusterSnapshot",
               SourceDBClusterSnapshotIdentifier="none", TargetDBClusterSnapshotIdentifier="x")
    do.refused("DBClusterSnapshotNotFoundFault", "rds", "RestoreDBClusterFromSnapshot", DBClusterIdentifier="x",
               SnapshotIdentifier="none", **ENGINE)
    do.refused("DBClusterAlreadyExistsFault", "rds", "CreateDBCluster", DBClusterIdentifier="shop",
               MasterUsername="master", MasterUserPassword="first-word", **ENGINE)
    for operation in ("ModifyDBClusterEndpoint", "DeleteDBClusterEndpoint"):
        do.refused("DBClusterEndpointNotFoundFault", "rds", operation, DBClusterEndpointIdentifier="none")
