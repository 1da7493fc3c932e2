#include "tests/sim/helper_kept_cluster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/rds_cluster.h"
#include "engine/base/mem.h"

void kept_promote(struct sim_world *w, struct sim_result *r)
{
        sim_run(w, "promote", KEPT_STACK, KEPT_INPUTS, r);
        sim_assert_end(r, RUN_SUCCEEDED);
        promotion_assert_is(cluster_list(w), DEV_MEMBERS "," NEW_MEMBERS);
        sim_pass(w, 3600000);
        w->check = cluster_check;
}

static void assert_tags(const struct tags *tags, const struct kept_seen *seen)
{
        assert_string_equal(tags_get(tags, "snaplift:stack"), KEPT_STACK);
        assert_string_equal(tags_get(tags, "snaplift:timestamp"), "20261001000000");
        assert_string_equal(tags_get(tags, "snaplift:snapshot"), seen->final);
        assert_string_equal(tags_get(tags, "snaplift:run"), seen->run);
        assert_string_equal(tags_get(tags, "team"), "blue");
        assert_null(tags_get(tags, "snaplift:keep-until"));
        assert_null(tags_get(tags, "snaplift:kept-by"));
}

/* {"<name>": settings} of the cluster and of its instances. */
static struct json_object *all_settings(struct sim_world *w, const struct kept_seen *seen)
{
        struct json_object *all = json_object_new_object();
        struct rds_cluster c = {0};
        struct err err = ERR_INIT;

        if (!rds_find_cluster(w->aws, OLD, &c, &err))
                fail_msg("%s", err_text(&err));
        json_put(all, OLD, json_copy(c.settings));
        for (size_t i = 0; i < c.member_count; i++) {
                struct rds_instance db = {0};

                if (!rds_find_instance(w->aws, c.members[i].id, &db, &err))
                        fail_msg("%s", err_text(&err));
                assert_string_equal(db.status, "available");
                json_put(all, db.id, json_copy(db.settings));
                if (seen)
                        assert_tags(&db.tags, seen);
                rds_instance_release(&db);
        }
        if (seen) {
                assert_string_equal(c.status, "available");
                assert_string_equal(c.address, KEPT_HOST(""));
                assert_string_equal(c.reader, KEPT_HOST("ro-"));
                assert_tags(&c.tags, seen);
        }
        rds_cluster_release(&c);
        return all;
}

static char *endpoints(struct sim_world *w)
{
        struct rds_cluster_endpoints all = {0};
        struct text text = TEXT_INIT;
        struct err err = ERR_INIT;

        if (!rds_list_cluster_endpoints(w->aws, OLD, &all, &err))
                fail_msg("%s", err_text(&err));
        for (size_t i = 0; i < all.count; i++)
                text_addf(&text, "%s %s %s %zu\n", all.items[i].type,
                          all.items[i].custom_type ? all.items[i].custom_type : "-",
                          all.items[i].address, all.items[i].members.count);
        rds_cluster_endpoints_release(&all);
        return text_steal(&text);
}

void kept_look_before(struct sim_world *w, void *arg)
{
        struct kept_seen *seen = arg;

        seen->settings = all_settings(w, NULL);
        seen->endpoints = endpoints(w);
}

/* A capacity may be said as 8 and as 8.0. */
static bool same_value(const char *key, struct json_object *a, struct json_object *b)
{
        static const char *const parts[] = {"MinCapacity", "MaxCapacity"};
        bool same = true;

        if (strcmp(key, "scaling") != 0)
                return json_same(a, b);
        for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
                const char *is = json_text(a, parts[i]), *was = json_text(b, parts[i]);

                same = same && is && was && !(strtod(is, NULL) < strtod(was, NULL)) &&
                       !(strtod(is, NULL) > strtod(was, NULL));
        }
        return same;
}

static void assert_same_settings(struct json_object *now, struct json_object *before)
{
        assert_int_equal(json_object_object_length(now), json_object_object_length(before));
        json_object_object_foreach(before, id, settings)
        {
                struct json_object *is = json_get(now, id);

                assert_int_equal(json_object_object_length(is),
                                 json_object_object_length(settings));
                json_object_object_foreach(settings, key, value)
                {
                        if (!same_value(key, json_get(is, key), value))
                                fail_msg("%s of %s is %s, not %s", key, id,
                                         json_line(json_get(is, key)), json_line(value));
                }
        }
}

static void look_after(struct sim_world *w, void *arg)
{
        struct kept_seen *seen = arg;
        struct json_object *now = all_settings(w, seen);
        struct rds_snapshot snapshot = {0};
        struct err err = ERR_INIT;
        char *endpoints_now = endpoints(w);

        if (seen->settings)
                assert_same_settings(now, seen->settings);
        if (seen->endpoints)
                assert_string_equal(endpoints_now, seen->endpoints);
        if (!rds_find_cluster_snapshot(w->aws, seen->final, &snapshot, &err))
                fail_msg("%s", err_text(&err));
        assert_null(tags_get(&snapshot.tags, "snaplift:keep-until"));
        assert_null(tags_get(&snapshot.tags, "snaplift:kept-by"));
        rds_snapshot_release(&snapshot);
        json_object_put(now);
        free(endpoints_now);
}

/* The only one; automated ones are beside it. */
char *kept_final(struct sim_world *w)
{
        char *all = cluster_snapshots(w, OLD), *one = strstr(all, OLD "-final-2026");

        assert_non_null(one);
        assert_null(strstr(one + 1, OLD "-final-"));
        one = xstrndup(one, strcspn(one, ","));
        free(all);
        return one;
}

void kept_assert_returned(struct sim_world *w, struct kept_seen *seen, char *run)
{
        seen->run = run;
        seen->final = kept_final(w);
        cluster_assert_back(w);
        promotion_assert_is(sim_parameter(w, KEPT_RECORD), NULL);
        sim_do(w, look_after, seen);
        assert_string_equal(cluster_breaches(), "");
        free(seen->final);
        free(seen->endpoints);
        json_object_put(seen->settings);
        *seen = (struct kept_seen){0};
}
