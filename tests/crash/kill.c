/*
 * The death of a process at a place that is named beforehand: in test programs only, put before
 * transport_perform() and behind store_open() by the linker (--wrap), so that the shipped program
 * has no trace of it.
 *
 *      SNAPLIFT_CRASH_LIST=FILE     every place that is come to is written down, one a line
 *      SNAPLIFT_CRASH_AT=PLACE      there the process gets SIGKILL, as if by `kill -9`
 *
 * A place is "before|after call|journal WHAT #N": the Nth request of that operation, before it
 * leaves or when its answer is there and nobody has seen it; the Nth write of that kind to the
 * store, before it begins or when it has been committed.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/loop/http.h"
#include "engine/store/store.h"

bool __real_transport_perform(struct transport *t, const struct http_request *request,
                              struct http_response *response, struct err *err);
bool __wrap_transport_perform(struct transport *t, const struct http_request *request,
                              struct http_response *response, struct err *err);
struct store *__real_store_open(const char *location, struct err *err);
struct store *__wrap_store_open(const char *location, struct err *err);

/* --- places --- */

static void write_down(const char *place)
{
        static int file = -1;
        const char *path = getenv("SNAPLIFT_CRASH_LIST");
        char *line = xasprintf("%s\n", place);
        size_t len = strlen(line);

        if (path && file < 0)
                file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (path && (file < 0 || write(file, line, len) != (ssize_t)len)) {
                perror("SNAPLIFT_CRASH_LIST");
                abort(); /* a list with holes would prove nothing */
        }
        free(line);
}

static void come_to(const char *when, const char *what, int n)
{
        const char *at = getenv("SNAPLIFT_CRASH_AT");
        char *place = xasprintf("%s %s #%d", when, what, n);

        write_down(place);
        if (text_same(at, place))
                raise(SIGKILL);
        free(place);
}

/* How often this has been begun, with this time. */
static int count(const char *what)
{
        static struct strlist seen;
        int n = 1;

        for (size_t i = 0; i < seen.count; i++)
                n += strcmp(seen.items[i], what) == 0;
        strlist_add(&seen, what);
        return n;
}

/* --- requests --- */

/* "Action=RestoreDBInstance...&Version=..." or "X-Amz-Target: AmazonSSM.PutParameter" */
static char *operation(const struct http_request *request)
{
        const char *target = http_headers_get(&request->headers, "X-Amz-Target");
        const char *service = request->signing ? request->signing->service : "-";
        static const char action[] = "Action=";
        size_t skip = sizeof(action) - 1;

        if (target)
                return xasprintf("call %s %s", service,
                                 strrchr(target, '.') ? strrchr(target, '.') + 1 : target);
        if (request->body_len > skip && memcmp(request->body, action, skip) == 0)
                return xasprintf("call %s %.*s", service,
                                 (int)strcspn(request->body + skip, "&\r\n"), request->body + skip);
        return xasprintf("call %s %s", service, request->method);
}

bool __wrap_transport_perform(struct transport *t, const struct http_request *request,
                              struct http_response *response, struct err *err)
{
        char *what = operation(request);
        int n = count(what);
        bool ok;

        come_to("before", what, n);
        ok = __real_transport_perform(t, request, response, err);
        come_to("after", what, n);
        free(what);
        return ok;
}

/* --- the store --- */

static const struct store_ops *real;

#define WRITTEN(result, ...)                                                                       \
        do {                                                                                       \
                char *what = xasprintf(__VA_ARGS__);                                               \
                int n = count(what);                                                               \
                                                                                                   \
                come_to("before", what, n);                                                        \
                ok = (result);                                                                     \
                come_to("after", what, n);                                                         \
                free(what);                                                                        \
        } while (0)

static bool create(struct store *s, const struct run_record *run, struct err *err)
{
        bool ok;

        WRITTEN(real->create(s, run, err), "journal (new run)");
        return ok;
}

static bool append(struct store *s, const struct journal_entry *entry, struct err *err)
{
        bool ok;

        WRITTEN(real->append(s, entry, err), "journal %s%s%s", entry->kind, entry->stage ? " " : "",
                entry->stage ? entry->stage : "");
        return ok;
}

static bool lease_take(struct store *s, const char *stack, const char *run, const char *owner,
                       int64_t now, int64_t ttl, bool takeover, struct lease *out, struct err *err)
{
        bool ok;

        WRITTEN(real->lease_take(s, stack, run, owner, now, ttl, takeover, out, err),
                "journal (lease taken)");
        return ok;
}

static bool lease_release(struct store *s, const struct lease *held, struct err *err)
{
        bool ok;

        WRITTEN(real->lease_release(s, held, err), "journal (lease given back)");
        return ok;
}

/* A renewal comes with the time that passes, so it is not a place. */
struct store *__wrap_store_open(const char *location, struct err *err)
{
        static struct store_ops ops;
        struct store *s = __real_store_open(location, err);

        if (!s)
                return NULL;
        real = s->ops;
        ops = *real;
        ops.create = create;
        ops.append = append;
        ops.lease_take = lease_take;
        ops.lease_release = lease_release;
        s->ops = &ops;
        return s;
}
