/* What is left of a stack, gathered and told. */
#include "engine/cli/orphan_list.h"

#include <inttypes.h>
#include <stdlib.h>

#include "engine/base/json.h"
#include "engine/base/mem.h"
#include "engine/run/unfinished.h"

bool orphan_list_read(struct store *store, struct aws *aws, const struct stack *stack,
                      bool definitions, struct orphan_list *out, struct err *err)
{
        struct orphan_search search = {
                .aws = aws,
                .stack = &out->stack,
                .unfinished = &out->unfinished,
                .definitions = definitions,
        };

        char *begun;
        bool ok;

        *out = (struct orphan_list){.stack = *stack};
        ok = run_unfinished(store, stack->name, NULL, &out->unfinished, &begun, err) &&
             orphans_look(&search, &out->found, err);
        free(begun);
        return ok;
}

void orphan_list_release(struct orphan_list *l)
{
        strlist_release(&l->unfinished);
        orphans_release(&l->found);
}

void orphan_list_text(const struct orphan_list *l, int64_t now, struct text *out)
{
        for (size_t i = 0; i < l->found.count; i++) {
                const struct orphan *o = &l->found.items[i];
                char age[24];

                text_addf(out, "%-7s  %s %s",
                          o->overdue  ? "overdue"
                          : o->unsure ? "unsure"
                                      : "orphan",
                          orphan_kind_name(o->kind), o->name);
                if (o->status)
                        text_addf(out, "  %s", o->status);
                if (o->size)
                        text_addf(out, "  %s", o->size);
                duration_format(now > o->created ? now - o->created : 0, age);
                text_addf(out, "  %s%s", o->created ? age : "age unknown",
                          o->created ? " old" : "");
                if (o->run)
                        text_addf(out, "  run %s", o->run);
                text_addf(out, "%s%s\n", o->unsure ? ": " : "", o->unsure ? o->unsure : "");
        }
        for (size_t i = 0; i < l->unfinished.count; i++)
                text_addf(out,
                          "run      %s has not ended, and what is its own is not listed: snaplift "
                          "show %s\n",
                          l->unfinished.items[i], l->unfinished.items[i]);
}

struct json_object *orphan_json(const struct orphan_list *l, const struct orphan *o, int64_t now)
{
        struct json_object *obj = json_object_new_object();
        char at[ISO_SIZE];

        json_put_text(obj, "stack", l->stack.name);
        json_put_text(obj, "kind", orphan_kind_name(o->kind));
        json_put_text(obj, "name", o->name);
        json_put_text(obj, "identity", o->identity);
        json_put_text(obj, "run", o->run);
        json_put_text(obj, "status", o->status);
        json_put_text(obj, "size", o->size);
        if (o->created) {
                iso_format(o->created, at);
                json_put_text(obj, "created", at);
                json_put_int(obj, "age", now > o->created ? (now - o->created) / 1000 : 0);
        }
        if (o->overdue)
                json_put_flag(obj, "overdue", true);
        json_put_text(obj, "unsure", o->unsure);
        return obj;
}
