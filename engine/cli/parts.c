#include "engine/cli/parts.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/mem.h"
#include "engine/cli/owner.h"

static const char *type_of(const struct pipeline *pipeline, const char *stage)
{
        for (size_t i = 0; pipeline && i < pipeline->stage_count; i++)
                if (text_same(pipeline->stages[i].id, stage))
                        return pipeline->stages[i].type->name;
        return "";
}

/* --- parts --- */

static struct part *add_part(struct parts *p, enum part_kind kind, int64_t at)
{
        p->items = xrealloc(p->items, (p->count + 1) * sizeof(*p->items));
        p->items[p->count] = (struct part){.kind = kind, .at = at, .type = ""};
        return &p->items[p->count++];
}

static void release_part(struct part *part)
{
        for (size_t i = 0; i < part->fact_count; i++) {
                free(part->facts[i].label);
                free(part->facts[i].text);
        }
        free(part->facts);
        free(part->stage);
        free(part->why);
        free(part->text);
}

static void add_fact(struct part *part, const char *label, const char *text, bool open)
{
        if (!text || !*text)
                return;
        part->facts = xrealloc(part->facts, (part->fact_count + 1) * sizeof(*part->facts));
        part->facts[part->fact_count++] =
                (struct part_fact){.label = xstrdup(label), .text = xstrdup(text), .open = open};
}

/* The last part of a stage, or NULL; open: one that has not ended. */
static struct part *part_of(struct parts *p, const char *stage, bool open)
{
        for (size_t i = p->count; i-- > 0;)
                if (text_same(p->items[i].stage, stage) && (!open || !p->items[i].ended))
                        return &p->items[i];
        return NULL;
}

static struct part *begin_part(struct parts *p, const struct pipeline *pipeline,
                               const struct journal_record *r, enum part_kind kind)
{
        struct part *part = part_of(p, r->stage, true);

        if (part && part->kind == kind) /* it is tried again */
                return part;
        part = add_part(p, kind, r->at);
        part->stage = xstrdup(r->stage);
        part->type = type_of(pipeline, r->stage);
        part->state = kind == PART_UNDO ? VIEW_UNDOING : VIEW_RUNNING;
        return part;
}

static void close_open(struct parts *p, int64_t at)
{
        for (size_t i = 0; i < p->count; i++) {
                struct part *part = &p->items[i];

                if (part->kind == PART_LINE || part->ended)
                        continue;
                part->ended = at;
                part->state = VIEW_STOPPED;
        }
}

/* Under the lock all begins again: what was done before were looks. */
static void forget_looks(struct parts *p)
{
        size_t kept = 0;

        for (size_t i = 0; i < p->count; i++)
                if (p->items[i].kind == PART_LINE)
                        p->items[kept++] = p->items[i];
                else
                        release_part(&p->items[i]);
        p->count = kept;
}

/* --- what a record of the journal means (engine/run/journal.h) --- */

static void take_result(struct parts *p, struct part *now, const char *text)
{
        for (size_t i = p->count; i-- > 0;) {
                struct part *part = &p->items[i];

                if (!text_same(part->stage, now->stage))
                        continue;
                for (size_t k = part->fact_count; k-- > 0;) {
                        char *whole;

                        if (!part->facts[k].open)
                                continue;
                        whole = xasprintf("%s; %s", part->facts[k].text, text ? text : "done");
                        free(part->facts[k].text);
                        part->facts[k].text = whole;
                        part->facts[k].open = false;
                        return;
                }
        }
        add_fact(now, "changed", text, false);
}

/* The error, and what others say of it: a line each, "WHO: TEXT". */
static void add_error(struct part *part, struct json_object *error)
{
        const char *line = json_text(error, "details");

        add_fact(part, "why", json_text(error, "text"), false);
        while (line && *line) {
                size_t len = strcspn(line, "\n");
                char *one = xstrndup(line, len), *colon = strstr(one, ": ");

                if (colon)
                        *colon = '\0';
                add_fact(part, colon ? one : "", colon ? colon + strlen(": ") : one, false);
                free(one);
                line += len + (line[len] != '\0');
        }
        add_fact(part, "next", json_text(error, "next"), false);
}

static enum view_state ended_as(enum part_kind kind, const char *state)
{
        bool ok = text_same(state, "succeeded");

        if (kind == PART_UNDO)
                return ok ? VIEW_UNDONE : VIEW_STANDING;
        return view_state_ended(state);
}

