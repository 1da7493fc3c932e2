/* Clusters of RDS: whole answers read, and what is sent beside the settings' tables. */
#include <stdlib.h>
#include <string.h>

#include "helper_aws.h"

#include "engine/aws/rds_cluster.h"
#include "engine/base/mem.h"

#define ID "xy-0146-qa-20261121010710"
#define CLUSTER                                                                                    \
        "<DBCluster><DBClusterIdentifier>" ID "</DBClusterIdentifier>"                             \
        "<Status>available</Status><DbClusterResourceId>cluster-ABC</DbClusterResourceId>"         \
        "<Engine>aurora-postgresql</Engine><EngineVersion>15.4</EngineVersion>"                    \
        "<Endpoint>" ID ".cluster-x.eu-central-1.rds.amazonaws.com</Endpoint>"                     \
        "<ReaderEndpoint>" ID ".cluster-ro-x.eu-central-1.rds.amazonaws.com</ReaderEndpoint>"      \
        "<Port>5432</Port><DeletionProtection>true</DeletionProtection>"                           \
        "<DBClusterMembers>"                                                                       \
        "<DBClusterMember><DBInstanceIdentifier>b</DBInstanceIdentifier>"                          \
        "<IsClusterWriter>false</IsClusterWriter><PromotionTier>2</PromotionTier>"                 \
        "<DBClusterParameterGroupStatus>pending-reboot</DBClusterParameterGroupStatus>"            \
        "</DBClusterMember>"                                                                       \
        "<DBClusterMember><DBInstanceIdentifier>a</DBInstanceIdentifier>"                          \
        "<IsClusterWriter>true</IsClusterWriter><PromotionTier>1</PromotionTier>"                  \
        "</DBClusterMember></DBClusterMembers>"                                                    \
        "<AvailabilityZones><AvailabilityZone>z1</AvailabilityZone>"                               \
        "<AvailabilityZone>z2</AvailabilityZone></AvailabilityZones>"                              \
        "<VpcSecurityGroups><VpcSecurityGroupMembership><VpcSecurityGroupId>sg-1"                  \
        "</VpcSecurityGroupId><Status>active</Status></VpcSecurityGroupMembership>"                \
        "</VpcSecurityGroups>"                                                                     \
        "<AssociatedRoles><DBClusterRole><RoleArn>arn:r</RoleArn><Status>ACTIVE</Status>"          \
        "<FeatureName>s3Import</FeatureName></DBClusterRole></AssociatedRoles>"                    \
        "<ServerlessV2ScalingConfiguration><MinCapacity>0.5</MinCapacity>"                         \
        "<MaxCapacity>16</MaxCapacity></ServerlessV2ScalingConfiguration>"                         \
        "<PendingModifiedValues><Iops>1</Iops></PendingModifiedValues>"                            \
        "<EngineMode>provisioned</EngineMode><LocalWriteForwardingStatus>disabled"                 \
        "</LocalWriteForwardingStatus><ActivityStreamStatus>stopped</ActivityStreamStatus>"        \
        "<TagList><Tag><Key>team</Key><Value>blue</Value></Tag></TagList></DBCluster>"

static struct err err;
static bool ok;
static struct rds_cluster cluster;

static void done(struct fake *f)
{
        rds_cluster_release(&cluster);
        fake_free(f);
        err_clear(&err);
}

static void find(struct fake *f)
{
        ok = rds_find_cluster(f->aws, ID, &cluster, &err);
}

static void test_a_cluster_is_read(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "DescribeDBClusters", "<DBClusters>" CLUSTER "</DBClusters>");
        fake_run(f, find);
        assert_true(ok);
        assert_string_equal(f->sent[0].body, "Action=DescribeDBClusters&Version=2014-10-31"
                                             "&DBClusterIdentifier=" ID);
        assert_string_equal(cluster.resource_id, "cluster-ABC");
        assert_string_equal(cluster.reader, ID ".cluster-ro-x.eu-central-1.rds.amazonaws.com");
        assert_true(cluster.deletion_protection);
        assert_int_equal(cluster.member_count, 2);
        assert_string_equal(cluster.members[0].id, "b");
        assert_false(cluster.members[0].writer);
        assert_int_equal(cluster.members[0].tier, 2);
        assert_string_equal(cluster.members[0].parameter_status, "pending-reboot");
        assert_true(cluster.members[1].writer);
        assert_string_equal(cluster.pending.items[0], "Iops");
        assert_string_equal(tags_get(&cluster.tags, "team"), "blue");
        assert_string_equal(
                json_line(cluster.settings),
                "{\"zones\":[\"z1\",\"z2\"],\"port\":5432,\"security_groups\":[\"sg-1\"],"
                "\"roles\":[{\"RoleArn\":\"arn:r\",\"FeatureName\":\"s3Import\"}],"
                "\"deletion_protection\":true,"
                "\"scaling\":{\"MinCapacity\":\"0.5\",\"MaxCapacity\":\"16\"}}");
        done(f);
}

static void test_another_ones_answer_is_not_taken(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "DescribeDBClusters",
                 "<DBClusters><DBCluster><DBClusterIdentifier>other</DBClusterIdentifier>"
                 "<Status>available</Status></DBCluster></DBClusters>");
        fake_run(f, find);
        assert_false(ok);
        assert_int_equal(err.code, ERR_INVALID);
        done(f);
}

