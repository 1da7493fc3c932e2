/* From edges to an order: cycles, what final stages wait for, and the topological order. */
#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/graph/definition.h"

/* A walk in depth that finds edges back to a stage it is still in. */
struct walk {
        struct definition *def;
        const bool *edges;
        size_t count;
        size_t *path; /* the stages it is in */
        size_t depth;
        char *colour; /* 0 not seen, 1 in the path, 2 done */
};

static void report_cycle(const struct walk *w, size_t back_to)
{
        const struct pipeline_stage *stages = w->def->p->stages;
        struct text text = TEXT_INIT;
        size_t start = w->depth, first, len;

        while (w->path[start - 1] != back_to)
                start--;
        start--;
        len = w->depth - start;
        first = start; /* told from the stage that stands highest in the file */
        for (size_t i = start; i < w->depth; i++) {
                if (w->path[i] < w->path[first])
                        first = i;
        }
        for (size_t i = 0; i <= len; i++)
                text_addf(&text, "%s%s", i ? " -> " : "",
                          stages[w->path[start + (first - start + i) % len]].id);
        diagnostics_add(w->def->d, stages[w->path[first]].line, stages[w->path[first]].column,
                        "stages wait for each other in a circle: %s", text_str(&text));
        text_release(&text);
}

static bool visit(struct walk *w, size_t at)
{
        bool ok = true;

        w->colour[at] = 1;
        w->path[w->depth++] = at;
        for (size_t to = 0; to < w->count; to++) {
                if (!w->edges[at * w->count + to])
                        continue;
                if (w->colour[to] == 1) {
                        report_cycle(w, to);
                        ok = false;
                } else if (w->colour[to] == 0 && !visit(w, to)) {
                        ok = false;
                }
        }
        w->depth--;
        w->colour[at] = 2;
        return ok;
}

static bool acyclic(struct definition *def, const bool *edges)
{
        struct walk w = {.def = def, .edges = edges, .count = def->p->stage_count};
        bool ok = true;

        w.path = xcalloc(w.count, sizeof(*w.path));
        w.colour = xcalloc(w.count, 1);
        for (size_t i = 0; i < w.count; i++) {
                if (w.colour[i] == 0 && !visit(&w, i))
                        ok = false;
        }
        free(w.path);
        free(w.colour);
        return ok;
}

/* Marks everything that depends on a stage, the stage itself included. */
static void mark_dependents(const bool *edges, size_t count, size_t of, bool *marked)
{
        marked[of] = true;
        for (size_t i = 0; i < count; i++) {
                if (edges[i * count + of] && !marked[i])
                        mark_dependents(edges, count, i, marked);
        }
}

/* From the last to the first, so that of two final stages the one that stands first goes first. */
static void add_final_edges(const struct pipeline *p, bool *edges)
{
        size_t count = p->stage_count;

        for (size_t i = count; i-- > 0;) {
                bool *dependents;

                if (!p->stages[i].type || !p->stages[i].type->final)
                        continue;
                dependents = xcalloc(count, sizeof(*dependents));
                mark_dependents(edges, count, i, dependents);
                for (size_t j = 0; j < count; j++) {
                        if (!dependents[j])
                                edges[i * count + j] = true;
                }
                free(dependents);
        }
}

static void fill_neighbours(struct pipeline *p, const bool *edges)
{
        size_t count = p->stage_count;

        for (size_t i = 0; i < count; i++) {
                struct pipeline_stage *s = &p->stages[i];

                s->needs = xcalloc(count, sizeof(*s->needs));
                s->dependents = xcalloc(count, sizeof(*s->dependents));
                for (size_t j = 0; j < count; j++) {
                        if (edges[i * count + j])
                                s->needs[s->needs_count++] = j;
                        if (edges[j * count + i])
                                s->dependents[s->dependents_count++] = j;
                }
        }
}

/* Always the first stage of the file that waits for none that is not placed yet. */
static void fill_order(struct pipeline *p)
{
        size_t *waiting = xcalloc(p->stage_count, sizeof(*waiting));
        bool *placed = xcalloc(p->stage_count, sizeof(*placed));

        p->order = xcalloc(p->stage_count, sizeof(*p->order));
        for (size_t i = 0; i < p->stage_count; i++)
                waiting[i] = p->stages[i].needs_count;
        for (size_t n = 0; n < p->stage_count; n++) {
                size_t next = 0;

                while (placed[next] || waiting[next] > 0)
                        next++;
                placed[next] = true;
                p->order[n] = next;
                for (size_t i = 0; i < p->stages[next].dependents_count; i++)
                        waiting[p->stages[next].dependents[i]]--;
        }
        free(waiting);
        free(placed);
}

void definition_edges(struct definition *def, bool *edges)
{
        if (!acyclic(def, edges))
                return;
        add_final_edges(def->p, edges);
        fill_neighbours(def->p, edges);
        fill_order(def->p);
}
