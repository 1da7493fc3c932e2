/*
 *      {"when": {"operation": "RestoreDBInstanceFromDBSnapshot", "service": "rds", "nth": 2,
 *                "times": 3, "with": {"DBInstanceIdentifier": "a"}},
 *       "do": "error", "code": "Throttling", "message": "Rate exceeded", "status": 400}
 *
 * "nth" counts the calls that match the rest of "when", from 1; "times" is how many from there
 * (without nth and times: every one). The count is kept in the seed's own object.
 */
#include "engine/standin/faults.h"

#include <string.h>

static const char counter[] = "seen";

static enum fault_kind kind_of(struct json_object *fault)
{
        const char *what = json_text(fault, "do");

        if (text_same(what, "error"))
                return FAULT_ERROR;
        if (text_same(what, "drop-before"))
                return FAULT_LOST_BEFORE;
        if (text_same(what, "drop-after"))
                return FAULT_LOST_AFTER;
        if (text_same(what, "fail-status"))
                return FAULT_STATUS;
        return FAULT_NONE;
}

bool faults_check(struct standin *s, struct err *err)
{
        struct json_object *faults = json_array(s->seed, "faults");

        for (size_t i = 0; i < json_count(faults); i++) {
                struct json_object *fault = json_at(faults, i);

                if (!kind_of(fault))
                        return err_set(err, ERR_INVALID,
                                       "fault %zu of the seed: \"do\" is one of error, "
                                       "drop-before, drop-after, fail-status",
                                       i + 1);
                if (kind_of(fault) == FAULT_STATUS && !json_text(fault, "status"))
                        return err_set(err, ERR_INVALID,
                                       "fault %zu of the seed: \"status\" is missing", i + 1);
        }
        return true;
}

static bool matches(struct json_object *when, struct call *call)
{
        const char *service = json_text(when, "service");
        const char *operation = json_text(when, "operation");
        struct json_object *with = json_get(when, "with");

        if (service && strcmp(service, call->service) != 0)
                return false;
        if (operation && strcmp(operation, call->operation) != 0)
                return false;
        if (with && json_object_is_type(with, json_type_object)) {
                json_object_object_foreach(with, name, value)
                {
                        if (!json_object_equal(value, json_get(call->in, name)))
                                return false;
                }
        }
        return true;
}

/* Counts this call; true when it is one of those meant. */
static bool its_turn(struct json_object *fault, struct json_object *when)
{
        int64_t seen = json_int(fault, counter) + 1;
        int64_t nth = json_int(when, "nth"), times = json_int(when, "times");

        json_put_int(fault, counter, seen);
        if (!nth && !times)
                return true;
        if (!nth)
                nth = 1;
        return seen >= nth && seen < nth + (times ? times : 1);
}

static void fail(struct call *call, struct json_object *fault)
{
        const char *code = json_text(fault, "code"), *message = json_text(fault, "message");
        int status = (int)json_int(fault, "status");

        call_fail(call, status ? status : 400, code ? code : "Throttling", "%s",
                  message ? message : "Rate exceeded");
}

enum fault_kind faults_of(struct call *call)
{
        struct json_object *faults = json_array(call->cloud->root->seed, "faults");

        for (size_t i = 0; i < json_count(faults); i++) {
                struct json_object *fault = json_at(faults, i);
                struct json_object *when = json_get(fault, "when");
                enum fault_kind kind = kind_of(fault);

                if (!matches(when, call) || !its_turn(fault, when))
                        continue;
                if (kind == FAULT_ERROR)
                        fail(call, fault);
                if (kind == FAULT_STATUS)
                        call->fail_status = json_text(fault, "status");
                return kind;
        }
        return FAULT_NONE;
}
