/* The source tier in another account or region: found, prepared, shared, copied, given back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/base/mem.h"
#include "tests/sim/helper_foreign.h"
#include "tests/sim/helper_tripwire.h"

#define DEV_KEY "arn:aws:kms:us-east-1:" DEVS ":key/devs"
#define DEV_DEFAULT "arn:aws:kms:us-east-1:" DEVS ":key/default"
#define OWN_KEY "arn:aws:kms:us-east-1:" OWN ":key/own"
#define COPY "xy-0146-qa-20261120010000-copy"

/* As in promote-accounts.yml, without what comes after the copy. */
#define STAGES                                                                                     \
        "inputs:\n"                                                                                \
        "  key: { type: text }\n"                                                                  \
        "  source_key: { type: text }\n"                                                           \
        "  keep: { type: flag, default: true }\n"                                                  \
        "  stop: { type: text }\n"                                                                 \
        "stages:\n"                                                                                \
        "  guard: { uses: identity.guard, with: { account: \"" OWN "\" } }\n"                      \
        "  guard_source: { uses: identity.guard, with: { tier: dev } }\n"                          \
        "  source:\n"                                                                              \
        "    uses: snapshot.select\n"                                                              \
        "    needs: [guard, guard_source]\n"                                                       \
        "    with:\n"                                                                              \
        "      stack: xy-0146-dev\n"                                                               \
        "      key: \"${{ inputs.key }}\"\n"                                                       \
        "      source_key: \"${{ inputs.source_key }}\"\n"                                         \
        "  prepare:\n"                                                                             \
        "    uses: snapshot.copy\n"                                                                \
        "    if: \"${{ stages.source.outputs.prepare }}\"\n"                                       \
        "    with: { snapshot: \"${{ stages.source.outputs.arn }}\", from: dev, tier: dev,\n"      \
        "            key: \"${{ inputs.source_key }}\", keep: false }\n"                           \
        "  share:\n"                                                                               \
        "    uses: snapshot.share\n"                                                               \
        "    if: \"${{ stages.source.outputs.share }}\"\n"                                         \
        "    with: { snapshot: \"${{ default(stages.prepare.outputs.arn, "                         \
        "stages.source.outputs.arn) }}\", tier: dev }\n"                                           \
        "  copy:\n"                                                                                \
        "    uses: snapshot.copy\n"                                                                \
        "    needs: [share]\n"                                                                     \
        "    if: \"${{ stages.source.outputs.copy }}\"\n"                                          \
        "    with: { snapshot: \"${{ default(stages.prepare.outputs.arn, "                         \
        "stages.source.outputs.arn) }}\", from: dev, key: \"${{ inputs.key }}\", keep: \"${{ "     \
        "inputs.keep }}\" }\n"                                                                     \
        "  last: { uses: identity.guard, needs: [copy], with: { account: \"${{ inputs.stop }}\" "  \
        "} }\n"

static const char lift[] = "pipeline: lift\n"
                           "roles: { dev: \"" DEV_ROLE "\" }\n" STAGES;
static const char lift_both[] =
        "pipeline: lift\n"
        "roles: { dev: { role: \"" DEV_ROLE "\", region: eu-west-1 } }\n" STAGES;

#define WITH_KEY "{'key': '" OWN_KEY "'}"
#define WITH_KEYS "{'key': '" OWN_KEY "', 'source_key': '" DEV_KEY "', 'keep': false}"
#define STOPPED ", 'stop': '999999999999'}"

/* Under this run's mark, which comes first and goes last. */
#define SHARED DEVS " AddTagsToResource\n" DEVS " ModifyDBSnapshotAttribute\n"
#define UNSHARED DEVS " ModifyDBSnapshotAttribute\n" DEVS " RemoveTagsFromResource\n"

static struct foreign *world(void)
{
        struct foreign *f = foreign_new();
        struct foreign_key *k = foreign_add_key(f, DEV_KEY);

        strcpy(k->allowed, OWN);
        k = foreign_add_key(f, DEV_DEFAULT);
        k->aws_managed = true;
        foreign_add_key(f, OWN_KEY);
        return f;
}

