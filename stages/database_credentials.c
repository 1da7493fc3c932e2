/* database.credentials: a restored database has its source's master password; give it our own. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine/aws/watch.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/database_any.h"
#include "stages/secret.h"

enum {
        MASTER_PASSWORD_MIN = 8,
        MASTER_PASSWORD_MAX = 128,
        CLUSTER_PASSWORD_MAX = 41, /* ModifyDBClusterMessage */
        SET_TRIES = 5,
};

static const struct port inputs[] = {
        {"database", VALUE_TEXT, .required = true, .help = "name of the DB instance or cluster"},
        {"resource_id", VALUE_TEXT,
         .help = "the RDS resource id it must have; from database.restore"},
        {"parameter", VALUE_TEXT,
         .help = "SecureString that holds the password; default /<stack>/db/password"},
        {"secret", VALUE_TEXT, .help = "Secrets Manager secret that holds it, in place of it"},
        {"key", VALUE_TEXT, .help = "member of the secret's JSON; the whole secret when not given"},
        {"from", VALUE_TEXT,
         .help = "in place of these, as a container's secret is written: a parameter's name, or an "
                 "ARN, with :KEY:: for a member"},
        {"managed", VALUE_FLAG, .fallback = "false",
         .help = "let RDS make the password and keep it in Secrets Manager"},
        {"kms_key", VALUE_TEXT, .help = "with managed: the key its secret is encrypted with"},
        {0},
};

static const struct port outputs[] = {
        {"database", VALUE_TEXT, .help = "name of the DB instance or cluster"},
        {"user", VALUE_TEXT, .help = "its master user"},
        {"password", VALUE_TEXT, .help = "where the password is, as a container's secret takes it"},
        {0},
};

