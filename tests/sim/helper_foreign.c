#include "tests/sim/helper_foreign.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/aws/stack_lock.h"
#include "engine/base/mem.h"
#include "engine/base/stamp.h"
#include "stages/table.h"

enum { COPY_MS = 60000, HALF_CALL_MS = 10 };

static const int64_t BEGIN = 1795222800000; /* 2026-11-21T01:00:00Z */

/* --- requests --- */

/* A form as an object of texts, decoded. */
static struct json_object *read_form(const char *body, size_t len)
{
        struct json_object *form = json_object_new_object();
        struct text word = TEXT_INIT;
        char *name = NULL;

        for (size_t i = 0; i <= len; i++) {
                char c = i < len ? body[i] : '&';

                if (c == '=' && !name) {
                        name = text_steal(&word);
                } else if (c == '&') {
                        if (name)
                                json_put_text(form, name, text_str(&word));
                        free(name);
                        name = NULL;
                        text_release(&word);
                } else if (c == '%' && i + 2 < len) {
                        char hex[3] = {body[i + 1], body[i + 2], '\0'};

                        text_add_char(&word, (char)strtol(hex, NULL, 16));
                        i += 2;
                } else {
                        text_add_char(&word, c == '+' ? ' ' : c);
                }
        }
        text_release(&word);
        return form;
}

struct asked {
        struct foreign *f;
        const char *account, *region;
        char *operation;
        struct json_object *in;
        struct http_response *out;
};

static void refuse(struct asked *a, const char *code)
{
        a->out->status = 400;
        if (http_headers_get(&a->out->headers, "json"))
                text_addf(&a->out->body, "{\"__type\":\"%s\",\"message\":\"no\"}", code);
        else
                text_addf(&a->out->body,
                          "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code>"
                          "<Message>no</Message></Error></ErrorResponse>",
                          code);
}

static void answer(struct asked *a, const char *inner)
{
        text_addf(&a->out->body, "<%sResponse><%sResult>%s</%sResult></%sResponse>", a->operation,
                  a->operation, inner, a->operation, a->operation);
}

/* --- snapshots --- */

struct foreign_snapshot *foreign_find(struct foreign *f, const char *account, const char *id)
{
        for (int i = 0; i < FOREIGN_MOST; i++)
                if (f->snapshots[i].there && !strcmp(f->snapshots[i].account, account) &&
                    !strcmp(f->snapshots[i].id, id))
                        return &f->snapshots[i];
        return NULL;
}

/* The caller's own, by the region he asks in. */
static struct foreign_snapshot *find_here(const struct asked *a, const char *id)
{
        for (int i = 0; i < FOREIGN_MOST; i++) {
                struct foreign_snapshot *s = &a->f->snapshots[i];

                if (s->there && !strcmp(s->account, a->account) && !strcmp(s->region, a->region) &&
                    text_same(s->id, id))
                        return s;
        }
        return NULL;
}

static void arn_of(const struct foreign_snapshot *s, char out[160])
{
        snprintf(out, 160, "arn:aws:rds:%s:%s:snapshot:%s", s->region, s->account, s->id);
}

static bool is_shared_with(const struct foreign_snapshot *s, const char *account)
{
        return strlist_has(&s->shared, account) || strlist_has(&s->shared, "all");
}

static bool is_visible(const struct foreign *f, const struct foreign_snapshot *s)
{
        return s->there && loop_now(f->loop) >= s->visible;
}

/* By name in one's own account and region, by ARN also one that is shared. any_region: a copy. */
static struct foreign_snapshot *see(struct asked *a, const char *id, bool any_region)
{
        for (int i = 0; i < FOREIGN_MOST; i++) {
                struct foreign_snapshot *s = &a->f->snapshots[i];
                char arn[160];

                arn_of(s, arn);
                if (!is_visible(a->f, s) || (!any_region && strcmp(s->region, a->region)))
                        continue;
                if (!strcmp(s->account, a->account) && (!strcmp(s->id, id) || !strcmp(arn, id)))
                        return s;
                if (!strcmp(arn, id) && is_shared_with(s, a->account))
                        return s;
        }
        return NULL;
}