/* Encrypted with a key of dev's. */
static struct foreign *world_encrypted(void)
{
        struct foreign *f = world();
        struct foreign_snapshot *s = foreign_add(f, "latest");

        s->encrypted = true;
        strcpy(s->kms_key, DEV_KEY);
        tags_set(&s->tags, "team", "blue");
        return f;
}

/* Taken by RDS itself, under its own key. */
static struct foreign *world_automated(void)
{
        struct foreign *f = world();
        struct foreign_snapshot *s = foreign_add(f, "rds:xy-0146-dev-2026-11-20");

        s->automated = s->encrypted = true;
        strcpy(s->kms_key, DEV_DEFAULT);
        return f;
}

static void expect_end(struct foreign *f, const struct foreign_result *r, enum run_end end)
{
        if (r->end != end)
                fail_msg("ended as %s: %s\n%s\n%s", run_end_name(r->end), err_text(&r->err),
                         text_str(&f->events), text_str(&f->mutations));
}

static void expect_run(struct foreign *f, const char *pipeline, const char *inputs,
                       enum run_end end)
{
        struct foreign_result r;

        foreign_run(f, pipeline, inputs, &r);
        expect_end(f, &r, end);
        foreign_result_release(&r);
}

static void expect_refused(struct foreign *f, const char *pipeline, const char *inputs,
                           const char *why, const char *next)
{
        struct foreign_result r;
        struct text plan = TEXT_INIT;

        foreign_run(f, pipeline, inputs, &r);
        expect_end(f, &r, RUN_REFUSED);
        if (!strstr(err_text(&r.err), why) || !strstr(r.err.next ? r.err.next : "", next))
                fail_msg("%s\n%s", err_text(&r.err), r.err.next ? r.err.next : "");
        assert_string_equal(text_str(&f->mutations), "");
        foreign_result_release(&r);
        foreign_plan(f, pipeline, inputs, &plan); /* at plan time, too */
        if (!strstr(text_str(&plan), why))
                fail_msg("%s", text_str(&plan));
        text_release(&plan);
}

static bool shared(struct foreign *f, const char *id)
{
        struct foreign_snapshot *s = foreign_find(f, DEVS, id);

        return s && strlist_has(&s->shared, OWN);
}

static void shared_and_copied(void **state)
{
        struct foreign *f = world_encrypted();
        struct foreign_snapshot *copy;

        (void)state;
        expect_run(f, lift, WITH_KEY, RUN_SUCCEEDED);
        assert_string_equal(text_str(&f->mutations), SHARED OWN " CopyDBSnapshot\n" UNSHARED);
        assert_false(shared(f, "latest"));
        copy = foreign_find(f, OWN, COPY);
        assert_non_null(copy);
        assert_string_equal(copy->kms_key, OWN_KEY);
        assert_string_equal(copy->status, "available");
        assert_string_equal(tags_get(&copy->tags, "team"), "blue");
        assert_string_equal(tags_get(&copy->tags, "snaplift:stack"), "xy-0146-qa");
        assert_string_equal(tags_get(&copy->tags, "snaplift:timestamp"), "20261120010000");
        assert_string_equal(tags_get(&copy->tags, "snaplift:snapshot"),
                            "arn:aws:rds:us-east-1:" DEVS ":snapshot:latest");
        assert_null(strstr(f->last_copy, "PreSignedUrl"));
        assert_int_equal(foreign_count(f, "AssumeRole"), 1); /* one for all stages */
        assert_string_equal(f->lock, "");

        /* a second run uses the copy that is there */
        text_release(&f->mutations);
        expect_run(f, lift, WITH_KEY, RUN_SUCCEEDED);
        assert_null(strstr(text_str(&f->mutations), "Copy"));
        assert_non_null(foreign_find(f, OWN, COPY));
        foreign_free(f);
}

static void the_copy_goes_when_it_is_not_kept(void **state)
{
        struct foreign *f = world_encrypted();

        (void)state;
        expect_run(f, lift, "{'key': '" OWN_KEY "', 'keep': false}", RUN_SUCCEEDED);
        assert_null(foreign_find(f, OWN, COPY));
        assert_false(shared(f, "latest"));
        assert_non_null(foreign_find(f, DEVS, "latest"));
        foreign_free(f);
}