static const struct stage_action actions[] = {
        {"rds:DescribeDBInstances", "*"},
        {"rds:DescribeEvents", "*"},
        {"rds:ModifyDBInstance", "rds:db:{instance} rds:pg:* rds:og:*"},
        {"rds:DescribeDBClusters", "*"},
        {"rds:ModifyDBCluster", "rds:cluster:{db} rds:cluster-pg:*", ACTION_CLUSTER},
        {"rds:ListTagsForResource", "*"},
        {"ssm:GetParameter", "ssm:parameter/{stack}/* {parameter:from}"},
        {"secretsmanager:GetSecretValue", "{secret:from}"},
        {"secretsmanager:DescribeSecret", "{secret:from}"},
        {"secretsmanager:CreateSecret", "secretsmanager:secret:rds!*", .when = "managed"},
        {"secretsmanager:TagResource", "secretsmanager:secret:rds!*", .when = "managed"},
        {"kms:Decrypt", "{key}", .when = "kms"},
        {"kms:DescribeKey", "{key}", .when = "kms"},
        {"kms:CreateGrant", "{key}", .when = "kms"},
        {"kms:GenerateDataKey", "{key}", .when = "kms"},
        {0},
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

/* Where the password is, by whichever of the inputs says so. */
static bool find_reference(struct stage *s, struct secret_reference *out, struct err *err)
{
        const char *parameter = stage_text(s, "parameter"), *secret = stage_text(s, "secret");
        const char *from = stage_text(s, "from"), *key = stage_text(s, "key");
        char name[PARAMETER_SIZE];

        *out = (struct secret_reference){0};
        if (parameter && secret)
                return err_set(err, ERR_INVALID, "both parameter and secret are given");
        if (from && (parameter || secret))
                return err_set(err, ERR_INVALID, "both from and %s are given",
                               secret ? "secret" : "parameter");
        if (secret) {
                if (!secret_reference_of_secret(secret, out, err))
                        return false;
                if (key)
                        xreplace(&out->key, key);
                return true;
        }
        cloud_parameter(stage_stack(s), "password", name);
        if (from)
                return secret_reference_parse(from, out, err);
        return secret_reference_parse(parameter ? parameter : name, out, err);
}

/* The caller wipes and frees *password. */
static bool read_password(struct stage *s, char **password, struct err *err)
{
        struct secret_reference ref;
        bool ok = find_reference(s, &ref, err) && secret_value_of(s, &ref, password, err) &&
                  check_password(ref.id, *password, err);

        secret_reference_release(&ref);
        return ok;
}

/* Sets it and waits until it is in force. A lost call may have taken effect: the database is let
 * come to rest, and setting the same password once more does no harm. */
static bool set_password(struct stage *s, const char *id, const char *password, struct database *db,
                         struct err *err)
{
        struct rds_modify modify = {.id = id, .master_password = password};
        char *result = xasprintf("new master password of %s accepted", id);
        bool ok = false;

        for (int n = 1; n <= SET_TRIES; n++) {
                if (!stage_intend(s, err, "set the master password of %s", id))
                        break;
                ok = database_modify(s, &modify, result, db, err);
                if (ok || n == SET_TRIES || (!err_is(err, ERR_LOST) && !err_is(err, ERR_STATE)))
                        break;
                err_clear(err);
                if (!database_rest(s, db, err))
                        break;
        }
        free(result);
        return ok;
}

static bool check_length(const struct database *db, const char *password, struct err *err)
{
        size_t len = strlen(password);

        return !db->is_cluster || len <= CLUSTER_PASSWORD_MAX ||
               err_set(err, ERR_INVALID,
                       "the password has %zu characters, RDS takes at most %d for cluster %s", len,
                       CLUSTER_PASSWORD_MAX, db->id);
}

static bool change(struct stage *s, struct database *db, struct err *err)
{
        char *id = xstrdup(db->id), *password = NULL;
        bool ok;

        /* What an earlier attempt asked for may still be under way; two at once are not told apart.
         */
        ok = (!stage_has_intended(s) || database_rest(s, db, err)) &&
             read_password(s, &password, err) && check_length(db, password, err) &&
             set_password(s, id, password, db, err) && stage_remember_text(s, "done", id, err);
        secret_wipe(&password);
        free(id);
        return ok;
}

/* --- a password of RDS's own --- */

static bool look_again(struct stage *s, const char *id, struct database *db, struct err *err)
{
        bool found;

        database_release(db);
        return database_look(s, id, db, &found, err) &&
               (found || err_set(err, ERR_NOT_FOUND, "database %s is gone", id));
}

/* RDS makes the secret in the background: its ARN comes first, its value with "active". */
static bool wait_for_secret(struct stage *s, const char *id, struct database *db, struct err *err)
{
        for (int look = 0; !text_same(db->master_secret_status, "active"); look++) {
                if (text_same(db->master_secret_status, "impaired"))
                        return err_set(err, ERR_FAILED,
                                       "the secret that RDS keeps for %s is impaired: %s", id,
                                       db->master_secret);
                stage_note(s, "the secret of %s is %s", id,
                           db->master_secret_status ? db->master_secret_status : "to come");
                if (!stage_sleep(s, watch_pause(stage_aws(s), look), err) ||
                    !look_again(s, id, db, err))
                        return false;
        }
        return db->master_secret ||
               err_set(err, ERR_FAILED, "RDS names no secret for %s's password", id);
}

/* Looks whether RDS manages it already, so that a lost answer is not asked for again blindly. */
static bool let_rds_manage(struct stage *s, const char *id, struct database *db, struct err *err)
{
        struct rds_modify modify = {
                .id = id, .manage_password = true, .password_key = stage_text(s, "kms_key")};
        char *result = xasprintf("RDS keeps the master password of %s", id);
        bool ok = true;

        for (int n = 1; ok && !db->master_secret; n++) {
                ok = stage_intend(s, err, "let RDS keep the master password of %s in a secret",
                                  id) &&
                     database_modify(s, &modify, result, db, err);
                if (ok || n == SET_TRIES || (!err_is(err, ERR_LOST) && !err_is(err, ERR_STATE)))
                        break;
                err_clear(err);
                ok = database_rest(s, db, err);
        }
        free(result);
        return ok && wait_for_secret(s, id, db, err);
}

static bool check_inputs(struct stage *s, struct err *err)
{
        if (stage_flag(s, "managed") && (stage_text(s, "secret") || stage_text(s, "key")))
                return err_set(err, ERR_INVALID, "both managed and a secret are given");
        if (stage_text(s, "kms_key") && !stage_flag(s, "managed"))
                return err_set(err, ERR_INVALID, "kms_key is given without managed");
        return true;
}

/* What a task definition takes; of a secret given by name, the ARN is asked for. */
static bool put_reference(struct stage *s, const struct database *db, struct err *err)
{
        struct secret_reference ref = {0};
        struct secret secret = {0};
        char *text = NULL;
        bool ok = true;

        if (stage_flag(s, "managed")) {
                if (db && db->master_secret)
                        text = secret_reference_make(db->master_secret, "password");
        } else if ((ok = find_reference(s, &ref, err))) {
                if (!ref.is_secret)
                        text = xstrdup(ref.id);
                else if (stage_text(s, "from"))
                        text = xstrdup(stage_text(s, "from"));
                else if ((ok = secret_find(s, ref.id, &secret, err)))
                        text = secret_reference_make(secret.arn, ref.key);
        }
        stage_output_text(s, "password", text);
        free(text);
        secrets_release(&secret);
        secret_reference_release(&ref);
        return ok;
}

static bool credentials(struct stage *s, struct err *err)
{
        const char *id = stage_text(s, "database");
        struct database db = {0};
        bool found = false, ok = check_inputs(s, err) && database_look(s, id, &db, &found, err);

        if (ok && !found)
                ok = err_set(err, ERR_NOT_FOUND, "there is no database %s", id);
        ok = ok && database_check_same(id, stage_text(s, "resource_id"), db.resource_id, err);
        if (ok && !database_is_made_by_run(s, &db))
                stage_unchanged(s, "%s was not made by this run", id);
        else if (ok && stage_flag(s, "managed"))
                ok = let_rds_manage(s, id, &db, err);
        else if (ok && !text_same(stage_recall_text(s, "done"), id))
                ok = change(s, &db, err);
        ok = ok && put_reference(s, &db, err);
        if (ok) {
                stage_output_text(s, "database", id);
                stage_output_text(s, "user", db.master_user);
        }
        database_release(&db);
        return ok;
}

/* The database is not there yet, but the password can be looked at already. */
static bool plan(struct stage *s, struct err *err)
{
        const char *id = stage_text(s, "database");
        bool managed = stage_flag(s, "managed"), found = false, ok;
        struct database db = {0};
        char *password = NULL;

        ok = check_inputs(s, err) && database_look(s, id, &db, &found, err) &&
             (managed || read_password(s, &password, err)) &&
             put_reference(s, found ? &db : NULL, err);
        secret_wipe(&password);
        database_release(&db);
        if (ok && found)
                stage_unchanged(s, "%s is there already", id);
        else if (ok)
                stage_would(s, WOULD_CHANGE, "rds:ModifyDBInstance", id,
                            managed ? stage_parameters("ManageMasterUserPassword", "true", NULL)
                                    : stage_parameters("MasterUserPassword", "(not shown)", "from",
                                                       stage_text(s, "from"), NULL));
        return ok;
}

/* Whether it was done can't be seen; setting the same password again does no harm. */
static bool recover(struct stage *s, struct err *err)
{
        const char *id = stage_text(s, "database");
        struct database db = {0};
        bool found, ok = database_look(s, id, &db, &found, err) &&
                         put_reference(s, found ? &db : NULL, err);

        if (ok && found) {
                stage_output_text(s, "database", id);
                stage_output_text(s, "user", db.master_user);
        }
        database_release(&db);
        return ok;
}

const struct stage_type stage_database_credentials = {
        .name = "database.credentials",
        .summary = "set a restored database's master password to the stack's own",
        .notes =
                "A snapshot brings the password of the tier it was taken in. This stage sets the "
                "one in `/<stack>/db/password` (or in a secret of Secrets Manager) and waits until "
                "it is in force. Only a database that this run made is changed. There is nothing "
                "to undo: the database itself is deleted.\n\n"
                "With `managed: true` RDS makes a password and keeps it in a secret of its own, "
                "which goes when the database goes; give containers the output `password`, so that "
                "they are moved to the new secret together with the new database.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = credentials,
        .plan = plan,
        .recover = recover,
};