static void ripen(struct foreign *f, struct foreign_snapshot *s)
{
        if (!strcmp(s->status, "creating") && loop_now(f->loop) >= s->ready)
                snprintf(s->status, sizeof(s->status), "available");
}

static void show(struct asked *a, struct foreign_snapshot *s, struct text *out)
{
        char arn[160], at[ISO_SIZE];
        bool own = !strcmp(s->account, a->account);

        ripen(a->f, s);
        arn_of(s, arn);
        iso_format(s->original, at);
        text_addf(out,
                  "<DBSnapshot><DBSnapshotIdentifier>%s</DBSnapshotIdentifier><DBSnapshotArn>%s"
                  "</DBSnapshotArn><DBInstanceIdentifier>%s</DBInstanceIdentifier><Status>%s"
                  "</Status><SnapshotType>%s</SnapshotType><Encrypted>%s</Encrypted>"
                  "<OriginalSnapshotCreateTime>%s</OriginalSnapshotCreateTime>"
                  "<PercentProgress>50</PercentProgress>",
                  own ? s->id : arn, arn, s->of, s->status,
                  !own           ? "shared"
                  : s->automated ? "automated"
                                 : "manual",
                  s->encrypted ? "true" : "false", at);
        if (*s->kms_key)
                text_addf(out, "<KmsKeyId>%s</KmsKeyId>", s->kms_key);
        text_add(out, "<TagList>");
        for (size_t i = 0; own && i < s->tags.count; i++)
                text_addf(out, "<Tag><Key>%s</Key><Value>%s</Value></Tag>", s->tags.items[i].key,
                          s->tags.items[i].value);
        text_add(out, "</TagList></DBSnapshot>");
}

static void describe_snapshots(struct asked *a)
{
        const char *id = json_text(a->in, "DBSnapshotIdentifier");
        const char *of = json_text(a->in, "DBInstanceIdentifier");
        struct text list = TEXT_INIT;

        text_add(&list, "<DBSnapshots>");
        for (int i = 0; of && i < FOREIGN_MOST; i++) {
                struct foreign_snapshot *s = &a->f->snapshots[i];

                if (is_visible(a->f, s) && !strcmp(s->of, of) && !strcmp(s->account, a->account) &&
                    !strcmp(s->region, a->region))
                        show(a, s, &list);
        }
        if (id && see(a, id, false))
                show(a, see(a, id, false), &list);
        else if (id)
                refuse(a, "DBSnapshotNotFound");
        text_add(&list, "</DBSnapshots>");
        if (a->out->status == 200)
                answer(a, text_str(&list));
        text_release(&list);
}

/* Only its owner's. */
static struct foreign_snapshot *owned(struct asked *a)
{
        const char *id = json_text(a->in, "DBSnapshotIdentifier");
        struct foreign_snapshot *s = find_here(a, id);

        if (s && is_visible(a->f, s))
                return s;
        refuse(a, "DBSnapshotNotFound");
        return NULL;
}

static void show_attributes(struct asked *a, const struct foreign_snapshot *s)
{
        struct text out = TEXT_INIT;

        text_add(&out, "<DBSnapshotAttributesResult><DBSnapshotAttributes><DBSnapshotAttribute>"
                       "<AttributeName>restore</AttributeName><AttributeValues>");
        for (size_t i = 0; i < s->shared.count; i++)
                text_addf(&out, "<AttributeValue>%s</AttributeValue>", s->shared.items[i]);
        text_add(&out, "</AttributeValues></DBSnapshotAttribute></DBSnapshotAttributes>"
                       "</DBSnapshotAttributesResult>");
        answer(a, text_str(&out));
        text_release(&out);
}

static struct foreign_key *key_named(struct asked *a, const char *name)
{
        for (int i = 0; i < FOREIGN_MOST; i++) {
                struct foreign_key *k = &a->f->keys[i];
                const char *region = *k->arn ? k->arn + strlen("arn:aws:kms:") : "";
                bool here = text_starts(region, a->region);
                bool own = strstr(k->arn, a->account) != NULL;

                if (*k->arn && here && (!strcmp(k->arn, name) || (own && !strcmp(k->alias, name))))
                        return k;
        }
        return NULL;
}

