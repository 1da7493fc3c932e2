/* ListSecrets with its filters, pages, and tags. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/standin/secrets.h"

enum { PAGE = 100, MOST_TAGS = 50 };

void secrets_page(struct call *call, const char *member, struct json_object *all)
{
        const char *token = json_text(call->in, "NextToken");
        int64_t size = json_get(call->in, "MaxResults") ? json_int(call->in, "MaxResults") : PAGE;
        int64_t from = 0, count = (int64_t)json_count(all);
        struct json_object *page;

        if (token) {
                char *end = NULL;

                from = text_starts(token, "page-") ? strtoll(token + 5, &end, 10) : -1;
                if (from < 0 || !end || end == token + 5 || *end) {
                        call_fail(call, 400, "InvalidNextTokenException",
                                  "The NextToken value is invalid.");
                        json_object_put(all);
                        return;
                }
        }
        page = json_object_new_array();
        for (int64_t i = from; i < from + size && i < count; i++)
                json_object_array_add(page, json_object_get(json_at(all, (size_t)i)));
        json_put(call->out, member, page);
        if (from + size < count) {
                char *next = xasprintf("page-%lld", (long long)(from + size));

                json_put_text(call->out, "NextToken", next);
                free(next);
        }
        json_object_put(all);
}

/* --- filters --- */

static bool begins(const char *text, const char *value, bool any_case)
{
        size_t len = strlen(value);

        return text && (any_case ? strncasecmp(text, value, len) : strncmp(text, value, len)) == 0;
}

static bool tag_begins(struct secret *secret, const char *member, const char *value, bool any_case)
{
        for (size_t i = 0; i < json_count(secret->tags); i++)
                if (begins(json_text(json_at(secret->tags, i), member), value, any_case))
                        return true;
        return false;
}

static bool anything_begins(struct secret *secret, const char *value)
{
        return begins(secret->name, value, true) ||
               begins(json_text(secret->more, "Description"), value, true) ||
               begins(json_text(secret->more, "OwningService"), value, true) ||
               tag_begins(secret, "Key", value, true) || tag_begins(secret, "Value", value, true);
}

static bool value_matches(struct secret *secret, const char *key, const char *value)
{
        if (*value == '!')
                return !value_matches(secret, key, value + 1);
        if (strcmp(key, "name") == 0)
                return begins(secret->name, value, false);
        if (strcmp(key, "description") == 0)
                return begins(json_text(secret->more, "Description"), value, true);
        if (strcmp(key, "tag-key") == 0)
                return tag_begins(secret, "Key", value, false);
        if (strcmp(key, "tag-value") == 0)
                return tag_begins(secret, "Value", value, false);
        if (strcmp(key, "owning-service") == 0)
                return begins(json_text(secret->more, "OwningService"), value, false);
        if (strcmp(key, "primary-region") == 0)
                return false; /* nothing is replicated here */
        return anything_begins(secret, value);
}

static bool passes(struct secret *secret, struct json_object *filters)
{
        for (size_t i = 0; i < json_count(filters); i++) {
                struct json_object *filter = json_at(filters, i);
                struct json_object *values = json_array(filter, "Values");
                const char *key = json_text(filter, "Key");
                bool any = false;

                for (size_t k = 0; k < json_count(values) && !any; k++)
                        any = value_matches(secret, key ? key : "all",
                                            json_object_get_string(json_at(values, k)));
                if (!any)
                        return false;
        }
        return true;
}

/* --- the list --- */

static int by_name(const void *a, const void *b)
{
        return strcmp((*(struct secret *const *)a)->name, (*(struct secret *const *)b)->name);
}

static int by_created(const void *a, const void *b)
{
        const struct secret *x = *(struct secret *const *)a, *y = *(struct secret *const *)b;

        return x->created < y->created ? -1 : x->created > y->created ? 1 : by_name(a, b);
}