static void end_part(struct part *part, const struct journal_record *r, struct json_object *body)
{
        part->ended = r->at;
        part->state = ended_as(part->kind, json_text(body, "state"));
        xreplace(&part->why, json_text(body, "reason"));
        add_error(part, json_get(body, "error"));
}

static bool is_kind(const struct journal_record *r, const char *kind)
{
        return text_same(r->kind, kind);
}

static void take_stage(struct parts *p, const struct pipeline *pipeline,
                       const struct journal_record *r, struct json_object *body)
{
        const char *text = json_text(body, "text");
        struct part *part = part_of(p, r->stage, true);

        if (is_kind(r, "stage-started"))
                begin_part(p, pipeline, r, PART_STAGE);
        else if (is_kind(r, "undo-started"))
                begin_part(p, pipeline, r, PART_UNDO);
        else if (is_kind(r, "finish-started"))
                begin_part(p, pipeline, r, PART_FINISH);
        if (!is_kind(r, "stage-ended") && !part)
                part = part_of(p, r->stage, false);
        if (!part && is_kind(r, "stage-ended"))
                part = begin_part(p, pipeline, r, PART_STAGE);
        if (!part)
                return;
        if (is_kind(r, "stage-intent"))
                add_fact(part, "changed", text, true);
        else if (is_kind(r, "stage-result"))
                take_result(p, part, text);
        else if (is_kind(r, "stage-report"))
                add_fact(part, "report", text, false);
        else if (is_kind(r, "stage-retry"))
                add_fact(part, "retried", json_text(json_get(body, "error"), "text"), false);
        else if (is_kind(r, "stage-ended") || is_kind(r, "undo-ended") ||
                 is_kind(r, "finish-ended"))
                end_part(part, r, body);
}

/* What was found in the world stands for a journal that is lost. */
static void take_rebuilt(struct parts *p, const struct pipeline *pipeline,
                         const struct journal_record *r, struct json_object *stages)
{
        for (size_t i = 0; i < json_count(stages); i++) {
                struct json_object *stage = json_at(stages, i);
                struct json_object *found = json_array(stage, "found");
                struct journal_record of = {.at = r->at,
                                            .stage = (char *)json_text(stage, "stage")};
                struct part *part = begin_part(p, pipeline, &of, PART_STAGE);

                part->ended = r->at;
                part->state = view_state_ended(json_text(stage, "state"));
                for (size_t k = 0; k < json_count(found); k++)
                        add_fact(part, "found", json_object_get_string(json_at(found, k)), false);
        }
}

/* before: the time of the record before it, the last sign of life of a process that died. */
static void take(struct parts *p, const struct pipeline *pipeline, const struct journal_record *r,
                 int64_t before)
{
        static const char *const breaks[] = {"run-resumed", "run-reopened", "rollback-started",
                                             "run-interrupted", "run-ended"};
        struct json_object *body = NULL;
        struct text line = TEXT_INIT;
        struct err ignored = ERR_INIT;

        if (!r->body || !json_parse(r->body, strlen(r->body), &body, &ignored))
                body = NULL;
        for (size_t i = 0; i < ARRAY_LEN(breaks); i++)
                if (is_kind(r, breaks[i]))
                        close_open(p, before);
        p->intended = p->intended || is_kind(r, "stage-intent") || json_get(body, "rebuilt");
        p->stuck = is_kind(r, "run-ended") && text_same(json_text(body, "state"), "stuck");
        p->back = p->back || is_kind(r, "rollback-started");
        if (is_kind(r, "run-locked") && !p->intended)
                forget_looks(p);
        if (parts_say(r, body, p->owner, &line))
                add_part(p, PART_LINE, r->at)->text = text_steal(&line);
        else if (r->stage)
                take_stage(p, pipeline, r, body);
        take_rebuilt(p, pipeline, r, json_array(body, "rebuilt"));
        if (json_text(body, "owner"))
                xreplace(&p->owner, json_text(body, "owner"));
        text_release(&line);
        err_clear(&ignored);
        json_object_put(body);
}

/* Forward: it has not ended, but where it is stuck. */
static bool may_go_on(const struct parts *p, const struct journal_record *records, size_t count)
{
        const struct journal_record *last = count ? &records[count - 1] : NULL;

        return !p->back && last && (!is_kind(last, "run-ended") || p->stuck);
}

