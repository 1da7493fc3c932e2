/* PutParameter: what may be stored, and the versions. */
#include <ctype.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/identity.h"
#include "engine/standin/ssm.h"

enum {
        STANDARD_SIZE = 4096,
        ADVANCED_SIZE = 8192,
        MOST_VERSIONS = 100,
        MOST_LEVELS = 15,
        MOST_PARAMETERS = 10000,
        LONGEST_NAME = 1011,
};

static bool refuse(struct call *call, const char *code, const char *message)
{
        call_fail(call, 400, code, "%s", message);
        return false;
}

static bool check_name(struct call *call, const char *name)
{
        const char *bare = *name == '/' ? name + 1 : name;
        int levels = 0;

        for (const char *c = name; *c; c++) {
                levels += *c == '/';
                if (!isalnum((unsigned char)*c) && !strchr("_.-/", *c))
                        return refuse(call, "ValidationException",
                                      "Parameter name: can't be prefixed with \"ssm\" "
                                      "(case-insensitive). If formed as a path, it can consist of "
                                      "sub-paths divided by slash symbol; each sub-path can be "
                                      "formed as a mix of letters, numbers and the following 3 "
                                      "symbols .-_");
        }
        if (!*bare || text_ends(name, "/") || strstr(name, "//"))
                return refuse(call, "ValidationException",
                              "Parameter name must not be empty, end with a slash or have two in "
                              "a row.");
        if (levels && *name != '/')
                return refuse(call, "ValidationException",
                              "Parameter name must be a fully qualified name: it must begin with "
                              "a slash.");
        if (strncasecmp(bare, "aws", 3) == 0 || strncasecmp(bare, "ssm", 3) == 0)
                return refuse(call,
                              strncasecmp(bare, "aws", 3) == 0 ? "AccessDeniedException"
                                                               : "ValidationException",
                              "No access to reserved parameter name: it can't be prefixed with "
                              "\"aws\" or \"ssm\" (case-insensitive).");
        if (levels > MOST_LEVELS)
                return refuse(call, "HierarchyLevelLimitExceededException",
                              "A hierarchy can have a maximum of 15 levels.");
        if (strlen(name) > LONGEST_NAME)
                return refuse(call, "ValidationException", "Parameter name is too long.");
        return true;
}

static bool check_pattern(struct call *call, const char *pattern, const char *value)
{
        regex_t compiled;
        bool ok;

        if (!pattern || !*pattern)
                return true;
        if (regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB))
                return refuse(call, "InvalidAllowedPatternException",
                              "The request doesn't meet the regular expression requirement.");
        ok = regexec(&compiled, value, 0, NULL, 0) == 0;
        regfree(&compiled);
        return ok || refuse(call, "ParameterPatternMismatchException",
                            "Parameter value, cannot be validated against allowedPattern.");
}

static bool check_value(struct call *call, struct json_object *in)
{
        const char *value = json_text(in, "Value"), *tier = json_text(in, "Tier");
        bool advanced = tier && strcmp(tier, "Standard") != 0;

        if (!*value)
                return refuse(call, "ValidationException",
                              "1 validation error detected: Value '' at 'value' failed to satisfy "
                              "constraint: Member must have length greater than or equal to 1.");
        if (strstr(value, "{{"))
                return refuse(call, "ValidationException",
                              "Parameter value can't nest another parameter. Do not use \"{{}}\" "
                              "in the value.");
        if (strlen(value) > (advanced ? ADVANCED_SIZE : STANDARD_SIZE))
                return refuse(call, "ValidationException",
                              advanced ? "Advanced tier parameters support a maximum parameter "
                                         "value of 8192 characters."
                                       : "Standard tier parameters support a maximum parameter "
                                         "value of 4096 characters. To create a larger parameter "
                                         "value, upgrade the parameter to use the "
                                         "advanced-parameter tier.");
        return check_pattern(call, json_text(in, "AllowedPattern"), value);
}

