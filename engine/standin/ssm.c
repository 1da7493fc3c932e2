/* Parameter Store: the parameters and their versions; reading and deleting single ones; tags. */
#include "engine/standin/ssm.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/digest.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

size_t ssm_parameter_place(const struct ssm_model *m, const char *name)
{
        size_t low = 0, high = m->count;

        while (low < high) {
                size_t middle = (low + high) / 2;

                if (strcmp(m->parameters[middle]->name, name) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

struct ssm_parameter *ssm_lookup(struct standin *s, const char *name)
{
        struct ssm_model *m = s->ssm;
        size_t at = ssm_parameter_place(m, name);

        return at < m->count && strcmp(m->parameters[at]->name, name) == 0 ? m->parameters[at]
                                                                           : NULL;
}

struct ssm_parameter *ssm_parameter_add(struct standin *s, const char *name)
{
        struct ssm_model *m = s->ssm;
        struct ssm_parameter *p = xcalloc(1, sizeof(*p));
        size_t at = ssm_parameter_place(m, name);

        p->name = xstrdup(name);
        p->versions = json_object_new_array();
        p->tags = json_object_new_array();
        m->parameters = xrealloc(m->parameters, (m->count + 1) * sizeof(*m->parameters));
        memmove(m->parameters + at + 1, m->parameters + at,
                (m->count - at) * sizeof(*m->parameters));
        m->parameters[at] = p;
        m->count++;
        return p;
}

static void parameter_free(struct ssm_parameter *p)
{
        json_object_put(p->versions);
        json_object_put(p->tags);
        free(p->name);
        free(p);
}

static void remove_parameter(struct standin *s, struct ssm_parameter *p)
{
        struct ssm_model *m = s->ssm;
        size_t at = ssm_parameter_place(m, p->name);

        m->count--;
        memmove(m->parameters + at, m->parameters + at + 1,
                (m->count - at) * sizeof(*m->parameters));
        parameter_free(p);
}

/* --- reading --- */

/* The name in "arn:aws:ssm:REGION:ACCOUNT:parameter/a/b" is "/a/b"; of one without a path, "a". */
static char *name_of(struct standin *s, const char *name_or_arn)
{
        char *prefix, *name = NULL;

        if (!text_starts(name_or_arn, "arn:"))
                return xstrdup(name_or_arn);
        prefix = world_arn(s, "ssm", "parameter/");
        if (text_starts(name_or_arn, prefix)) {
                const char *rest = name_or_arn + strlen(prefix);

                name = xasprintf("%s%s", strchr(rest, '/') ? "/" : "", rest);
        }
        free(prefix);
        return name;
}

/* By name, name:version or ARN; *version is the one meant. False: *version_missing says
 * whether the parameter exists without that version. */
static bool select_version(struct standin *s, const char *selector, struct json_object **version,
                           bool *version_missing)
{
        char *name = name_of(s, selector), *colon = name ? strchr(name, ':') : NULL;
        struct ssm_parameter *p;
        long long wanted = 0;

        *version = NULL;
        *version_missing = false;
        if (colon) {
                *colon = '\0';
                wanted = atoll(colon + 1);
        }
        p = name ? ssm_lookup(s, name) : NULL;
        free(name);
        if (!p)
                return false;
        for (size_t i = json_count(p->versions); i-- > 0;) {
                struct json_object *v = json_at(p->versions, i);

                if (!colon || json_int(v, "Version") == wanted) {
                        *version = v;
                        return true;
                }
        }
        *version_missing = true;
        return false;
}

struct json_object *ssm_parameter_json(struct json_object *version, bool decrypted)
{
        static const char *const shown[] = {
                "Name", "Type", "Value", "Version", "LastModifiedDate", "ARN", "DataType"};
        struct json_object *out = json_object_new_object();
        const char *value = json_text(version, "Value");

        for (size_t i = 0; i < ARRAY_LEN(shown); i++)
                if (json_get(version, shown[i]))
                        json_put(out, shown[i], json_object_get(json_get(version, shown[i])));
        if (!decrypted && text_same(json_text(version, "Type"), "SecureString")) {
                char sealed[DIGEST_HEX_SIZE];
                char *text;

                digest_sha256_hex(value, strlen(value), sealed);
                text = xasprintf("AQICAHh%s==", sealed);
                json_put_text(out, "Value", text);
                free(text);
        }
        return out;
}

static void get_parameter(struct call *call)
{
        const char *name = json_text(call->in, "Name");
        struct json_object *version, *out;
        bool version_missing;

        if (!select_version(call->cloud, name, &version, &version_missing)) {
                if (version_missing)
                        call_fail(call, 400, "ParameterVersionNotFound",
                                  "Systems Manager could not find version of %s.", name);
                else
                        call_fail(call, 400, "ParameterNotFound", "Parameter %s not found.", name);
                return;
        }
        out = ssm_parameter_json(version, json_flag(call->in, "WithDecryption"));
        if (!text_starts(name, "arn:") && strchr(name, ':'))
                json_put_text(out, "Selector", strchr(name, ':'));
        json_put(call->out, "Parameter", out);
}

/* GetParameters and DeleteParameters refuse to be asked for one name twice. */
static bool distinct(struct call *call, struct json_object *names)
{
        for (size_t i = 0; i < json_count(names); i++)
                for (size_t k = 0; k < i; k++)
                        if (json_same(json_at(names, i), json_at(names, k))) {
                                call_fail(call, 400, "ValidationException",
                                          "Duplicate names in the request");
                                return false;
                        }
        return true;
}

static void get_parameters(struct call *call)
{
        struct json_object *names = json_array(call->in, "Names");
        struct json_object *found = json_object_new_array(), *invalid = json_object_new_array();
        bool decrypted = json_flag(call->in, "WithDecryption"), missing;

        json_put(call->out, "Parameters", found);
        json_put(call->out, "InvalidParameters", invalid);
        if (!distinct(call, names))
                return;
        for (size_t i = 0; i < json_count(names); i++) {
                const char *name = json_object_get_string(json_at(names, i));
                struct json_object *version;

                if (select_version(call->cloud, name, &version, &missing))
                        json_object_array_add(found, ssm_parameter_json(version, decrypted));
                else
                        json_add_text(invalid, name);
        }
}

char *ssm_model_secret(struct standin *s, const char *name_or_arn)
{
        struct json_object *version;
        bool missing;

        return select_version(s, name_or_arn, &version, &missing)
                       ? xstrdup(json_text(version, "Value"))
                       : NULL;
}

/* --- deleting --- */

static void delete_parameter(struct call *call)
{
        const char *name = json_text(call->in, "Name");
        struct ssm_parameter *p = ssm_lookup(call->cloud, name);

        if (!p)
                call_fail(call, 400, "ParameterNotFound", "Parameter %s not found.", name);
        else
                remove_parameter(call->cloud, p);
}

static void delete_parameters(struct call *call)
{
        struct json_object *names = json_array(call->in, "Names");
        struct json_object *gone = json_object_new_array(), *invalid = json_object_new_array();

        json_put(call->out, "DeletedParameters", gone);
        json_put(call->out, "InvalidParameters", invalid);
        for (size_t i = 0; i < json_count(names); i++) {
                const char *name = json_object_get_string(json_at(names, i));
                struct ssm_parameter *p = ssm_lookup(call->cloud, name);

                json_add_text(p ? gone : invalid, name);
                if (p)
                        remove_parameter(call->cloud, p);
        }
}

/* --- tags --- */

static struct ssm_parameter *tagged(struct call *call)
{
        const char *id = json_text(call->in, "ResourceId");
        struct ssm_parameter *p = ssm_lookup(call->cloud, id);

        if (strcmp(json_text(call->in, "ResourceType"), "Parameter") != 0) {
                call_fail(call, 400, "InvalidResourceType", "%s is not a type of the stand-in",
                          json_text(call->in, "ResourceType"));
                return NULL;
        }
        if (!p)
                call_fail(call, 400, "InvalidResourceId", "The resource ID %s is not valid", id);
        return p;
}

static size_t tag_place(struct json_object *tags, const char *key)
{
        size_t i = 0;

        while (i < json_count(tags) && !text_same(json_text(json_at(tags, i), "Key"), key))
                i++;
        return i;
}

static void add_tags(struct call *call)
{
        struct ssm_parameter *p = tagged(call);
        struct json_object *tags = json_array(call->in, "Tags");

        for (size_t i = 0; p && i < json_count(tags); i++) {
                struct json_object *tag = json_at(tags, i);

                json_object_array_put_idx(p->tags, tag_place(p->tags, json_text(tag, "Key")),
                                          json_copy(tag));
        }
}

static void remove_tags(struct call *call)
{
        struct ssm_parameter *p = tagged(call);
        struct json_object *keys = json_array(call->in, "TagKeys");

        for (size_t i = 0; p && i < json_count(keys); i++) {
                size_t at = tag_place(p->tags, json_object_get_string(json_at(keys, i)));

                if (at < json_count(p->tags))
                        json_object_array_del_idx(p->tags, at, 1);
        }
}

static void list_tags(struct call *call)
{
        struct ssm_parameter *p = tagged(call);

        if (p)
                json_put(call->out, "TagList", json_copy(p->tags));
}

/* --- the model --- */

bool ssm_model_new(struct standin *s, struct json_object *seed, struct err *err)
{
        struct json_object *given = json_array(seed, "parameters");

        s->ssm = xcalloc(1, sizeof(*s->ssm));
        s->ssm->cloud = s;
        for (size_t i = 0; i < json_count(given); i++) {
                struct json_object *one = json_at(given, i), *in;
                const char *name = json_text(one, "name"), *value = json_text(one, "value");
                const char *type = json_text(one, "type");
                char *filled;

                if (!name || !value)
                        return err_set(err, ERR_INVALID,
                                       "a parameter of the seed needs \"name\" and \"value\"");
                in = json_object_new_object();
                json_put_text(in, "Name", name);
                filled = world_fill(s, value);
                json_put_text(in, "Value", filled);
                free(filled);
                json_put_text(in, "Type", type ? type : "String");
                ssm_parameter_append(
                        s, ssm_lookup(s, name) ? ssm_lookup(s, name) : ssm_parameter_add(s, name),
                        in, "seed");
                json_object_put(in);
        }
        return true;
}

void ssm_model_free(struct ssm_model *m)
{
        for (size_t i = 0; i < m->count; i++)
                parameter_free(m->parameters[i]);
        free(m->parameters);
        free(m);
}

void ssm_model_state(struct standin *s, struct json_object *into)
{
        struct json_object *list = json_object_new_array();
        struct json_object *ssm = json_object_new_object();

        for (size_t i = 0; i < s->ssm->count; i++) {
                struct ssm_parameter *p = s->ssm->parameters[i];
                struct json_object *last = json_at(p->versions, json_count(p->versions) - 1);
                struct json_object *one = ssm_parameter_json(last, true);

                if (text_same(json_text(last, "Type"), "SecureString"))
                        json_put_text(one, "Value", "****");
                json_put(one, "Tags", json_copy(p->tags));
                json_object_array_add(list, one);
        }
        json_put(ssm, "parameters", list);
        json_put(into, "ssm", ssm);
}

const struct operation ssm_operations[] = {
        {"ssm", "GetParameter", get_parameter, false},
        {"ssm", "GetParameters", get_parameters, false},
        {"ssm", "GetParametersByPath", ssm_op_get_parameters_by_path, false},
        {"ssm", "GetParameterHistory", ssm_op_get_parameter_history, false},
        {"ssm", "DescribeParameters", ssm_op_describe_parameters, false},
        {"ssm", "ListTagsForResource", list_tags, false},
        {"ssm", "PutParameter", ssm_op_put_parameter, true},
        {"ssm", "DeleteParameter", delete_parameter, true},
        {"ssm", "DeleteParameters", delete_parameters, true},
        {"ssm", "AddTagsToResource", add_tags, true},
        {"ssm", "RemoveTagsFromResource", remove_tags, true},
        {0},
};
