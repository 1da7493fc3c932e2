/* A retired DB instance, made again. */
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/instance_restore.h"
#include "stages/instance_settings.h"
#include "stages/restore_plan.h"
#include "stages/retire_again.h"

#include <stdlib.h>

struct planned {
        struct fingerprint settings;
        struct strlist differs;
};

static bool choose(const struct again *a, struct planned *p, struct err *err)
{
        *p = (struct planned){0};
        fingerprint_init(&p->settings, rds_instance_members, false);
        return again_settings(a, &p->settings, &p->differs, err);
}

static void planned_release(struct planned *p)
{
        fingerprint_release(&p->settings);
        strlist_release(&p->differs);
}

bool again_instance_look_back(struct stage *s, const struct again *a, struct err *err)
{
        struct planned p;
        bool ok = choose(a, &p, err);
        struct restore_plan plan = {
                .action = "rds:RestoreDBInstanceFromDBSnapshot",
                .modify = "rds:ModifyDBInstance",
                .add_role = "rds:AddRoleToDBInstance",
                .snapshot_as = "DBSnapshotIdentifier",
                .id = a->id,
                .snapshot = &a->snapshot,
                .tags = &a->tags,
                .settings = &p.settings,
                .differs = &p.differs,
        };

        if (ok)
                restore_plan_tell(s, &plan);
        planned_release(&p);
        return ok;
}

static bool have(struct stage *s, struct again *a, const struct planned *p, struct rds_instance *db,
                 struct err *err)
{
        struct instance_restore how = {
                .id = a->id,
                .snapshot = a->kept->snapshot,
                .from = a->kept->snapshot,
                .tags = &a->tags,
                .settings = &p->settings,
                .asked = stage_recall(s, AGAIN_NAME_KEY) != NULL,
                .name_key = AGAIN_NAME_KEY,
                .resource_key = AGAIN_RESOURCE_KEY,
        };

        if (!again_await_gone(s, a, err))
                return false;
        *db = a->db.instance;
        a->db.instance = (struct rds_instance){0};
        return instance_restore_have(s, &how, a->found, db, err);
}

/* RDS gives a name the same address again. Were it another, the services would be sent to nothing.
 */
static bool check_address(struct stage *s, const struct again *a, const struct rds_instance *db,
                          struct err *err)
{
        char *whose = xasprintf("database %s", a->id);
        bool ok = again_check_address(s, a, whose, json_text(a->was, "address"), db->address, err);

        free(whose);
        return ok;
}

bool again_instance(struct stage *s, struct again *a, struct err *err)
{
        struct rds_instance db = {0};
        struct planned p;
        bool ok = choose(a, &p, err) && have(s, a, &p, &db, err) &&
                  database_wait(s, a->id, &db, err) &&
                  instance_put_right(s, &p.settings, &db, err) &&
                  instance_have_roles(s, &p.settings, &db, err) &&
                  instance_bring_into_force(s, &db, err) && check_address(s, a, &db, err);

        if (ok) {
                fingerprint_lost(&p.settings, db.settings, &p.differs);
                ok = again_report(s, a, &p.differs, err);
        }
        planned_release(&p);
        rds_instance_release(&db);
        return ok;
}
