/* database.credentials: a restored database has its source's master password; give it our own. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/secrets.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database.h"

enum { MASTER_PASSWORD_MIN = 8, MASTER_PASSWORD_MAX = 128, SET_TRIES = 5 };

static const struct port inputs[] = {
        {"database", VALUE_TEXT, .required = true, .help = "name of the DB instance"},
        {"parameter", VALUE_TEXT,
         .help = "SecureString that holds the password; default /<stack>/db/password"},
        {"secret", VALUE_TEXT, .help = "Secrets Manager secret that holds it, in place of it"},
        {"key", VALUE_TEXT, .help = "member of the secret's JSON; the whole secret when not given"},
        {0},
};

static const struct port outputs[] = {
        {"database", VALUE_TEXT, .help = "name of the DB instance"},
        {"user", VALUE_TEXT, .help = "its master user"},
        {0},
};

static const char *const actions[] = {
        "rds:DescribeDBInstances",
        "rds:DescribeEvents",
        "rds:ModifyDBInstance",
        "rds:ListTagsForResource",
        "ssm:GetParameter",
        "secretsmanager:GetSecretValue",
        "kms:Decrypt",
        NULL,
};

/* RDS's rules. The text never says more than what is wrong with it. */
static bool check_password(const char *where, const char *password, struct err *err)
{
        size_t len = password ? strlen(password) : 0;

        if (!len)
                return err_set(err, ERR_INVALID, "%s is empty", where);
        if (isspace((unsigned char)password[0]) || isspace((unsigned char)password[len - 1]))
                return err_set(err, ERR_INVALID, "leading or trailing white space in %s", where);
        if (len < MASTER_PASSWORD_MIN || len > MASTER_PASSWORD_MAX)
                return err_set(err, ERR_INVALID, "%s has %zu characters, RDS takes %d to %d", where,
                               len, MASTER_PASSWORD_MIN, MASTER_PASSWORD_MAX);
        for (size_t i = 0; i < len; i++) {
                unsigned char c = (unsigned char)password[i];

                if (c <= ' ' || c > '~' || strchr("/\"@", c))
                        return err_set(err, ERR_INVALID,
                                       "character %zu of %s is one RDS does not take (printable "
                                       "ASCII but / \" @ and space)",
                                       i + 1, where);
        }
        return true;
}

static bool password_of_secret(struct stage *s, const char *id, char **password, struct err *err)
{
        const char *key = stage_text(s, "key");
        struct json_object *json = NULL;
        struct err parse = ERR_INIT;
        char *value = NULL;
        bool ok = true;

        if (!secrets_get(stage_aws(s), id, &value, err))
                return false;
        if (!key) {
                *password = value;
                return true;
        }
        /* a parser's message might quote the secret */
        if (!json_parse(value, strlen(value), &json, &parse))
                ok = err_set(err, ERR_INVALID, "secret %s is not a JSON object", id);
        else if (!json_text(json, key))
                ok = err_set(err, ERR_INVALID, "secret %s has no text member \"%s\"", id, key);
        else
                *password = xstrdup(json_text(json, key));
        err_clear(&parse);
        json_object_put(json);
        secret_wipe(&value);
        return ok;
}

/* The caller wipes and frees *password. */
static bool read_password(struct stage *s, char **password, struct err *err)
{
        const char *parameter = stage_text(s, "parameter"), *secret = stage_text(s, "secret");
        struct ssm_parameter p = {0};
        char name[PARAMETER_SIZE];
        bool ok;

        if (parameter && secret)
                return err_set(err, ERR_INVALID, "both parameter and secret are given");
        if (secret)
                return password_of_secret(s, secret, password, err) &&
                       check_password(secret, *password, err);
        cloud_parameter(stage_stack(s), "password", name);
        if (!parameter)
                parameter = name;
        if (!ssm_get(stage_aws(s), parameter, true, &p, err)) {
                if (err_is(err, ERR_NOT_FOUND))
                        err_next(err, "put the database's password there as a SecureString");
                return false;
        }
        ok = text_same(p.type, "SecureString") ||
             err_set(err, ERR_INVALID, "%s is a %s, expected a SecureString", parameter, p.type);
        if (ok)
                *password = xstrdup(p.value);
        ssm_parameter_release(&p);
        return ok && check_password(parameter, *password, err);
}

/* Sets it and waits until it is in force. A lost call may have taken effect: the database is let
 * come to rest, and setting the same password once more does no harm. */
static bool set_password(struct stage *s, const char *id, const char *password,
                         struct rds_instance *db, struct err *err)
{
        struct rds_modify modify = rds_modify_init();
        struct rds_instance answer = {0};
        bool ok;

        modify.id = id;
        modify.master_password = password;
        for (int n = 1; n <= SET_TRIES; n++) {
                if (!stage_intend(s, err, "set the master password of %s", id))
                        return false;
                if (rds_modify_instance(stage_aws(s), &modify, &answer, err)) {
                        ok = stage_result(s, err, "new master password of %s accepted", id) &&
                             database_wait_change(s, id, &answer, db, err);
                        rds_instance_release(&answer);
                        return ok;
                }
                if (n == SET_TRIES || (!err_is(err, ERR_LOST) && !err_is(err, ERR_STATE)))
                        return false;
                err_clear(err);
                if (!database_wait_change(s, id, NULL, db, err))
                        return false;
        }
        return false;
}

static bool change(struct stage *s, struct rds_instance *db, struct err *err)
{
        char *id = xstrdup(db->id), *password = NULL;
        bool ok;

        ok = read_password(s, &password, err) && set_password(s, id, password, db, err) &&
             stage_remember_text(s, "done", id, err);
        secret_wipe(&password);
        free(id);
        return ok;
}

static bool credentials(struct stage *s, struct err *err)
{
        const char *id = stage_text(s, "database");
        struct rds_instance db = {0};
        bool ok = rds_find_instance(stage_aws(s), id, &db, err);

        if (ok && !database_is_of_run(s, &db))
                stage_unchanged(s, "%s was not made by this run", id);
        else if (ok && !text_same(stage_recall_text(s, "done"), id))
                ok = change(s, &db, err);
        if (ok) {
                stage_output_text(s, "database", id);
                stage_output_text(s, "user", db.master_user);
        }
        rds_instance_release(&db);
        return ok;
}

/* The database is not there yet, but the password can be looked at already. */
static bool plan(struct stage *s, struct err *err)
{
        struct rds_instance db = {0};
        char *password = NULL;
        bool found = false, ok;

        ok = database_find(s, stage_text(s, "database"), &db, &found, err) &&
             read_password(s, &password, err);
        secret_wipe(&password);
        rds_instance_release(&db);
        if (ok && found)
                stage_unchanged(s, "%s is there already", stage_text(s, "database"));
        else if (ok)
                stage_would(s, "rds:ModifyDBInstance %s: the master password",
                            stage_text(s, "database"));
        return ok;
}

const struct stage_type stage_database_credentials = {
        .name = "database.credentials",
        .summary = "set a restored database's master password to the stack's own",
        .notes =
                "A snapshot brings the password of the tier it was taken in. This stage sets the "
                "one in `/<stack>/db/password` (or in a secret of Secrets Manager) and waits until "
                "it is in force. Only a database that this run made is changed. There is nothing "
                "to undo: the database itself is deleted.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = credentials,
        .plan = plan,
};