static void modify_attribute(struct asked *a)
{
        const char *add = json_text(a->in, "ValuesToAdd.AttributeValue.1");
        const char *take = json_text(a->in, "ValuesToRemove.AttributeValue.1");
        struct foreign_snapshot *s = owned(a);
        struct strlist left = {0};

        if (!s)
                return;
        if (s->automated || (s->encrypted && strstr(s->kms_key, "key/default"))) {
                refuse(a, "InvalidDBSnapshotState");
                return;
        }
        if (add && s->shared.count >= 20) {
                refuse(a, "SharedSnapshotQuotaExceeded");
                return;
        }
        if (add && !strlist_has(&s->shared, add))
                strlist_add(&s->shared, add);
        for (size_t i = 0; take && i < s->shared.count; i++)
                if (strcmp(s->shared.items[i], take))
                        strlist_add(&left, s->shared.items[i]);
        if (take) {
                strlist_release(&s->shared);
                s->shared = left;
        }
        show_attributes(a, s);
}

static void take_tags(struct asked *a, struct tags *out)
{
        for (int i = 1;; i++) {
                char *key = xasprintf("Tags.Tag.%d.Key", i);
                char *value = xasprintf("Tags.Tag.%d.Value", i);
                bool more = json_text(a->in, key) != NULL;

                if (more)
                        tags_set(out, json_text(a->in, key), json_text(a->in, value));
                free(key);
                free(value);
                if (!more)
                        return;
        }
}

static struct foreign_snapshot *named_by_arn(struct asked *a)
{
        const char *arn = json_text(a->in, "ResourceName");
        const char *id = arn ? strstr(arn, ":snapshot:") : NULL;
        struct foreign_snapshot *s = id ? find_here(a, id + strlen(":snapshot:")) : NULL;

        if (!s)
                refuse(a, "DBSnapshotNotFound");
        return s;
}

static void add_tags(struct asked *a)
{
        struct foreign_snapshot *s = named_by_arn(a);

        if (!s)
                return;
        take_tags(a, &s->tags);
        answer(a, "");
}

static void remove_tags(struct asked *a)
{
        struct foreign_snapshot *s = named_by_arn(a);
        const char *key = json_text(a->in, "TagKeys.member.1");
        struct tags left = {0};

        if (!s)
                return;
        for (size_t i = 0; i < s->tags.count; i++)
                if (!text_same(s->tags.items[i].key, key))
                        tags_set(&left, s->tags.items[i].key, s->tags.items[i].value);
        tags_release(&s->tags);
        s->tags = left;
        answer(a, "");
}

/* What RDS says of the two sides and the key; NULL: nothing is wrong. */
static const char *copy_fault(struct asked *a, const struct foreign_snapshot *from)
{
        const char *key = json_text(a->in, "KmsKeyId");
        bool abroad = strcmp(from->account, a->account) || strcmp(from->region, a->region);

        if (strcmp(from->status, "available"))
                return "InvalidDBSnapshotState";
        if (from->encrypted && abroad && !key)
                return "InvalidParameterCombination";
        if (key && !key_named(a, key))
                return "KMSKeyNotAccessibleFault";
        if (strcmp(from->region, a->region) && !json_text(a->in, "PreSignedUrl"))
                return "InvalidParameterValue";
        return NULL;
}