static void test_one_that_is_not_there(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml_error(f, 404, "DBClusterNotFoundFault", "no such cluster");
        fake_run(f, find);
        assert_false(ok);
        assert_int_equal(err.code, ERR_NOT_FOUND);
        done(f);
}

static void restore(struct fake *f)
{
        static const char text[] = "{\"scaling\": {\"MinCapacity\": \"0.5\"}, \"port\": 5433,"
                                   " \"maintenance_window\": \"not of a restore\"}";
        struct rds_cluster_restore r = {
                .id = ID, .snapshot = "snap", .engine = "aurora-postgresql", .version = "15.4"};
        struct tags tags = {0};

        assert_true(json_parse(text, strlen(text), &r.settings, &err));
        tags_set(&tags, "a", "b");
        r.tags = &tags;
        ok = rds_restore_cluster(f->aws, &r, &cluster, &err);
        json_object_put(r.settings);
        tags_release(&tags);
}

static void test_a_restore_sends(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "RestoreDBClusterFromSnapshot", CLUSTER);
        fake_run(f, restore);
        assert_true(ok);
        assert_string_equal(f->sent[0].body,
                            "Action=RestoreDBClusterFromSnapshot&Version=2014-10-31"
                            "&DBClusterIdentifier=" ID "&SnapshotIdentifier=snap"
                            "&Engine=aurora-postgresql&EngineVersion=15.4&Port=5433"
                            "&ServerlessV2ScalingConfiguration.MinCapacity=0.5"
                            "&Tags.Tag.1.Key=a&Tags.Tag.1.Value=b");
        done(f);
}

static void delete_with_final(struct fake *f)
{
        ok = rds_delete_cluster(f->aws, ID, "final", false, NULL, &err);
}

static void test_a_deletion_sends(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "DeleteDBCluster", CLUSTER);
        fake_run(f, delete_with_final);
        assert_true(ok);
        assert_string_equal(f->sent[0].body,
                            "Action=DeleteDBCluster&Version=2014-10-31&DBClusterIdentifier=" ID
                            "&SkipFinalSnapshot=false&FinalDBSnapshotIdentifier=final"
                            "&DeleteAutomatedBackups=false");
        done(f);
}

static void test_one_with_members_is_a_matter_of_waiting(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml_error(f, 400, "InvalidDBClusterStateFault",
                       "Cluster cannot be deleted, it still contains DB instances");
        fake_run(f, delete_with_final);
        assert_false(ok);
        assert_int_equal(err.code, ERR_STATE);
        done(f);
}

static struct rds_snapshots snapshots;

static void list(struct fake *f)
{
        ok = rds_list_cluster_snapshots(f->aws, ID, "manual", &snapshots, &err);
}

#define SNAPSHOT(id, source)                                                                       \
        "<DBClusterSnapshot><DBClusterSnapshotIdentifier>" id                                      \
        "</DBClusterSnapshotIdentifier><DBClusterIdentifier>" source                               \
        "</DBClusterIdentifier><Status>available</Status>"                                         \
        "<SnapshotCreateTime>2026-11-20T00:00:00Z</SnapshotCreateTime></DBClusterSnapshot>"

static void test_snapshots_of_exactly_this_cluster(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "DescribeDBClusterSnapshots",
                 "<DBClusterSnapshots>" SNAPSHOT("one", ID) SNAPSHOT("two", ID "-other")
                         SNAPSHOT("three", ID) "</DBClusterSnapshots>");
        fake_run(f, list);
        assert_true(ok);
        assert_int_equal(snapshots.count, 2);
        assert_string_equal(snapshots.items[1].id, "three");
        rds_snapshots_release(&snapshots);
        done(f);
}

static struct rds_cluster_endpoints endpoints;

static void list_endpoints(struct fake *f)
{
        ok = rds_list_cluster_endpoints(f->aws, ID, &endpoints, &err);
}

static void test_endpoints_are_read(void **state)
{
        struct fake *f = fake_new(NULL);

        (void)state;
        fake_xml(f, "DescribeDBClusterEndpoints",
                 "<DBClusterEndpoints><DBClusterEndpointList><Endpoint>w</Endpoint>"
                 "<EndpointType>WRITER</EndpointType></DBClusterEndpointList>"
                 "<DBClusterEndpointList><DBClusterEndpointIdentifier>reports"
                 "</DBClusterEndpointIdentifier><EndpointType>CUSTOM</EndpointType>"
                 "<CustomEndpointType>ANY</CustomEndpointType><StaticMembers><member>a</member>"
                 "</StaticMembers></DBClusterEndpointList></DBClusterEndpoints>");
        fake_run(f, list_endpoints);
        assert_true(ok);
        assert_int_equal(endpoints.count, 2);
        assert_null(endpoints.items[0].id);
        assert_string_equal(endpoints.items[1].id, "reports");
        assert_string_equal(endpoints.items[1].members.items[0], "a");
        rds_cluster_endpoints_release(&endpoints);
        done(f);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_a_cluster_is_read),
                cmocka_unit_test(test_another_ones_answer_is_not_taken),
                cmocka_unit_test(test_one_that_is_not_there),
                cmocka_unit_test(test_a_restore_sends),
                cmocka_unit_test(test_a_deletion_sends),
                cmocka_unit_test(test_one_with_members_is_a_matter_of_waiting),
                cmocka_unit_test(test_snapshots_of_exactly_this_cluster),
                cmocka_unit_test(test_endpoints_are_read),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
