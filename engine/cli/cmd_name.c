/* snaplift name: what a stack's name means, and every name derived from it. */
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/base/stack.h"
#include "engine/cli/args.h"
#include "engine/cli/commands.h"
#include "engine/cli/message.h"

static bool derive(const struct args *args, struct stack *stack, const char **timestamp,
                   struct err *err)
{
        *timestamp = args_operand(args, 1);
        if (!args_stack(args, 0, stack, err))
                return false;
        if (*timestamp && !stamp_parse(*timestamp, NULL)) {
                err_set(err, ERR_INVALID,
                        "\"%s\" is not a timestamp: 14 digits of a real UTC "
                        "date and time, YYYYMMDDHHMMSS",
                        *timestamp);
                return err_next(err, "e.g. 20261121010710");
        }
        return true;
}

static void print_names(const struct stack *stack, const char *timestamp, bool as_json)
{
        static const char *const parameters[] = {
                "active-timestamp", "previous-timestamp", "host", "port", "name", "user",
                "password"};
        struct json_object *obj = json_object_new_object();
        struct json_object *paths = json_object_new_array();
        char database[DATABASE_SIZE], *lock;

        if (timestamp)
                stack_database(stack, timestamp, database);
        json_put_text(obj, "stack", stack->name);
        json_put_text(obj, "customer", stack->customer);
        json_put_text(obj, "project", stack->project);
        json_put_text(obj, "env", stack->env);
        if (timestamp)
                json_put_text(obj, "database", database);
        else
                json_object_object_add(obj, "database", NULL);
        for (size_t i = 0; i < ARRAY_LEN(parameters); i++) {
                char *path = xasprintf("/%s/db/%s", stack->name, parameters[i]);

                json_add_text(paths, path);
                free(path);
        }
        json_put(obj, "parameters", paths);
        lock = xasprintf("/%s/lock", stack->name);
        json_put_text(obj, "lock", lock);
        free(lock);
        if (as_json) {
                printf("%s\n", json_line(obj));
                json_object_put(obj);
                return;
        }
        printf("stack       %s\ncustomer    %s\nproject     %s\nenv         %s\n", stack->name,
               stack->customer, stack->project, stack->env);
        if (timestamp)
                printf("database    %s\n", database);
        else
                printf("database    %s-<timestamp>\n", stack->name);
        for (size_t i = 0; i < json_count(paths); i++)
                printf("%s  %s\n", i ? "          " : "parameters",
                       json_object_get_string(json_at(paths, i)));
        printf("lock        /%s/lock\n", stack->name);
        json_object_put(obj);
}

static int name(const struct args *args)
{
        struct err err = ERR_INIT;
        const char *timestamp;
        struct stack stack;
        int ending = END_DONE;

        if (derive(args, &stack, &timestamp, &err))
                print_names(&stack, timestamp, args_flag(args, "json"));
        else
                ending = message_error(&err);
        err_clear(&err);
        return ending;
}

static const struct operand operands[] = {
        {"STACK", false, "<customer>-<project>-<env>, e.g. xy-0146-qa"},
        {"TIMESTAMP", true, "14 digits UTC of the initial snapshot, e.g. 20261121010710"},
        {NULL},
};

static const struct option options[] = {
        OPTION_JSON,
        {NULL},
};

const struct command name_command = {
        .name = "name",
        .summary = "print every name derived from a stack and a timestamp",
        .details = "A stack is <customer>-<project>-<env>: a letter and up to 9 letters or digits; "
                   "1 to 8\nletters or digits (0146 keeps its zero); a letter, then letters, "
                   "digits and single inner\nhyphens, at most 12. Lower case only. Its databases "
                   "are <stack>-<timestamp>.",
        .operands = operands,
        .options = options,
        .run = name,
};