static void copy_snapshot(struct asked *a)
{
        const char *id = json_text(a->in, "TargetDBSnapshotIdentifier");
        const char *key = json_text(a->in, "KmsKeyId");
        struct foreign_snapshot *from =
                see(a, json_text(a->in, "SourceDBSnapshotIdentifier"), true);
        struct foreign_snapshot *to;
        struct text out = TEXT_INIT;

        free(a->f->last_copy);
        a->f->last_copy = xstrdup(json_line(a->in));
        if (!from || copy_fault(a, from) || find_here(a, id)) {
                refuse(a, !from                 ? "DBSnapshotNotFound"
                          : copy_fault(a, from) ? copy_fault(a, from)
                                                : "DBSnapshotAlreadyExists");
                return;
        }
        to = foreign_add(a->f, id);
        snprintf(to->account, sizeof(to->account), "%s", a->account);
        snprintf(to->region, sizeof(to->region), "%s", a->region);
        snprintf(to->of, sizeof(to->of), "%s", from->of);
        snprintf(to->kms_key, sizeof(to->kms_key), "%s",
                 key ? key_named(a, key)->arn : from->kms_key);
        to->encrypted = from->encrypted || key;
        to->original = from->original;
        to->visible = loop_now(a->f->loop) + a->f->late;
        to->ready = loop_now(a->f->loop) + COPY_MS;
        snprintf(to->status, sizeof(to->status), "creating");
        take_tags(a, &to->tags);
        show(a, to, &out);
        answer(a, text_str(&out));
        text_release(&out);
}

static void forget(struct foreign_snapshot *s)
{
        strlist_release(&s->shared);
        tags_release(&s->tags);
        *s = (struct foreign_snapshot){0};
}

static void delete_snapshot(struct asked *a)
{
        struct foreign_snapshot *s = owned(a);
        struct text out = TEXT_INIT;

        if (!s)
                return;
        ripen(a->f, s);
        if (strcmp(s->status, "available")) {
                refuse(a, "InvalidDBSnapshotState");
                return;
        }
        show(a, s, &out);
        answer(a, text_str(&out));
        text_release(&out);
        forget(s);
}

static void snapshot_attributes(struct asked *a)
{
        struct foreign_snapshot *s = owned(a);

        if (s)
                show_attributes(a, s);
}

/* --- KMS, STS, Parameter Store --- */

static void describe_key(struct asked *a)
{
        struct foreign_key *k = key_named(a, json_text(a->in, "KeyId"));

        if (!k) {
                refuse(a, "NotFoundException");
        } else if (!strstr(k->arn, a->account) && strcmp(k->allowed, a->account)) {
                refuse(a, "AccessDeniedException");
        } else {
                text_addf(&a->out->body,
                          "{\"KeyMetadata\":{\"KeyId\":\"%s\",\"Arn\":\"%s\",\"KeyManager\":\"%s\","
                          "\"KeyState\":\"%s\",\"KeySpec\":\"SYMMETRIC_DEFAULT\",\"KeyUsage\":"
                          "\"ENCRYPT_DECRYPT\"}}",
                          strchr(k->arn, '/') + 1, k->arn, k->aws_managed ? "AWS" : "CUSTOMER",
                          k->disabled ? "Disabled" : "Enabled");
        }
}

static void caller_identity(struct asked *a)
{
        char *inner = xasprintf("<Account>%s</Account><Arn>arn:aws:iam::%s:user/x</Arn>"
                                "<UserId>x</UserId>",
                                a->account, a->account);

        answer(a, inner);
        free(inner);
}

static void assume_role(struct asked *a)
{
        char until[ISO_SIZE], *inner;

        if (a->f->closed || !text_same(json_text(a->in, "RoleArn"), DEV_ROLE)) {
                refuse(a, "AccessDenied");
                return;
        }
        iso_format(loop_now(a->f->loop) + 3600000, until);
        inner = xasprintf("<Credentials><AccessKeyId>ASIADEV</AccessKeyId><SecretAccessKey>secret"
                          "</SecretAccessKey><SessionToken>token</SessionToken><Expiration>%s"
                          "</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>x:y"
                          "</AssumedRoleId><Arn>arn:aws:sts::" DEVS ":assumed-role/lift/y</Arn>"
                          "</AssumedRoleUser>",
                          until);
        answer(a, inner);
        free(inner);
}

/* /xy-0146-dev/db/active-timestamp in dev's account and /xy-0146-qa/lock in the own one. */
static void get_parameter(struct asked *a)
{
        const char *name = json_text(a->in, "Name");
        bool devs = !strcmp(a->account, DEVS);
        const char *value = devs && text_same(name, "/xy-0146-dev/db/active-timestamp")
                                    ? a->f->active
                            : !devs && text_same(name, "/xy-0146-qa/lock") ? a->f->lock
                                                                           : "";
        struct json_object *out, *p;

        if (!*value) {
                refuse(a, "ParameterNotFound");
                return;
        }
        out = json_object_new_object();
        p = json_object_new_object();
        json_put_text(p, "Name", name);
        json_put_text(p, "Type", "String");
        json_put_text(p, "Value", value);
        json_put_int(p, "Version", 1);
        json_put(out, "Parameter", p);
        text_add(&a->out->body, json_line(out));
        json_object_put(out);
}