static const char *type_now(struct ssm_parameter *p)
{
        return json_text(json_at(p->versions, json_count(p->versions) - 1), "Type");
}

static bool check_against(struct call *call, struct ssm_parameter *p)
{
        const char *type = json_text(call->in, "Type");

        if (p && !json_flag(call->in, "Overwrite"))
                return refuse(call, "ParameterAlreadyExists",
                              "The parameter already exists. To overwrite this value, set the "
                              "overwrite option in the request to true.");
        if (json_flag(call->in, "Overwrite") && json_count(json_array(call->in, "Tags")))
                return refuse(call, "ValidationException",
                              "Invalid request: tags and overwrite can't be used together. To "
                              "create a parameter with tags, please remove overwrite flag. To "
                              "update tags for an existing parameter, please use AddTagsToResource "
                              "or RemoveTagsFromResource.");
        if (!p && !type)
                return refuse(call, "ValidationException",
                              "A parameter type is required when you create a parameter.");
        if (p && type && strcmp(type, type_now(p)) != 0)
                return refuse(call, "HierarchyTypeMismatchException",
                              "Parameter type can't be changed: delete it and create it again.");
        return true;
}

void ssm_parameter_append(struct standin *s, struct ssm_parameter *p, struct json_object *in,
                          const char *user)
{
        static const char *const kept[] = {"Name",        "Value", "Type",
                                           "Description", "KeyId", "AllowedPattern"};
        struct json_object *before = json_at(p->versions, json_count(p->versions) - 1);
        struct json_object *version = json_object_new_object();
        const char *tier = json_text(in, "Tier");
        const char *data_type = json_text(in, "DataType");
        char *arn = world_arn(s, "ssm", "parameter%s%s", *p->name == '/' ? "" : "/", p->name);

        for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
                struct json_object *value = json_get(in, kept[i]);

                if (!value && strcmp(kept[i], "Type") == 0)
                        value = json_get(before, kept[i]);
                if (value)
                        json_put(version, kept[i], json_copy(value));
        }
        if (text_same(json_text(version, "Type"), "SecureString") && !json_get(version, "KeyId"))
                json_put_text(version, "KeyId", "alias/aws/ssm");
        json_put_int(version, "Version", json_int(before, "Version") + 1);
        json_put(version, "LastModifiedDate",
                 json_object_new_double((double)loop_now(s->loop) / 1000));
        json_put_text(version, "LastModifiedUser", user);
        json_put_text(version, "ARN", arn);
        json_put_text(version, "DataType", data_type ? data_type : "text");
        json_put_text(version, "Tier",
                      tier && strcmp(tier, "Intelligent-Tiering") != 0 ? tier : "Standard");
        json_object_array_add(p->versions, version);
        if (json_count(p->versions) > MOST_VERSIONS)
                json_object_array_del_idx(p->versions, 0, 1);
        free(arn);
}

void ssm_op_put_parameter(struct call *call)
{
        const char *name = json_text(call->in, "Name");
        struct ssm_parameter *p = ssm_lookup(call->cloud, name);
        struct json_object *tags = json_array(call->in, "Tags");
        struct json_object *last;

        if (!check_name(call, name) || !check_against(call, p) || !check_value(call, call->in))
                return;
        if (!p && call->cloud->ssm->count >= MOST_PARAMETERS) {
                refuse(call, "ParameterLimitExceeded",
                       "You have exceeded the number of parameters for this account.");
                return;
        }
        if (!p) {
                p = ssm_parameter_add(call->cloud, name);
                if (tags) {
                        json_object_put(p->tags);
                        p->tags = json_copy(tags);
                }
        }
        ssm_parameter_append(call->cloud, p, call->in, call->identity->arn);
        last = json_at(p->versions, json_count(p->versions) - 1);
        json_put_int(call->out, "Version", json_int(last, "Version"));
        json_put_text(call->out, "Tier", json_text(last, "Tier"));
}
