/*
 * Master passwords that RDS keeps in Secrets Manager (ManageMasterUserPassword): a secret of its
 * own, owned by rds, with the keys username and password. It is made with its database or by a
 * modification, gets a new value when rotation is asked for, and goes with its database.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/front.h"
#include "engine/standin/kms.h"
#include "engine/standin/rds_model.h"

enum { PASSWORD_LENGTH = 28 };

static const char member[] = "MasterUserSecret";

static bool refuse(struct call *call, const char *message)
{
        call_fail(call, 400, "InvalidParameterCombination", "%s", message);
        return false;
}

static bool is_managed(const struct rds_db *db)
{
        return json_get(db->is, member) != NULL;
}

/* --- what may be asked for --- */

bool rds_check_secret_new(struct call *call)
{
        bool manage = json_flag(call->in, "ManageMasterUserPassword");

        if (manage && json_text(call->in, "MasterUserPassword"))
                return refuse(call, "You can't specify MasterUserPassword when "
                                    "ManageMasterUserPassword is turned on");
        if (!manage && json_text(call->in, "MasterUserSecretKmsKeyId"))
                return refuse(call, "MasterUserSecretKmsKeyId is for ManageMasterUserPassword");
        return rds_check_key(call, "MasterUserSecretKmsKeyId");
}

static bool check_turning_on(struct call *call, struct rds_db *db)
{
        if (json_text(call->in, "MasterUserPassword"))
                return refuse(call, "You can't specify MasterUserPassword when "
                                    "ManageMasterUserPassword is turned on");
        if (is_managed(db) && json_text(call->in, "MasterUserSecretKmsKeyId"))
                return refuse(call, "The KMS key of a secret that RDS manages can't be changed");
        return rds_check_key(call, "MasterUserSecretKmsKeyId");
}

bool rds_check_secret(struct call *call, struct rds_db *db)
{
        struct json_object *manage = json_get(call->in, "ManageMasterUserPassword");
        bool on = manage ? json_object_get_boolean(manage) : is_managed(db);
        const char *password = json_text(call->in, "MasterUserPassword");

        if (json_flag(call->in, "RotateMasterUserPassword")) {
                if (!on || !is_managed(db))
                        return refuse(call, "RotateMasterUserPassword is for a master user "
                                            "password that RDS manages");
                if (!json_flag(call->in, "ApplyImmediately"))
                        return refuse(call, "RotateMasterUserPassword needs ApplyImmediately");
        }
        if (manage && on)
                return check_turning_on(call, db);
        if (json_text(call->in, "MasterUserSecretKmsKeyId"))
                return refuse(call, "MasterUserSecretKmsKeyId is for ManageMasterUserPassword");
        if (on && password)
                return refuse(call, "RDS manages the master user password: turn that off to set "
                                    "MasterUserPassword");
        if (manage && !on && is_managed(db) && !password)
                return refuse(call, "MasterUserPassword is required to turn "
                                    "ManageMasterUserPassword off");
        return true;
}

/* --- its life --- */

/* Letters and digits: right for every engine. The caller frees. */
static char *new_password(struct standin *s)
{
        static const char letters[] =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        const char *given = json_text(s->seed, "managed_password");
        char *password;

        if (given)
                return xstrdup(given);
        password = xmalloc(PASSWORD_LENGTH + 1);
        for (size_t i = 0; i < PASSWORD_LENGTH; i++)
                password[i] = letters[world_random(s, sizeof(letters) - 1)];
        password[PASSWORD_LENGTH] = '\0';
        return password;
}

static char *value_of(const struct rds_db *db)
{
        struct json_object *value = json_object_new_object();
        char *text;

        json_put_text(value, "username", json_text(db->is, "MasterUsername"));
        json_put_text(value, "password", db->password);
        text = xstrdup(json_line(value));
        json_object_put(value);
        return text;
}

static void set_status(struct rds_db *db, const char *status)
{
        json_put_text(json_get(db->is, member), "SecretStatus", status);
}

void rds_secret_give(struct rds_db *db, const char *key)
{
        struct json_object *shown = json_object_new_object();
        char uuid[37], *name, *value, *arn;

        if (!db->password)
                db->password = new_password(db->cloud);
        front_uuid(db->cloud, uuid);
        name = xasprintf("rds!%s-%s", db->kind == RDS_CLUSTER ? "cluster" : "db", uuid);
        value = value_of(db);
        arn = secrets_model_manage(db->cloud, name, value, "rds");
        json_put_text(shown, "SecretArn", arn);
        json_put_text(shown, "SecretStatus", "creating");
        json_put_text(shown, "KmsKeyId", key ? key : kms_default(db->cloud, "secretsmanager")->arn);
        json_put(db->is, member, shown);
        explicit_bzero(value, strlen(value));
        free(value);
        free(name);
        free(arn);
}

/* The name, which is what a new value is given by: without the ARN's random end. */
static char *name_of(const struct rds_db *db)
{
        const char *name = strstr(json_text(json_get(db->is, member), "SecretArn"), "rds!");

        return xstrndup(name, strlen(name) - 7);
}

void rds_secret_settle(struct rds_db *db)
{
        const char *status = json_text(json_get(db->is, member), "SecretStatus");
        char *name, *value, *arn;

        if (!status || strcmp(status, "active") == 0)
                return;
        if (strcmp(status, "rotating") == 0) {
                name = name_of(db);
                value = value_of(db);
                arn = secrets_model_manage(db->cloud, name, value, "rds");
                explicit_bzero(value, strlen(value));
                free(value);
                free(name);
                free(arn);
        }
        set_status(db, "active");
}

void rds_secret_drop(struct rds_db *db)
{
        if (!is_managed(db))
                return;
        secrets_model_drop(db->cloud, json_text(json_get(db->is, member), "SecretArn"));
        json_object_object_del(db->is, member);
}

void rds_secret_modify(struct call *call, struct rds_db *db)
{
        struct json_object *manage = json_get(call->in, "ManageMasterUserPassword");
        bool on = json_object_get_boolean(manage);
        char *password;

        if (manage && !on) {
                rds_secret_drop(db);
                return;
        }
        if (!(manage && !is_managed(db)) && !json_flag(call->in, "RotateMasterUserPassword"))
                return;
        /* From here on it is a modification of the password like any other. */
        password = new_password(db->cloud);
        json_put_text(call->in, "MasterUserPassword", password);
        if (is_managed(db)) {
                set_status(db, "rotating");
        } else {
                xreplace(&db->password, password);
                rds_secret_give(db, json_text(call->in, "MasterUserSecretKmsKeyId"));
        }
        explicit_bzero(password, strlen(password));
        free(password);
}