static void an_automated_one_is_prepared_first(void **state)
{
        struct foreign *f = world_automated();

        (void)state;
        expect_run(f, lift, WITH_KEYS, RUN_SUCCEEDED);
        /* the copies go, and the original was never touched */
        assert_string_equal(text_str(&f->mutations),
                            DEVS " CopyDBSnapshot\n" SHARED OWN " CopyDBSnapshot\n" OWN
                                 " DeleteDBSnapshot\n" UNSHARED DEVS " DeleteDBSnapshot\n");
        assert_non_null(foreign_find(f, DEVS, "rds:xy-0146-dev-2026-11-20"));
        assert_null(foreign_find(f, DEVS, COPY));
        assert_null(foreign_find(f, OWN, COPY));
        foreign_free(f);
}

static void what_is_not_encrypted_is_shared_only(void **state)
{
        struct foreign *f = world();

        (void)state;
        foreign_add(f, "latest");
        expect_run(f, lift, "{}", RUN_SUCCEEDED);
        assert_string_equal(text_str(&f->mutations), SHARED UNSHARED);
        assert_int_equal(foreign_count(f, "DescribeKey"), 0);
        foreign_free(f);
}

static void a_key_encrypts_what_was_not(void **state)
{
        struct foreign *f = world();

        (void)state;
        foreign_add(f, "latest");
        expect_run(f, lift, WITH_KEY, RUN_SUCCEEDED);
        assert_true(foreign_find(f, OWN, COPY)->encrypted);
        foreign_free(f);
}

static void what_was_shared_before_stays_so(void **state)
{
        struct foreign *f = world_encrypted();

        (void)state;
        strlist_add(&foreign_find(f, DEVS, "latest")->shared, OWN);
        expect_run(f, lift, WITH_KEY, RUN_SUCCEEDED);
        assert_string_equal(text_str(&f->mutations), OWN " CopyDBSnapshot\n");
        assert_non_null(strstr(text_str(&f->events), "stage-ended share unchanged"));
        assert_true(shared(f, "latest"));
        foreign_free(f);
}

static void another_region_is_copied_with_a_url(void **state)
{
        struct foreign *f = world();
        struct foreign_snapshot *s = foreign_add(f, "latest");

        (void)state;
        strcpy(s->account, OWN);
        strcpy(s->region, "eu-west-1");
        snprintf(f->active, sizeof(f->active), "%s", "");
        s->encrypted = true;
        strcpy(s->kms_key, "arn:aws:kms:eu-west-1:" OWN ":key/west");
        foreign_add_key(f, s->kms_key);
        /* dev's parameters are in another account in this world: it is named instead */
        expect_run(f,
                   "pipeline: lift\n"
                   "roles: { dev: { region: eu-west-1 } }\n"
                   "stages:\n"
                   "  source: { uses: snapshot.select, with: { source: " DEV_DB ", key: \"" OWN_KEY
                   "\" } }\n"
                   "  copy: { uses: snapshot.copy, with: { snapshot: \"${{ "
                   "stages.source.outputs.arn }}\", from: dev, key: \"" OWN_KEY "\" } }\n",
                   "{}", RUN_SUCCEEDED);
        assert_string_equal(text_str(&f->mutations), OWN " CopyDBSnapshot\n");
        assert_string_equal(foreign_find(f, OWN, COPY)->region, "us-east-1");
        assert_non_null(strstr(f->last_copy,
                               "\"PreSignedUrl\":\"https://rds.eu-west-1.amazonaws.com/?Action="));
        assert_null(strstr(f->last_copy, "SourceRegion"));
        assert_int_equal(foreign_count(f, "AssumeRole"), 0);
        foreign_free(f);
}

