/* Whether the credentials will last. */
#include "engine/cli/expiry.h"

#include <stdio.h>

#include "engine/base/stamp.h"

void expiry_text(const struct expiry *e, struct text *out)
{
        const struct history_span *took = &e->history->total;
        char at[ISO_SIZE], in[24], usual[24];

        if (!e->ends || (took->runs && e->now + took->p90 < e->ends))
                return;
        iso_format(e->ends, at);
        duration_format(e->ends - e->now, in);
        text_addf(out, "snaplift: the credentials from %s expire at %s, in %s; ", e->source, at,
                  in);
        if (took->runs) {
                duration_format(took->p90, usual);
                text_addf(out, "a run of %s takes up to %s%s: they will hardly last\n", e->pipeline,
                          usual, e->history->of_stack ? "" : " on other stacks");
        } else {
                text_addf(out, "how long a run of %s takes is not known: none has ended yet\n",
                          e->pipeline);
        }
        text_add(out, "  next: a run whose credentials have expired stops where it is (exit 6) and "
                      "is resumed with new ones; to go through in one: credentials that are "
                      "renewed, from a profile or a role\n");
}

void expiry_tell(const struct session *session, const char *pipeline, const char *stack)
{
        struct history history = {0};
        struct err ignored = ERR_INIT;
        struct text out = TEXT_INIT;
        struct expiry e = {
                .now = loop_now(session->loop),
                .ends = aws_credentials_end(session->aws, &e.source),
                .pipeline = pipeline,
                .history = &history,
        };

        if (e.ends) {
                history_read(session->store, pipeline, stack, &history, &ignored);
                expiry_text(&e, &out);
                fputs(text_str(&out), stderr);
        }
        history_release(&history);
        text_release(&out);
        err_clear(&ignored);
}