static void put_parameter(struct asked *a)
{
        if (!text_same(json_text(a->in, "Name"), "/xy-0146-qa/lock") || strcmp(a->account, OWN)) {
                refuse(a, "AccessDeniedException");
                return;
        }
        snprintf(a->f->lock, sizeof(a->f->lock), "%s", json_text(a->in, "Value"));
        text_add(&a->out->body, "{\"Version\":1,\"Tier\":\"Standard\"}");
}

static void delete_parameter(struct asked *a)
{
        *a->f->lock = '\0';
        text_add(&a->out->body, "{}");
}

static const struct {
        const char *name;
        void (*answer)(struct asked *a);
        bool mutating;
} operations[] = {
        {"DescribeDBSnapshots", describe_snapshots, false},
        {"DescribeDBSnapshotAttributes", snapshot_attributes, false},
        {"ModifyDBSnapshotAttribute", modify_attribute, true},
        {"CopyDBSnapshot", copy_snapshot, true},
        {"DeleteDBSnapshot", delete_snapshot, true},
        {"AddTagsToResource", add_tags, true},
        {"RemoveTagsFromResource", remove_tags, true},
        {"DescribeKey", describe_key, false},
        {"GetCallerIdentity", caller_identity, false},
        {"AssumeRole", assume_role, false},
        {"GetParameter", get_parameter, false},
        {"PutParameter", put_parameter, true},
        {"DeleteParameter", delete_parameter, true},
};

/* --- the transport --- */

static void dispatch(struct asked *a)
{
        for (size_t i = 0; i < ARRAY_LEN(operations); i++) {
                if (strcmp(operations[i].name, a->operation))
                        continue;
                if (operations[i].mutating && !strstr(a->operation, "Parameter"))
                        text_addf(&a->f->mutations, "%s %s\n", a->account, a->operation);
                operations[i].answer(a);
                return;
        }
        fail_msg("%s is not foreseen", a->operation);
}

static bool perform(struct transport *t, const struct http_request *request,
                    struct http_response *response, struct err *err)
{
        struct foreign *f = (struct foreign *)t;
        const char *target = http_headers_get(&request->headers, "X-Amz-Target");
        struct asked a = {
                .f = f,
                .account = !strcmp(request->signing->access_key, "ASIADEV") ? DEVS : OWN,
                .region = request->signing->region,
                .out = response,
        };
        bool hit;

        if (target) {
                struct err ignored = ERR_INIT;

                assert_true(json_parse(request->body, request->body_len, &a.in, &ignored));
                http_headers_add(&response->headers, "json", "1");
        } else {
                a.in = read_form(request->body, request->body_len);
        }
        a.operation = xstrdup(target ? strrchr(target, '.') + 1 : json_text(a.in, "Action"));
        json_put_int(f->count, a.operation, json_int(f->count, a.operation) + 1);
        hit = f->fault_operation && !strcmp(f->fault_operation, a.operation) &&
              json_int(f->count, a.operation) == f->fault_nth;
        response->status = 200;
        fiber_sleep(f->loop, HALF_CALL_MS);
        if (!hit || f->fault_after)
                dispatch(&a);
        fiber_sleep(f->loop, HALF_CALL_MS);
        json_object_put(a.in);
        free(a.operation);
        if (!hit)
                return true;
        if (f->fault_also)
                f->fault_also(f);
        http_response_release(response);
        *response = (struct http_response){0};
        return err_set(err, ERR_LOST, "the connection was closed");
}

/* --- the world --- */