static void another_account_and_region_at_once(void **state)
{
        struct foreign *f = world();
        struct foreign_snapshot *s = foreign_add(f, "latest");
        struct foreign_key *k;

        (void)state;
        strcpy(s->region, "eu-west-1");
        s->encrypted = true;
        strcpy(s->kms_key, "arn:aws:kms:eu-west-1:" DEVS ":key/west");
        k = foreign_add_key(f, s->kms_key);
        strcpy(k->allowed, OWN);
        expect_run(f, lift_both, WITH_KEY, RUN_SUCCEEDED);
        assert_false(shared(f, "latest"));
        assert_string_equal(foreign_find(f, OWN, COPY)->kms_key, OWN_KEY);
        assert_non_null(strstr(f->last_copy, "DestinationRegion=us-east-1"));
        foreign_free(f);
}

/* --- refused before anything is made --- */

static void aws_s_own_key_can_t_be_shared(void **state)
{
        struct foreign *f = world_encrypted();

        (void)state;
        strcpy(foreign_find(f, DEVS, "latest")->kms_key, DEV_DEFAULT);
        expect_refused(f, lift, WITH_KEY, "AWS's own key for RDS", "give source_key");
        expect_refused(f, lift, "{'key': '" OWN_KEY "', 'source_key': '" DEV_DEFAULT "'}",
                       "is AWS's own key, too", "customer managed");
        foreign_free(f);
}

static void a_copy_of_an_encrypted_one_needs_a_key(void **state)
{
        struct foreign *f = world_encrypted();

        (void)state;
        expect_refused(f, lift, "{}", "needs a key there", "give key");
        foreign_free(f);
}

static void another_region_needs_a_key(void **state)
{
        struct foreign *f = world();
        struct foreign_snapshot *s = foreign_add(f, "latest");

        (void)state;
        strcpy(s->account, OWN);
        strcpy(s->region, "eu-west-1");
        s->encrypted = true;
        strcpy(s->kms_key, DEV_KEY);
        expect_refused(f,
                       "pipeline: lift\n"
                       "roles: { dev: { region: eu-west-1 } }\n"
                       "stages:\n"
                       "  source: { uses: snapshot.select, with: { source: " DEV_DB " } }\n",
                       "{}", "of region eu-west-1 is encrypted", "give key");
        foreign_free(f);
}

static void keys_that_don_t_work_are_found(void **state)
{
        struct foreign *f = world_encrypted();

        (void)state;
        expect_refused(f, lift, "{'key': 'alias/nobody'}", "key:", "region us-east-1");
        f->keys[2].disabled = true;
        expect_refused(f, lift, WITH_KEY, "KMS key " OWN_KEY " is Disabled", "enable it");
        f->keys[2].disabled = false;
        *f->keys[0].allowed = '\0';
        expect_refused(f, lift, WITH_KEY,
                       "account " OWN " may not use KMS key " DEV_KEY " of account " DEVS,
                       "key policy");
        foreign_free(f);
}

static void twenty_accounts_are_the_most(void **state)
{
        struct foreign *f = world_encrypted();
        struct foreign_snapshot *s = foreign_find(f, DEVS, "latest");

        (void)state;
        for (int i = 0; i < 20; i++)
                strlist_addf(&s->shared, "2000000000%02d", i);
        expect_refused(f, lift, WITH_KEY, "is shared with 20 accounts", "take one of them off");
        foreign_free(f);
}

static void the_wrong_account_is_refused(void **state)
{
        static const char other[] =
                "pipeline: lift\n"
                "inputs: { account: { type: text } }\n"
                "roles: { dev: \"" DEV_ROLE "\", qa: { account: \"" DEVS "\" } }\n"
                "stages:\n"
                "  guard: { uses: identity.guard, enabled: \"${{ inputs.account == null }}\" }\n"
                "  source: { uses: identity.guard, with: { tier: dev, account: \"${{ "
                "inputs.account }}\" }, enabled: \"${{ inputs.account != null }}\" }\n";
        struct foreign *f = world();

        (void)state;
        expect_refused(f, other, "{}", "this is account " OWN ", expected " DEVS, "");
        expect_refused(f, other, "{'account': '" OWN "'}",
                       "this is account " DEVS ", expected " OWN " for tier dev", "");
        foreign_free(f);
}