void parts_read(struct parts *p, const struct pipeline *pipeline,
                const struct journal_record *records, size_t count, int64_t now, bool driven)
{
        int64_t before = count ? records[0].at : now;

        *p = (struct parts){0};
        for (size_t i = 0; i < count; i++) {
                take(p, pipeline, &records[i], before);
                before = records[i].at;
        }
        if (!driven)
                close_open(p, before);
        for (size_t i = 0; i < p->count; i++)
                if (!p->items[i].ended)
                        p->items[i].ended = now > p->items[i].at ? now : p->items[i].at;
        for (size_t i = 0; may_go_on(p, records, count) && pipeline && i < pipeline->stage_count;
             i++) {
                const char *id = pipeline->stages[pipeline->order[i]].id;

                if (!part_of(p, id, false))
                        strlist_add(&p->waiting, id);
        }
}

void parts_release(struct parts *p)
{
        for (size_t i = 0; i < p->count; i++)
                release_part(&p->items[i]);
        free(p->items);
        strlist_release(&p->waiting);
        free(p->owner);
        *p = (struct parts){0};
}

/* --- what is said of the whole run --- */

static void add_who(struct text *out, const char *before, const char *owner)
{
        char *who = owner_who(owner ? owner : "somebody");

        text_addf(out, "%s%s", before, who);
        free(who);
}

static void say_resumed(struct json_object *body, const char *last, struct text *out)
{
        char *was = owner_who(last ? last : ""), *is;

        is = owner_who(json_text(body, "owner") ? json_text(body, "owner") : "");
        add_who(out, "resumed by ", json_text(body, "owner"));
        if (last && !text_same(was, is))
                text_addf(out, ", taken over from %s", was);
        free(was);
        free(is);
}

static void say_reopened(struct json_object *body, struct text *out)
{
        struct json_object *accepted = json_get(body, "accepted");

        add_who(out, "had succeeded, and is put back by ", json_text(body, "owner"));
        if (json_text(accepted, "by"))
                add_who(out, "; that what was written since is lost was accepted by ",
                        json_text(accepted, "by"));
        if (json_text(accepted, "arn"))
                text_addf(out, " (%s)", json_text(accepted, "arn"));
}

/* "approved stage go-live by ada@host (ARN): read the plan" */
static bool say_answer(const struct journal_record *r, struct json_object *body, struct text *out)
{
        struct json_object *answer = json_get(body, "value");

        if (!text_same(json_text(body, "key"), "answer") || !json_text(answer, "verdict"))
                return false;
        text_addf(out, "%s stage %s by ", json_text(answer, "verdict"), r->stage);
        add_who(out, "", json_text(answer, "by"));
        if (json_text(answer, "arn"))
                text_addf(out, " (%s)", json_text(answer, "arn"));
        if (json_text(answer, "comment"))
                text_addf(out, ": %s", json_text(answer, "comment"));
        return true;
}

static void say_why(struct text *out, const char *text)
{
        if (text && *text)
                text_addf(out, ": %s", text);
}

bool parts_say(const struct journal_record *r, struct json_object *body, const char *last_owner,
               struct text *out)
{
        if (is_kind(r, "stage-told"))
                return say_answer(r, body, out);
        if (is_kind(r, "run-resumed")) {
                say_resumed(body, last_owner, out);
        } else if (is_kind(r, "run-reopened")) {
                say_reopened(body, out);
        } else if (is_kind(r, "run-edited")) {
                text_addf(out, "goes on with %s, edited",
                          json_text(body, "file") ? json_text(body, "file") : "its definition");
                add_who(out, ", as said by ", json_text(body, "owner"));
        } else if (is_kind(r, "cancel-requested")) {
                add_who(out, "asked to stop by ", json_text(body, "by"));
        } else if (is_kind(r, "rollback-started")) {
                text_add(out, "rolling back");
                say_why(out, json_text(json_get(body, "error"), "text"));
        } else if (is_kind(r, "run-interrupted")) {
                text_add(out, "interrupted");
                say_why(out, json_text(body, "text"));
        } else if (is_kind(r, "run-ended")) {
                text_addf(out, "run ended: %s", json_text(body, "state"));
        } else if (is_kind(r, "stage-report") && !r->stage) {
                text_add(out, json_text(body, "text") ? json_text(body, "text") : "");
        } else if (json_array(body, "rebuilt")) {
                text_add(out, "rebuilt from what it left in the world, as its journal was lost");
        } else {
                return false;
        }
        return true;
}