static int by_changed(const void *a, const void *b)
{
        const struct secret *x = *(struct secret *const *)a, *y = *(struct secret *const *)b;

        return x->changed < y->changed ? -1 : x->changed > y->changed ? 1 : by_name(a, b);
}

static int by_accessed(const void *a, const void *b)
{
        const struct secret *x = *(struct secret *const *)a, *y = *(struct secret *const *)b;

        return x->accessed < y->accessed ? -1 : x->accessed > y->accessed ? 1 : by_name(a, b);
}

/* The caller frees. By date of creation unless something else is asked for. */
static struct secret **sorted(struct call *call)
{
        struct secrets_model *m = call->cloud->secrets;
        const char *by = json_text(call->in, "SortBy");
        struct secret **all = xcalloc(m->count + 1, sizeof(struct secret *));

        memcpy(all, m->secrets, m->count * sizeof(struct secret *));
        qsort(all, m->count, sizeof(struct secret *),
              text_same(by, "name")                 ? by_name
              : text_same(by, "last-changed-date")  ? by_changed
              : text_same(by, "last-accessed-date") ? by_accessed
                                                    : by_created);
        return all;
}

void secrets_list(struct call *call)
{
        struct secrets_model *m = call->cloud->secrets;
        bool planned = json_flag(call->in, "IncludePlannedDeletion");
        bool down = !text_same(json_text(call->in, "SortOrder"), "asc");
        struct json_object *list = json_object_new_array();
        struct secret **all;

        secrets_expire(call->cloud);
        all = sorted(call);
        for (size_t i = 0; i < m->count; i++) {
                struct secret *secret = all[down ? m->count - 1 - i : i];
                struct json_object *one;

                if ((secret->deletion && !planned) ||
                    !passes(secret, json_array(call->in, "Filters")))
                        continue;
                one = json_object_new_object();
                secrets_put_details(one, secret);
                if (json_object_object_length(secret->versions))
                        json_put(one, "SecretVersionsToStages", secrets_stages_map(secret));
                json_object_array_add(list, one);
        }
        free(all);
        secrets_page(call, "SecretList", list);
}

/* --- tags --- */

static bool drop_tag(struct json_object *tags, const char *key)
{
        for (size_t i = 0; i < json_count(tags); i++) {
                if (text_same(json_text(json_at(tags, i), "Key"), key)) {
                        json_object_array_del_idx(tags, i, 1);
                        return true;
                }
        }
        return false;
}

bool secrets_tags_fit(struct call *call, struct json_object *old, struct json_object *given)
{
        size_t count = json_count(old);

        for (size_t i = 0; i < json_count(given); i++) {
                const char *key = json_text(json_at(given, i), "Key");
                bool known = false;

                if (!key || text_starts(key, "aws:")) {
                        call_fail(call, 400, "InvalidParameterException",
                                  key ? "Tag keys must not begin with aws:."
                                      : "A tag needs a key.");
                        return false;
                }
                for (size_t k = 0; k < json_count(old) && !known; k++)
                        known = text_same(json_text(json_at(old, k), "Key"), key);
                count += !known;
        }
        if (count <= MOST_TAGS)
                return true;
        call_fail(call, 400, "InvalidParameterException", "A secret can have at most %d tags.",
                  MOST_TAGS);
        return false;
}

void secrets_tag(struct call *call)
{
        struct secret *secret = secrets_call(call, false);
        struct json_object *given = json_array(call->in, "Tags");

        if (!secret || !secrets_tags_fit(call, secret->tags, given))
                return;
        for (size_t i = 0; i < json_count(given); i++) {
                drop_tag(secret->tags, json_text(json_at(given, i), "Key"));
                json_object_array_add(secret->tags, json_copy(json_at(given, i)));
        }
}

void secrets_untag(struct call *call)
{
        struct secret *secret = secrets_call(call, false);
        struct json_object *keys = json_array(call->in, "TagKeys");

        if (!secret)
                return;
        for (size_t i = 0; i < json_count(keys); i++)
                drop_tag(secret->tags, json_object_get_string(json_at(keys, i)));
}