static void a_copy_of_something_else_is_not_used(void **state)
{
        struct foreign *f = world_encrypted();
        struct foreign_snapshot *s = foreign_add(f, COPY);
        struct foreign_result r;

        (void)state;
        strcpy(s->account, OWN);
        tags_set(&s->tags, "snaplift:stack", "xy-0146-qa");
        tags_set(&s->tags, "snaplift:snapshot", "arn:aws:rds:us-east-1:" DEVS ":snapshot:older");
        foreign_run(f, lift, WITH_KEY, &r);
        expect_end(f, &r, RUN_ROLLED_BACK);
        assert_true(err_is(&r.err, ERR_FOREIGN));
        assert_non_null(foreign_find(f, OWN, COPY));
        assert_false(shared(f, "latest"));
        foreign_result_release(&r);
        foreign_free(f);
}

static void make_another(struct foreign *f)
{
        struct foreign_snapshot *s = foreign_add(f, COPY);

        strcpy(s->account, OWN);
        tags_set(&s->tags, "snaplift:run", "20250101-000000-aaaa");
}

/* Somebody makes one of that very name while our own request gets lost. */
static void what_another_made_meanwhile_is_not_deleted(void **state)
{
        struct foreign *f = world_encrypted();
        struct foreign_result r;

        (void)state;
        f->fault_operation = "CopyDBSnapshot";
        f->fault_nth = 1;
        f->fault_also = make_another;
        foreign_run(f, lift, WITH_KEY, &r);
        expect_end(f, &r, RUN_ROLLED_BACK);
        assert_true(err_is(&r.err, ERR_FOREIGN));
        assert_non_null(foreign_find(f, OWN, COPY));
        assert_null(strstr(text_str(&f->mutations), "Delete"));
        foreign_result_release(&r);
        foreign_free(f);
}

/* --- the plan --- */

static void the_plan_says_it_all(void **state)
{
        struct foreign *f = world_automated();
        struct text plan = TEXT_INIT;

        (void)state;
        foreign_plan(f, lift, WITH_KEYS, &plan);
        assert_non_null(
                strstr(text_str(&plan),
                       "prepare: rds:CopyDBSnapshot " COPY
                       " (SourceDBSnapshotIdentifier rds:xy-0146-dev-2026-11-20, KmsKeyId " DEV_KEY
                       ", kept until the end of the run)\n"));
        assert_non_null(strstr(text_str(&plan), "share: rds:ModifyDBSnapshotAttribute " COPY
                                                " (AttributeName restore, ValuesToAdd " OWN
                                                ", kept until the end of the run)\n"));
        assert_non_null(strstr(text_str(&plan), "copy: rds:CopyDBSnapshot "));
        assert_string_equal(text_str(&f->mutations), "");
        text_release(&plan);
        foreign_free(f);
}

/* --- lost answers, undo, resume --- */

static void assert_as_before(struct foreign *f)
{
        assert_null(foreign_find(f, OWN, COPY));
        assert_null(foreign_find(f, DEVS, COPY));
        assert_string_equal(f->lock, "");
        for (int i = 0; i < FOREIGN_MOST; i++)
                assert_int_equal(f->snapshots[i].shared.count, 0);
        for (int i = 0; i < FOREIGN_MOST; i++)
                for (size_t k = 0; k < f->snapshots[i].tags.count; k++)
                        assert_false(
                                text_starts(f->snapshots[i].tags.items[k].key, "snaplift:share:"));
}

static int copies_made(struct foreign *f)
{
        int count = 0;

        for (const char *at = text_str(&f->mutations); (at = strstr(at, "CopyDBSnapshot\n")); at++)
                count++;
        return count;
}

/* With keep false success leaves nothing behind either. */
static void lose(const char *operation, int nth, bool after, const char *inputs, enum run_end end)
{
        struct foreign *f = world_automated();
        struct foreign_result r;

        f->fault_operation = operation;
        f->fault_nth = nth;
        f->fault_after = after;
        foreign_run(f, lift, inputs, &r);
        if (r.end != end)
                print_message("%s %d %s\n", operation, nth, after ? "after" : "before");
        expect_end(f, &r, end);
        assert_as_before(f);
        assert_int_equal(copies_made(f), 2);
        assert_true(foreign_count(f, operation) >= nth);
        foreign_result_release(&r);
        foreign_free(f);
}

