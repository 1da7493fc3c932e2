/*
 * What CloudWatch has of databases that nobody uses: how busy one is, is not measured, and what a
 * test wants to be seen of one stands in the seed's "metrics".
 */
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

/* A segment of 64 MiB of PostgreSQL's log every five minutes, in operations of at most 256 KiB. */
static const double idle_rate = 0.9;

struct json_object *rds_model_metric(struct standin *s, struct json_object *asked)
{
        static const struct {
                enum rds_kind kind;
                const char *name, *dimension, *created;
                double value;
        } metrics[] = {
                {RDS_INSTANCE, "WriteIOPS", "DBInstanceIdentifier", "InstanceCreateTime",
                 idle_rate},
                /* a count in five minutes */
                {RDS_CLUSTER, "VolumeWriteIOPs", "DBClusterIdentifier", "ClusterCreateTime",
                 idle_rate * 300},
        };
        struct json_object *dimension = json_at(json_array(asked, "Dimensions"), 0), *out;
        const char *since;
        int64_t created;

        for (size_t i = 0; i < ARRAY_LEN(metrics); i++) {
                struct rds_db *db;

                if (!text_same(json_text(asked, "Namespace"), "AWS/RDS") ||
                    !text_same(json_text(asked, "MetricName"), metrics[i].name) ||
                    json_count(json_array(asked, "Dimensions")) != 1 ||
                    !text_same(json_text(dimension, "Name"), metrics[i].dimension))
                        continue;
                db = rds_find(s, metrics[i].kind, json_text(dimension, "Value"));
                since = db ? json_text(db->is, metrics[i].created) : NULL;
                if (!since || !iso_parse(since, &created)) /* it is still being made */
                        continue;
                out = json_object_new_object();
                json_put(out, "value", json_object_new_double(metrics[i].value));
                json_put(out, "from", json_object_new_double((double)created / 1000));
                return out;
        }
        return NULL;
}