static const char *environment(void *arg, const char *name)
{
        static const char *const table[][2] = {
                {"AWS_REGION", "us-east-1"},
                {"AWS_ACCESS_KEY_ID", "AKIDOWN"},
                {"AWS_SECRET_ACCESS_KEY", "secret"},
                {"AWS_EC2_METADATA_DISABLED", "true"},
        };

        (void)arg;
        for (size_t i = 0; i < ARRAY_LEN(table); i++)
                if (!strcmp(name, table[i][0]))
                        return table[i][1];
        return NULL;
}

static void heard(void *arg, const struct run_event *event)
{
        struct foreign *f = arg;

        if (event->kind != EVENT_STAGE_NOTE)
                text_addf(&f->events, "%s %s %s %s%s%s\n", run_event_name(event->kind),
                          event->stage ? event->stage : "-", event->state ? event->state : "-",
                          event->text ? event->text : "", event->err ? " ! " : "",
                          event->err ? err_text(event->err) : "");
}

static void begin_in(struct foreign *f, const char *region)
{
        struct aws_options options = {
                .loop = f->loop, .transport = &f->transport, .env = environment, .region = region};
        struct err err = ERR_INIT;

        f->aws = aws_new(&options, &err);
        if (!f->aws)
                fail_msg("%s", err_text(&err));
        f->accounts = accounts_new(f->aws);
        f->stack_lock = stack_lock(f->aws);
}

void foreign_move(struct foreign *f, const char *region)
{
        accounts_free(f->accounts);
        aws_free(f->aws);
        begin_in(f, region);
        f->setup.world = f->accounts;
}

struct foreign *foreign_new(void)
{
        struct foreign *f = xcalloc(1, sizeof(*f));
        struct err err = ERR_INIT;

        f->transport.perform = perform;
        f->loop = loop_new_virtual(BEGIN, 7);
        f->count = json_object_new_object();
        snprintf(f->active, sizeof(f->active), "20260901000000");
        f->store = store_open(":memory:", &err);
        if (!f->store)
                fail_msg("%s", err_text(&err));
        begin_in(f, NULL);
        f->listener = (struct run_listener){.arg = f, .event = heard};
        f->setup = (struct run_setup){
                .loop = f->loop,
                .store = f->store,
                .types = stage_types,
                .world = f->accounts,
                .place = accounts_place,
                .lock = &f->stack_lock,
                .listener = &f->listener,
                .owner = "sim@test:1",
                .lease_ttl = 60000,
        };
        return f;
}

void foreign_free(struct foreign *f)
{
        for (int i = 0; i < FOREIGN_MOST; i++)
                forget(&f->snapshots[i]);
        accounts_free(f->accounts);
        aws_free(f->aws);
        store_close(f->store);
        loop_free(f->loop);
        json_object_put(f->count);
        text_release(&f->mutations);
        text_release(&f->events);
        free(f->last_copy);
        free(f);
}

struct foreign_snapshot *foreign_add(struct foreign *f, const char *id)
{
        int i = 0;

        while (i < FOREIGN_MOST && f->snapshots[i].there)
                i++;
        assert_true(i < FOREIGN_MOST);
        f->snapshots[i] =
                (struct foreign_snapshot){.there = true, .original = BEGIN - 24 * 3600 * 1000LL};
        snprintf(f->snapshots[i].account, sizeof(f->snapshots[i].account), DEVS);
        snprintf(f->snapshots[i].region, sizeof(f->snapshots[i].region), "us-east-1");
        snprintf(f->snapshots[i].id, sizeof(f->snapshots[i].id), "%s", id);
        snprintf(f->snapshots[i].of, sizeof(f->snapshots[i].of), DEV_DB);
        snprintf(f->snapshots[i].status, sizeof(f->snapshots[i].status), "available");
        return &f->snapshots[i];
}

struct foreign_key *foreign_add_key(struct foreign *f, const char *arn)
{
        int i = 0;

        while (i < FOREIGN_MOST && *f->keys[i].arn)
                i++;
        assert_true(i < FOREIGN_MOST);
        snprintf(f->keys[i].arn, sizeof(f->keys[i].arn), "%s", arn);
        return &f->keys[i];
}

int foreign_count(struct foreign *f, const char *operation)
{
        return (int)json_int(f->count, operation);
}