static void any_lost_request_or_answer(void **state)
{
        static const struct {
                const char *operation;
                int calls;
        } calls[] = {
                {"CopyDBSnapshot", 2},         {"ModifyDBSnapshotAttribute", 2},
                {"DeleteDBSnapshot", 2},       {"PutParameter", 1},
                {"DeleteParameter", 1},        {"AddTagsToResource", 1},
                {"RemoveTagsFromResource", 1},
        };

        (void)state;
        for (size_t i = 0; i < ARRAY_LEN(calls); i++) {
                for (int n = 1; n <= calls[i].calls; n++) {
                        for (int after = 0; after < 2; after++) {
                                lose(calls[i].operation, n, after, WITH_KEYS, RUN_SUCCEEDED);
                                lose(calls[i].operation, n, after,
                                     "{'key': '" OWN_KEY "', 'source_key': '" DEV_KEY "'" STOPPED,
                                     RUN_ROLLED_BACK);
                        }
                }
        }
}

static void cut_anywhere(bool back, int64_t late)
{
        int cut = 0;

        for (int records = 1;; records++) {
                struct foreign *f = world_automated();
                struct tripwire *trip = tripwire_new(f->store);
                struct foreign_result r, again = {0};
                bool whole;

                f->late = late;
                f->setup.store = tripwire_store(trip);
                tripwire_arm(trip, records);
                foreign_run(f, lift, WITH_KEYS, &r);
                whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
                tripwire_disarm(trip);
                if (!whole && r.id) {
                        cut++;
                        foreign_resume(f, r.id, back, &again);
                        if (back && again.end == RUN_STUCK) { /* it was clearing up already */
                                foreign_result_release(&again);
                                foreign_resume(f, r.id, false, &again);
                                assert_int_equal(again.end, RUN_SUCCEEDED);
                        } else if (again.end != (back ? RUN_ROLLED_BACK : RUN_SUCCEEDED)) {
                                fail_msg("cut after %d records: %s\n%s", records,
                                         err_text(&again.err), text_str(&f->events));
                        }
                        foreign_result_release(&again);
                }
                if (r.id)
                        assert_as_before(f);
                assert_true(copies_made(f) <= 2);
                foreign_result_release(&r);
                foreign_free(f);
                tripwire_free(trip);
                if (whole)
                        break;
        }
        assert_true(cut > 20);
}

static void cut_anywhere_and_resumed(void **state)
{
        (void)state;
        cut_anywhere(false, 0);
        cut_anywhere(false, 8000);
}

static void cut_anywhere_and_rolled_back(void **state)
{
        (void)state;
        cut_anywhere(true, 0);
        cut_anywhere(true, 8000);
}

/* --- gone on with from where dev's tier would be looked for elsewhere --- */

/* The stack's own place is said, dev's region is that of whoever goes on. */
static const char lift_pinned[] =
        "pipeline: lift\n"
        "roles: { dev: \"" DEV_ROLE "\", qa: { region: us-east-1 } }\n" STAGES;

/* One of the same name there, which somebody has made and shared with us. */
static struct foreign_snapshot *add_namesake(struct foreign *f)
{
        struct foreign_snapshot *s = foreign_add(f, COPY);

        strcpy(s->region, "eu-west-1");
        strlist_add(&s->shared, OWN);
        tags_set(&s->tags, "snaplift:run", "20250101-000000-aaaa");
        return s;
}

/* The namesake is as it was; of ours nothing is left, whatever its end said. */
static void assert_only_the_namesake(struct foreign *f, struct foreign_snapshot *namesake, int at)
{
        struct foreign_snapshot *s = namesake;

        if (!s->there || s->shared.count != 1 || s->tags.count != 1)
                fail_msg("cut after %d records: another's snapshot was changed\n%s", at,
                         text_str(&f->events));
        strlist_release(&s->shared);
        s->there = false;
        if (foreign_find(f, OWN, COPY) || foreign_find(f, DEVS, COPY))
                fail_msg("cut after %d records: a copy is left\n%s", at, text_str(&f->events));
        assert_as_before(f);
}

