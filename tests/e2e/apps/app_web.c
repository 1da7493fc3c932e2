/*
 * The demo's web application. GET /health: 200 while its database answers; GET /: JSON with the
 * data set it reads, a count of rows, the task that answered. It reads its settings once, at its
 * start, as applications do: a new database needs a new task.
 *
 * SIGTERM: no new connections, the requests in hand are answered, exit 0.
 */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/e2e/apps/helper_app.h"

#if MHD_VERSION < 0x00097002
#define MHD_Result int
#else
#define MHD_Result enum MHD_Result
#endif

enum { STOP_LOOK_MS = 50, IN_HAND_MS = 10000 };

static PGconn *db;
static int in_hand; /* requests; one thread serves them all */

/* The connection, made again when it was lost. */
static bool connected(void)
{
        if (db && PQstatus(db) == CONNECTION_OK)
                return true;
        PQfinish(db);
        db = app_database();
        return db != NULL;
}

static PGresult *ask(const char *sql)
{
        for (int i = 0; i < 2; i++) { /* a connection that was lost shows only when it is used */
                PGresult *r;

                if (!connected())
                        return NULL;
                r = PQexec(db, sql);
                if (PQresultStatus(r) == PGRES_TUPLES_OK)
                        return r;
                fprintf(stderr, "%s", PQerrorMessage(db));
                PQclear(r);
                PQfinish(db);
                db = NULL;
        }
        return NULL;
}

static MHD_Result answer(struct MHD_Connection *c, unsigned status, const char *body)
{
        struct MHD_Response *r =
                MHD_create_response_from_buffer(strlen(body), (void *)body, MHD_RESPMEM_MUST_COPY);
        MHD_Result queued;

        MHD_add_response_header(r, "Content-Type", "application/json");
        if (app_stop)
                MHD_add_response_header(r, "Connection", "close");
        queued = MHD_queue_response(c, status, r);
        MHD_destroy_response(r);
        return queued;
}

static MHD_Result health(struct MHD_Connection *c)
{
        PGresult *r = ask("SELECT 1");
        bool good = r != NULL;

        PQclear(r);
        return answer(c, good ? 200 : 503, good ? "{\"healthy\":true}\n" : "{\"healthy\":false}\n");
}

/* Exact counts are dear: the planner's is good enough to tell that there are rows. */
static MHD_Result front(struct MHD_Connection *c)
{
        PGresult *r = ask("SELECT d.name, greatest(c.reltuples, 0)::bigint, i.id "
                          "FROM dataset d, pg_class c, "
                          "LATERAL (SELECT id FROM items ORDER BY id DESC LIMIT 1) i "
                          "WHERE c.oid = 'items'::regclass LIMIT 1");
        char body[512];

        if (!r || PQntuples(r) != 1) {
                PQclear(r);
                return answer(c, 503, "{\"error\":\"the database does not answer\"}\n");
        }
        snprintf(body, sizeof(body),
                 "{\"dataset\":\"%s\",\"rows\":%s,\"last\":%s,\"database\":\"%s\",\"task\":\"%s\"}"
                 "\n",
                 PQgetvalue(r, 0, 0), PQgetvalue(r, 0, 1), PQgetvalue(r, 0, 2),
                 app_setting("DB_HOST", ""), app_setting("TASK_ID", ""));
        PQclear(r);
        return answer(c, 200, body);
}

static MHD_Result serve(void *arg, struct MHD_Connection *c, const char *url, const char *method,
                        const char *version, const char *upload, size_t *upload_size, void **state)
{
        (void)arg;
        (void)version;
        (void)upload;
        if (!*state) { /* the headers are there; called again when the body is */
                *state = c;
                in_hand++;
                return MHD_YES;
        }
        *upload_size = 0;
        if (strcmp(method, "GET") != 0)
                return answer(c, 405, "{\"error\":\"only GET\"}\n");
        if (strcmp(url, "/health") == 0)
                return health(c);
        if (strcmp(url, "/") == 0)
                return front(c);
        return answer(c, 404, "{\"error\":\"no such page\"}\n");
}

static void completed(void *arg, struct MHD_Connection *c, void **state,
                      enum MHD_RequestTerminationCode code)
{
        (void)arg;
        (void)c;
        (void)code;
        if (*state)
                in_hand--;
}

static void run(struct MHD_Daemon *daemon, int milliseconds)
{
        fd_set readable, writable, failed;
        struct timeval wait = {milliseconds / 1000, milliseconds % 1000 * 1000};
        MHD_UNSIGNED_LONG_LONG most;
        MHD_socket highest = 0;

        FD_ZERO(&readable);
        FD_ZERO(&writable);
        FD_ZERO(&failed);
        MHD_get_fdset(daemon, &readable, &writable, &failed, &highest);
        if (MHD_get_timeout(daemon, &most) == MHD_YES && most < (unsigned)milliseconds)
                wait = (struct timeval){(time_t)(most / 1000), (suseconds_t)(most % 1000 * 1000)};
        if (select(highest + 1, &readable, &writable, &failed, &wait) >= 0)
                MHD_run_from_select(daemon, &readable, &writable, &failed);
}

int main(int argc, char **argv)
{
        struct sockaddr_in address = {.sin_family = AF_INET};
        struct MHD_Daemon *daemon;
        int64_t deadline;
        MHD_socket listening;

        if (app_told_to_crash(argc, argv))
                return 1;
        app_catch_stop();
        if (!connected())
                return 1;
        inet_pton(AF_INET, app_setting("HOST", "127.0.0.1"), &address.sin_addr);
        address.sin_port = htons((uint16_t)atoi(app_setting("PORT", "8080")));
        daemon = MHD_start_daemon(MHD_NO_FLAG, 0, NULL, NULL, serve, NULL, MHD_OPTION_SOCK_ADDR,
                                  (struct sockaddr *)&address, MHD_OPTION_NOTIFY_COMPLETED,
                                  completed, NULL, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1U,
                                  MHD_OPTION_END);
        if (!daemon) {
                fprintf(stderr, "can't listen on %s port %s\n", app_setting("HOST", "127.0.0.1"),
                        app_setting("PORT", "8080"));
                return 1;
        }
        while (!app_stop)
                run(daemon, STOP_LOOK_MS);
        run(daemon, 0); /* those already in the queue of the kernel are let in */
        listening = MHD_quiesce_daemon(daemon);
        deadline = app_ms() + IN_HAND_MS;
        do
                run(daemon, STOP_LOOK_MS);
        while (in_hand && app_ms() < deadline);
        MHD_stop_daemon(daemon);
        (void)listening; /* closed by the end of the process */
        PQfinish(db);
        return 0;
}
