#include "engine/cli/plan_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/digest.h"
#include "engine/base/mem.h"
#include "engine/graph/again.h"
#include "engine/run/plan.h"

enum { PLAN_FORMAT = 1, FILE_LIMIT = 16 * 1024 * 1024 };

static void digest_of(struct json_object *plan, char out[DIGEST_HEX_SIZE])
{
        struct json_object *rest = json_copy(plan);
        char *line;

        json_object_object_del(rest, "digest");
        line = json_canonical(rest);
        digest_sha256_hex(line, strlen(line), out);
        free(line);
        json_object_put(rest);
}

static bool write_all(int fd, const char *bytes, size_t len)
{
        while (len) {
                ssize_t n = write(fd, bytes, len);

                if (n < 0 && errno != EINTR)
                        return false;
                if (n > 0) {
                        bytes += n;
                        len -= (size_t)n;
                }
        }
        return true;
}

bool plan_file_write(const char *path, struct json_object *plan, struct err *err)
{
        char digest[DIGEST_HEX_SIZE], *line, *beside = xasprintf("%s.XXXXXX", path);
        int fd;
        bool ok;

        json_put_int(plan, "snaplift_plan", PLAN_FORMAT);
        digest_of(plan, digest);
        json_put_text(plan, "digest", digest);
        line = xasprintf("%s\n", json_line(plan));
        fd = mkostemp(beside, O_CLOEXEC); /* mode 0600 */
        ok = fd >= 0 && write_all(fd, line, strlen(line)) && fsync(fd) == 0 &&
             rename(beside, path) == 0;
        if (!ok) {
                err_set(err, ERR_SYSTEM, "can't write the plan to %s: %s", path, strerror(errno));
                err_next(err, "give --out a file that can be written");
        }
        if (fd >= 0)
                close(fd);
        if (fd >= 0 && !ok)
                unlink(beside);
        free(line);
        free(beside);
        return ok;
}

static bool read_file(const char *path, struct text *out, struct err *err)
{
        FILE *file = fopen(path, "rb");
        char chunk[16384];
        size_t got;

        if (file) {
                while ((got = fread(chunk, 1, sizeof(chunk), file)) > 0 && out->len <= FILE_LIMIT)
                        text_add_n(out, chunk, got);
        }
        if (!file || ferror(file)) {
                err_set(err, ERR_INVALID, "can't read the plan %s: %s", path, strerror(errno));
                err_next(err, "make one: snaplift plan PIPELINE STACK --out %s", path);
        } else if (out->len > FILE_LIMIT) {
                err_set(err, ERR_INVALID, "the plan %s is larger than 16 MiB", path);
                err_next(err, "make it anew: snaplift plan PIPELINE STACK --out %s", path);
        }
        if (file)
                fclose(file);
        return err->code == ERR_NONE;
}

static bool check(const char *path, struct json_object *plan, struct err *err)
{
        char digest[DIGEST_HEX_SIZE];
        int64_t format = json_int(plan, "snaplift_plan");

        if (format != PLAN_FORMAT) {
                if (format)
                        err_set(err, ERR_INVALID, "%s is a plan of format %lld, expected %d", path,
                                (long long)format, PLAN_FORMAT);
                else
                        err_set(err, ERR_INVALID, "%s is not a plan", path);
                return err_next(err, "make one: snaplift plan PIPELINE STACK --out %s", path);
        }
        digest_of(plan, digest);
        if (text_same(digest, json_text(plan, "digest")))
                return true;
        err_set(err, ERR_INVALID, "the plan %s is not what was saved: its digest is another", path);
        return err_next(err, "make it again: snaplift plan %s %s --out %s",
                        json_text(plan, "file") ? json_text(plan, "file") : "PIPELINE",
                        json_text(plan, "stack") ? json_text(plan, "stack") : "STACK", path);
}

bool plan_file_read(const char *path, struct json_object **plan, struct err *err)
{
        struct text bytes = TEXT_INIT;
        bool ok = read_file(path, &bytes, err);

        *plan = NULL;
        if (ok && !json_parse(text_str(&bytes), bytes.len, plan, err)) {
                err_prefix(err, "%s is not a plan", path);
                ok = err_next(err, "make one: snaplift plan PIPELINE STACK --out %s", path);
        }
        ok = ok && check(path, *plan, err);
        text_release(&bytes);
        if (!ok) {
                json_object_put(*plan);
                *plan = NULL;
        }
        return ok;
}

static void compare_text(struct json_object *then, struct json_object *now, const char *member,
                         const char *what, struct strlist *changes)
{
        const char *was = json_text(then, member), *is = json_text(now, member);

        if (!text_same(was, is))
                strlist_addf(changes, "%s: was %s, is %s", what, was ? was : "not known",
                             is ? is : "not known");
}

static void refuse(struct json_object *then, const struct strlist *changes, const char *path,
                   const struct definition *definition, struct err *err)
{
        struct text again = TEXT_INIT;

        err_set(err, ERR_REFUSED, "the world has changed since the plan of %s",
                json_text(then, "made"));
        for (size_t i = 0; i < changes->count; i++)
                err_detail(err, "changed", "%s", changes->items[i]);
        again_command("plan", definition->pipeline, &definition->stack, definition->inputs, &again);
        text_add(&again, " --out ");
        again_word(path, &again);
        err_next(err, "look again: %s", text_str(&again));
        text_release(&again);
}

bool plan_file_holds(struct json_object *then, struct json_object *now, const char *path,
                     const struct definition *definition, struct err *err)
{
        struct json_object *was = json_get(then, "identity"), *is = json_get(now, "identity");
        struct strlist changes = {0};
        struct err why = ERR_INIT;
        bool holds;

        compare_text(then, now, "stack", "the stack", &changes);
        compare_text(then, now, "definition", "the definition's digest", &changes);
        compare_text(was, is, "account", "the account", &changes);
        compare_text(was, is, "region", "the region", &changes);
        if (!json_same(json_get(then, "inputs"), json_get(now, "inputs")))
                strlist_addf(&changes, "the inputs: were %s, are %s",
                             json_line(json_get(then, "inputs")),
                             json_line(json_get(now, "inputs")));
        plan_compare(then, now, &changes);
        if (!plan_is_blocked(then, &why) && plan_is_blocked(now, &why))
                strlist_addf(&changes, "%s", err_text(&why));
        err_clear(&why);
        holds = !changes.count;
        if (!holds)
                refuse(then, &changes, path, definition, err);
        strlist_release(&changes);
        return holds;
}
