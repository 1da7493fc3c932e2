/* Settings of a DB instance that is there: modified, given roles, restarted. */
#include "stages/instance_settings.h"

#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database.h"
#include "stages/protection.h"

enum { MODIFY_PASSES = 3, REBOOT_TRIES = 3, ROLE_TRIES = 3 };

/* Modifies and waits until the database has come to rest again. */
static bool modify(struct stage *s, const struct drift *drift, const char *id,
                   struct rds_instance *db, struct err *err)
{
        struct rds_modify request = {.id = id, .settings = drift->settings};
        struct text names = TEXT_INIT;
        bool ok;

        strlist_join(&drift->names, ", ", &names);
        ok = stage_intend(s, err, "modify %s: %s", id, text_str(&names)) &&
             protection_intended(s, drift->settings, err);
        if (ok && !rds_modify_instance(stage_aws(s), &request, NULL, err)) {
                ok = err_is(err, ERR_LOST) || err_is(err, ERR_STATE);
                if (ok)
                        err_clear(err); /* what came of it is seen at the next look */
        } else if (ok) {
                ok = stage_result(s, err, "modification of %s accepted", id);
        }
        ok = ok && database_wait_change(s, id, db, err);
        text_release(&names);
        return ok;
}

/* Settings that the restore does not take, or did not. */
bool instance_put_right(struct stage *s, const struct fingerprint *f, struct rds_instance *db,
                        struct err *err)
{
        char *id = xstrdup(db->id);
        bool ok = true, differs = false;

        for (int pass = 0; ok && pass <= MODIFY_PASSES; pass++) {
                struct drift drift;

                differs = fingerprint_drift(f, db->settings, &drift);
                if (differs && pass == MODIFY_PASSES) {
                        struct text names = TEXT_INIT;

                        strlist_join(&drift.names, ", ", &names);
                        ok = err_set(err, ERR_FAILED, "database %s does not take on: %s", id,
                                     text_str(&names));
                        text_release(&names);
                } else if (differs) {
                        ok = modify(s, &drift, id, db, err);
                }
                drift_release(&drift);
                if (!differs)
                        break;
        }
        free(id);
        return ok;
}

/* Static parameters of the parameter group come into force at a reboot only. */
bool instance_bring_into_force(struct stage *s, struct rds_instance *db, struct err *err)
{
        bool ok = true;

        for (int n = 0; ok && n < REBOOT_TRIES && database_needs_reboot(db); n++) {
                char *id = xstrdup(db->id);

                ok = stage_intend(s, err, "reboot %s: parameters are pending", id);
                if (ok && !rds_reboot_instance(stage_aws(s), id, err)) {
                        ok = err_is(err, ERR_LOST) || err_is(err, ERR_STATE);
                        if (ok)
                                err_clear(err);
                } else if (ok) {
                        ok = stage_result(s, err, "reboot of %s accepted", id);
                }
                ok = ok && database_wait_change(s, id, db, err);
                free(id);
        }
        if (ok && database_needs_reboot(db))
                return err_set(err, ERR_FAILED, "parameters of %s are still pending after reboots",
                               db->id);
        return ok;
}

/* The roles that its features use: a call of its own for each. */
static bool add_roles(struct stage *s, const struct fingerprint *f, const char *id,
                      struct rds_instance *db, struct err *err)
{
        struct json_object *missing = fingerprint_missing(f, db->settings, "roles");
        bool ok = true;

        for (size_t i = 0; ok && i < json_count(missing); i++) {
                struct json_object *role = json_at(missing, i);
                const char *arn = json_text(role, "RoleArn");
                const char *feature = json_text(role, "FeatureName");

                if (!arn)
                        continue;
                ok = stage_intend(s, err, "give %s the role %s", id, arn);
                if (ok &&
                    !rds_add_role_to_instance(stage_aws(s), id, arn, feature ? feature : "", err)) {
                        ok = err_is(err, ERR_LOST) || err_is(err, ERR_STATE) ||
                             err_is(err, ERR_EXISTS);
                        if (ok)
                                err_clear(err); /* looked at again below */
                } else if (ok) {
                        ok = stage_result(s, err, "%s has the role %s", id, arn);
                }
        }
        if (ok && json_count(missing))
                ok = database_wait_change(s, id, db, err);
        json_object_put(missing);
        return ok;
}

bool instance_have_roles(struct stage *s, const struct fingerprint *f, struct rds_instance *db,
                         struct err *err)
{
        char *id = xstrdup(db->id);
        bool ok = true;

        /* what is missing in the end is reported */
        for (int n = 0; ok && n < ROLE_TRIES && !fingerprint_has(f, db->settings, "roles"); n++)
                ok = add_roles(s, f, id, db, err);
        free(id);
        return ok;
}