static bool is_unfinished(enum run_end end)
{
        return end == RUN_STUCK || end == RUN_ROLLBACK_INCOMPLETE;
}

/* Cut, and gone on with at first where that can't end well: in another region, or while dev's role
 * can't be assumed; then as it was begun. */
static void gone_on_with(const char *pipeline, const char *region, bool closed, bool back)
{
        bool whole = false, ever = false;

        for (int records = 1; !whole; records++) {
                struct foreign *f = world_automated();
                struct tripwire *trip = tripwire_new(f->store);
                struct foreign_result r, again = {0};
                struct foreign_snapshot *namesake = add_namesake(f);

                f->setup.store = tripwire_store(trip);
                tripwire_arm(trip, records);
                foreign_run(f, pipeline, WITH_KEYS, &r);
                whole = r.end == RUN_SUCCEEDED && !tripwire_cut(trip);
                tripwire_disarm(trip);
                if (!whole && r.id) {
                        f->closed = closed;
                        foreign_move(f, region);
                        foreign_resume(f, r.id, back, &again);
                        ever |= is_unfinished(again.end) &&
                                strstr(err_text(&again.err), closed ? DEV_ROLE : "us-east-1");
                        f->closed = false;
                        foreign_move(f, "us-east-1");
                        for (int n = 0; n < 2 && is_unfinished(again.end); n++) {
                                bool on = again.end == RUN_STUCK;

                                foreign_result_release(&again);
                                foreign_resume(f, r.id, !on, &again);
                        }
                        if (again.end != RUN_SUCCEEDED && again.end != RUN_ROLLED_BACK &&
                            again.end != RUN_REFUSED)
                                fail_msg("cut after %d records: %s\n%s", records,
                                         err_text(&again.err), text_str(&f->events));
                        foreign_result_release(&again);
                        assert_only_the_namesake(f, namesake, records);
                }
                foreign_result_release(&r);
                foreign_free(f);
                tripwire_free(trip);
        }
        assert_true(ever);
}

static void elsewhere_nothing_is_taken_for_gone(void **state)
{
        (void)state;
        gone_on_with(lift_pinned, "eu-west-1", false, true);
        gone_on_with(lift_pinned, "eu-west-1", false, false);
}

static void what_the_source_denies_is_given_back_later(void **state)
{
        (void)state;
        gone_on_with(lift, "us-east-1", true, true);
        gone_on_with(lift, "us-east-1", true, false);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(shared_and_copied),
                cmocka_unit_test(the_copy_goes_when_it_is_not_kept),
                cmocka_unit_test(an_automated_one_is_prepared_first),
                cmocka_unit_test(what_is_not_encrypted_is_shared_only),
                cmocka_unit_test(a_key_encrypts_what_was_not),
                cmocka_unit_test(what_was_shared_before_stays_so),
                cmocka_unit_test(another_region_is_copied_with_a_url),
                cmocka_unit_test(another_account_and_region_at_once),
                cmocka_unit_test(aws_s_own_key_can_t_be_shared),
                cmocka_unit_test(a_copy_of_an_encrypted_one_needs_a_key),
                cmocka_unit_test(another_region_needs_a_key),
                cmocka_unit_test(keys_that_don_t_work_are_found),
                cmocka_unit_test(twenty_accounts_are_the_most),
                cmocka_unit_test(the_wrong_account_is_refused),
                cmocka_unit_test(a_copy_of_something_else_is_not_used),
                cmocka_unit_test(what_another_made_meanwhile_is_not_deleted),
                cmocka_unit_test(the_plan_says_it_all),
                cmocka_unit_test(any_lost_request_or_answer),
                cmocka_unit_test(cut_anywhere_and_resumed),
                cmocka_unit_test(cut_anywhere_and_rolled_back),
                cmocka_unit_test(what_the_source_denies_is_given_back_later),
                cmocka_unit_test(elsewhere_nothing_is_taken_for_gone),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
