/* Which instances and custom endpoints a candidate cluster will have: for each of the settings'
 * source's one like it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "stages/cluster_restore.h"

/* --- instances --- */

static const struct rds_instance *find_source(const struct cluster_plan *p, const char *id)
{
        for (size_t i = 0; id && i < p->from_members.count; i++)
                if (text_same(p->from_members.items[i].id, id))
                        return &p->from_members.items[i];
        return NULL;
}

/* [{"id": ..., "of": ...}]: what was begun with stays, also when the active cluster has failed over
 * since. */
static void recall_members(struct cluster_plan *p, struct json_object *list)
{
        for (size_t i = 0; i < json_count(list); i++)
                cluster_make_member(&p->make, json_text(json_at(list, i), "id"),
                                    json_text(json_at(list, i), "of"));
}

static void add_member(struct cluster_plan *p, const char *of)
{
        size_t n = p->make.member_count;
        char id[MEMBER_SIZE];

        if (n == 0)
                snprintf(id, sizeof(id), "%s-primary", p->id);
        else
                snprintf(id, sizeof(id), "%s-replica-%u", p->id,
                         (unsigned)n % 100); /* a cluster has at most 16 */
        cluster_make_member(&p->make, id, of);
}

static void choose_members(struct cluster_plan *p)
{
        const struct rds_cluster_member **members = cluster_by_role(&p->from);

        for (size_t i = 0; i < p->from.member_count; i++)
                add_member(p, members[i]->id);
        /* Serverless v1 has none; without a source there is a writer */
        if (!p->has_from)
                add_member(p, NULL);
        free(members);
}

/* What it is to be like. One that has gone meanwhile: the writer, or the one that is that by now.
 */
static const struct rds_instance *model_of(const struct cluster_plan *p,
                                           const struct member_make *m)
{
        const struct rds_cluster_member *writer = cluster_writer(&p->from);
        const struct rds_instance *of = find_source(p, m->of);

        of = of ? of : find_source(p, p->make.members[0].of);
        return of || !writer ? of : find_source(p, writer->id);
}

static void choose_settings(struct stage *s, struct cluster_plan *p, struct member_make *m)
{
        const struct rds_instance *of = model_of(p, m);

        if (of) {
                fingerprint_of(&m->settings, of->settings);
                cloud_merge_foreign_tags(&m->tags, &of->tags);
        }
        fingerprint_pin(&m->settings, s);
        /* of another major version */
        if (json_get(p->from.settings, "cluster_parameter_group") &&
            !json_get(p->make.settings.want, "cluster_parameter_group") &&
            json_text(m->settings.want, "parameter_group") && !stage_has(s, "parameter_group")) {
                strlist_addf(&p->make.differs,
                             "%s has the default parameter group: %s is for version %s", m->id,
                             json_text(m->settings.want, "parameter_group"),
                             p->from.engine_version);
                json_object_object_del(m->settings.want, "parameter_group");
        }
        cluster_make_fit_member(&p->make, m);
}

bool cluster_plan_members(struct stage *s, struct cluster_plan *p, struct err *err)
{
        struct json_object *remembered = stage_recall(s, "members");

        if (remembered)
                recall_members(p, remembered);
        else
                choose_members(p);
        for (size_t i = 0; i < p->make.member_count; i++) {
                struct member_make *m = &p->make.members[i];

                choose_settings(s, p, m);
                if (!json_text(m->settings.want, "class")) {
                        err_set(err, ERR_INVALID, "no class is given for instance %s", m->id);
                        return err_next(err, "set class, or inherit from a cluster");
                }
        }
        return true;
}

bool cluster_plan_remember(struct stage *s, const struct cluster_plan *p, struct err *err)
{
        struct json_object *list;

        if (stage_recall(s, "members"))
                return true;
        list = json_object_new_array();
        for (size_t i = 0; i < p->make.member_count; i++) {
                struct json_object *one = json_object_new_object();

                json_put_text(one, "id", p->make.members[i].id);
                json_put_text(one, "of", p->make.members[i].of);
                json_object_array_add(list, one);
        }
        return stage_remember(s, "members", list, err);
}

/* --- custom endpoints --- */

/* Names are unique in the account and region: the old one's is taken. One that begins with the old
 * cluster's name begins with the new one's instead; another has that put in front. */
static bool new_name(const struct cluster_plan *p, const char *old, char out[MEMBER_SIZE])
{
        const char *rest = old;

        if (text_starts(old, p->from.id) && old[strlen(p->from.id)] == '-')
                rest += strlen(p->from.id) + 1;
        return snprintf(out, MEMBER_SIZE, "%s-%s", p->id, rest) < MEMBER_SIZE;
}

/* The new instances in place of those they stand for. */
static void translate(const struct cluster_plan *p, const struct strlist *old, struct strlist *out)
{
        for (size_t i = 0; i < old->count; i++)
                for (size_t k = 0; k < p->make.member_count; k++)
                        if (text_same(p->make.members[k].of, old->items[i]))
                                strlist_add(out, p->make.members[k].id);
}

void cluster_plan_endpoints(struct cluster_plan *p)
{
        for (size_t i = 0; i < p->from_endpoints.count; i++) {
                const struct rds_cluster_endpoint *old = &p->from_endpoints.items[i];
                struct endpoint_make *e;
                char id[MEMBER_SIZE];

                if (!cluster_endpoint_is_custom(old))
                        continue;
                if (!new_name(p, old->id, id)) {
                        strlist_addf(&p->make.differs,
                                     "no custom endpoint like %s: its name would be too long",
                                     old->id);
                        continue;
                }
                e = cluster_make_endpoint(&p->make, id, old->id);
                e->type = xstrdup(old->custom_type);
                translate(p, &old->members, &e->members);
                translate(p, &old->excluded, &e->excluded);
        }
}
