#include "engine/base/stack.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/text.h"

static bool lower_or_digit(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool letter(char c)
{
        return c >= 'a' && c <= 'z';
}

static bool plain(const char *part, size_t max)
{
        size_t len = strlen(part);

        if (len < 1 || len > max)
                return false;
        for (size_t i = 0; i < len; i++) {
                if (!lower_or_digit(part[i]))
                        return false;
        }
        return true;
}

static bool has_upper(const char *part)
{
        for (; *part; part++) {
                if (isupper((unsigned char)*part))
                        return true;
        }
        return false;
}

static bool refuse(struct err *err, const char *what, const char *found, const char *expected)
{
        struct text shown = TEXT_INIT;

        text_add_printable(&shown, found);
        err_set(err, ERR_INVALID, "%s \"%s\": expected %s%s", what, text_str(&shown), expected,
                has_upper(found) ? " (upper case is not folded: write it in lower case)" : "");
        text_release(&shown);
        return false;
}

static bool check_customer(const char *part, struct err *err)
{
        static const char *const reserved[] = {"common", "internal", "sthree", "xn"};

        if (!plain(part, 10) || !letter(part[0]))
                return refuse(err, "customer", part,
                              "a letter, then letters and digits, at most 10");
        for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++) {
                if (strcmp(part, reserved[i]) == 0)
                        return err_set(err, ERR_INVALID, "customer \"%s\" is a reserved name",
                                       part);
        }
        if (text_starts(part, "aws") || text_starts(part, "ssm"))
                return err_set(err, ERR_INVALID,
                               "customer \"%s\": Parameter Store refuses names that start with "
                               "aws or ssm",
                               part);
        return true;
}

static bool check_env(const char *part, struct err *err)
{
        static const char expected[] =
                "a letter, then letters, digits and single inner hyphens, at most 12";
        size_t len = strlen(part);

        if (len < 1 || len > 12 || !letter(part[0]) || part[len - 1] == '-')
                return refuse(err, "env", part, expected);
        for (size_t i = 1; i < len; i++) {
                if (!lower_or_digit(part[i]) && (part[i] != '-' || part[i - 1] == '-'))
                        return refuse(err, "env", part, expected);
        }
        return true;
}

bool stack_make(const char *customer, const char *project, const char *env, struct stack *out,
                struct err *err)
{
        if (!check_customer(customer, err))
                return false;
        if (!plain(project, 8))
                return refuse(err, "project", project, "letters and digits, at most 8");
        if (!check_env(env, err))
                return false;
        snprintf(out->customer, sizeof(out->customer), "%s", customer);
        snprintf(out->project, sizeof(out->project), "%s", project);
        snprintf(out->env, sizeof(out->env), "%s", env);
        snprintf(out->name, sizeof(out->name), "%s-%s-%s", out->customer, out->project, out->env);
        return true;
}

bool stack_parse(const char *text, struct stack *out, struct err *err)
{
        char copy[128];
        char *project, *env;

        if (strlen(text) >= sizeof(copy))
                return err_set(err, ERR_INVALID,
                               "stack \"%.32s...\": %zu characters, expected at most 32", text,
                               strlen(text));
        snprintf(copy, sizeof(copy), "%s", text);
        project = strchr(copy, '-');
        env = project ? strchr(project + 1, '-') : NULL;
        if (!env)
                return refuse(err, "stack", text,
                              "<customer>-<project>-<env>, for example xy-0146-qa");
        *project++ = '\0';
        *env++ = '\0';
        if (!stack_make(copy, project, env, out, err)) {
                struct text shown = TEXT_INIT;

                text_add_printable(&shown, text);
                err_prefix(err, "stack \"%s\"", text_str(&shown));
                text_release(&shown);
                return false;
        }
        return true;
}

bool stack_sibling(const struct stack *of, const char *env, struct stack *out, struct err *err)
{
        return stack_make(of->customer, of->project, env, out, err);
}

void stack_database(const struct stack *s, const char *timestamp, char out[DATABASE_SIZE])
{
        snprintf(out, DATABASE_SIZE, "%s-%s", s->name, timestamp);
}

bool database_parse(const char *name, struct stack *stack, char timestamp[STAMP_SIZE])
{
        struct err ignored = ERR_INIT;
        struct stack found;
        char head[STACK_SIZE];
        size_t len = strlen(name);
        bool ok;

        if (len < STAMP_LEN + 2 || len >= DATABASE_SIZE || name[len - STAMP_LEN - 1] != '-' ||
            !stamp_parse(name + len - STAMP_LEN, NULL))
                return false;
        snprintf(head, sizeof(head), "%.*s", (int)(len - STAMP_LEN - 1), name);
        ok = stack_parse(head, &found, &ignored);
        err_clear(&ignored);
        if (!ok)
                return false;
        if (stack)
                *stack = found;
        if (timestamp)
                snprintf(timestamp, STAMP_SIZE, "%s", name + len - STAMP_LEN);
        return true;
}

bool stack_owns_database(const struct stack *s, const char *name, char timestamp[STAMP_SIZE])
{
        struct stack found;

        return database_parse(name, &found, timestamp) && strcmp(found.name, s->name) == 0;
}
