/* What happened to instances and snapshots; and their tags. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "engine/base/text.h"
#include "engine/standin/rds_model.h"

enum { MOST_EVENTS = 20000, EVENTS_DROPPED = 2000, DEFAULT_MINUTES = 60, MOST_MINUTES = 20160 };

void rds_event(struct standin *s, const char *type, const char *id, const char *arn,
               const char *category, const char *fmt, ...)
{
        struct json_object *event = json_object_new_object();
        struct json_object *categories = json_object_new_array();
        char iso[ISO_SIZE], *message, *key;
        va_list args;

        va_start(args, fmt);
        message = xvasprintf(fmt, args);
        va_end(args);
        rds_now(s, iso);
        json_add_text(categories, category);
        json_put_text(event, "SourceIdentifier", id);
        json_put_text(event, "SourceType", type);
        json_put_text(event, "Message", message);
        json_put(event, "EventCategories", categories);
        json_put_text(event, "Date", iso);
        json_put_text(event, "SourceArn", arn);
        /* What pages are ordered by; not in the shape, so never on the wire. */
        key = xasprintf("%s %012lld", iso, (long long)s->rds->next_event++);
        json_put_text(event, "key", key);
        json_object_array_add(s->rds->events, event);
        if (json_count(s->rds->events) > MOST_EVENTS)
                json_object_array_del_idx(s->rds->events, 0, EVENTS_DROPPED);
        free(message);
        free(key);
}

void rds_event_of(struct rds_db *db, const char *category, const char *message)
{
        const struct rds_words *words = &rds_words[db->kind];

        rds_event(db->cloud, words->source, db->id, json_text(db->is, words->arn), category, "%s",
                  message);
}

void rds_event_of_snapshot(struct rds_snapshot *snap, const char *category, const char *fmt, ...)
{
        const struct rds_words *words = &rds_snapshot_words[snap->kind];
        va_list args;
        char *message;

        va_start(args, fmt);
        message = xvasprintf(fmt, args);
        va_end(args);
        rds_event(snap->cloud, words->source, snap->id, json_text(snap->is, words->arn), category,
                  "%s", message);
        free(message);
}

static bool overlap(struct json_object *a, struct json_object *b)
{
        for (size_t i = 0; i < json_count(a); i++)
                for (size_t k = 0; k < json_count(b); k++)
                        if (json_object_equal(json_at(a, i), json_at(b, k)))
                                return true;
        return false;
}

static bool wanted(struct call *call, struct json_object *event, int64_t from, int64_t to)
{
        const char *id = json_text(call->in, "SourceIdentifier");
        const char *type = json_text(call->in, "SourceType");
        struct json_object *categories = json_array(call->in, "EventCategories");
        int64_t at = 0;

        iso_parse(json_text(event, "Date"), &at);
        return at >= from && at <= to &&
               (!id || strcasecmp(id, json_text(event, "SourceIdentifier")) == 0) &&
               (!type || strcmp(type, json_text(event, "SourceType")) == 0) &&
               (!json_count(categories) ||
                overlap(categories, json_array(event, "EventCategories")));
}

void rds_op_describe_events(struct call *call)
{
        struct json_object *events = call->cloud->rds->events;
        struct json_object *found = json_object_new_array();
        int64_t minutes = json_int(call->in, "Duration"), from, to;

        if (minutes < 0 || minutes > MOST_MINUTES) {
                json_object_put(found);
                call_fail(call, 400, "InvalidParameterValue",
                          "Invalid value %lld for Duration. Must be between 1 and %d",
                          (long long)minutes, MOST_MINUTES);
                return;
        }
        to = loop_now(call->cloud->loop);
        from = to - (minutes ? minutes : DEFAULT_MINUTES) * 60000;
        if (json_text(call->in, "EndTime"))
                iso_parse(json_text(call->in, "EndTime"), &to);
        if (json_text(call->in, "StartTime"))
                iso_parse(json_text(call->in, "StartTime"), &from);
        if (json_text(call->in, "SourceIdentifier") && !json_text(call->in, "SourceType"))
                call_fail(call, 400, "InvalidParameterCombination",
                          "SourceType must be given with SourceIdentifier");
        for (size_t i = 0; i < json_count(events); i++)
                if (wanted(call, json_at(events, i), from, to))
                        json_object_array_add(found, json_object_get(json_at(events, i)));
        rds_page(call, "Events", "key", found);
}

/* --- tags --- */

/* The TagList of an instance, cluster, snapshot or cluster endpoint by ARN; fails the call when
 * there is none. */
static struct json_object *tagged(struct call *call)
{
        const char *arn = json_text(call->in, "ResourceName");
        struct json_object *is = NULL;

        if (!text_starts(arn, "arn:")) {
                call_fail(call, 400, "InvalidParameterValue", "Invalid resource name: %s", arn);
                return NULL;
        }
        if (strstr(arn, ":cluster-endpoint:"))
                return rds_endpoint_tags(call, arn);
        for (int kind = 0; kind < RDS_KINDS && !is; kind++) {
                char *part = xasprintf(":%s:", rds_words[kind].arn_part);
                char *snapshot = xasprintf(":%s:", rds_snapshot_words[kind].arn_part);

                if (strstr(arn, snapshot)) {
                        struct rds_snapshot *snap = rds_snapshot_named(call, kind, arn);

                        is = snap ? snap->is : NULL;
                } else if (strstr(arn, part)) {
                        struct rds_db *db = rds_named(call, kind, arn);

                        is = db ? db->is : NULL;
                }
                free(part);
                free(snapshot);
        }
        if (!is) /* the first failure is the answer */
                call_fail(call, 400, "InvalidParameterValue", "Invalid resource name: %s", arn);
        return is ? json_get(is, "TagList") : NULL;
}

static size_t tag_place(struct json_object *tags, const char *key)
{
        size_t i = 0;

        while (i < json_count(tags) && !text_same(json_text(json_at(tags, i), "Key"), key))
                i++;
        return i;
}

void rds_op_do_add_tags(struct call *call)
{
        struct json_object *tags = tagged(call), *more = json_array(call->in, "Tags");

        if (!tags || !rds_check_tags(call, more))
                return;
        for (size_t i = 0; i < json_count(more); i++) {
                struct json_object *tag = json_at(more, i);
                size_t at = tag_place(tags, json_text(tag, "Key"));

                json_object_array_put_idx(tags, at, json_copy(tag));
        }
}

void rds_op_remove_tags(struct call *call)
{
        struct json_object *tags = tagged(call), *keys = json_array(call->in, "TagKeys");

        for (size_t i = 0; tags && i < json_count(keys); i++) {
                size_t at = tag_place(tags, json_object_get_string(json_at(keys, i)));

                if (at < json_count(tags))
                        json_object_array_del_idx(tags, at, 1);
        }
}

void rds_op_list_tags(struct call *call)
{
        struct json_object *tags = tagged(call);

        if (tags)
                rds_answer(call, "TagList", tags);
}
