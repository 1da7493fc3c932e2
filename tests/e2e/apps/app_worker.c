/*
 * The demo's worker: a heartbeat into its database every half second, on one connection that is
 * made again when it was lost. SIGTERM: exit 0 between two heartbeats.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "tests/e2e/apps/helper_app.h"

enum { BEAT_MS = 500 };

static bool beat(PGconn *db)
{
        const char *const values[] = {app_setting("TASK_ID", "demo")};
        PGresult *r = PQexecParams(db, "INSERT INTO heartbeat (task, at) VALUES ($1, now())", 1,
                                   NULL, values, NULL, NULL, 0);
        bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;

        if (!ok)
                fprintf(stderr, "%s", PQerrorMessage(db));
        PQclear(r);
        return ok;
}

int main(int argc, char **argv)
{
        const struct timespec pause = {0, BEAT_MS * 1000000L};
        PGconn *db = NULL;

        if (app_told_to_crash(argc, argv))
                return 1;
        app_catch_stop();
        while (!app_stop) {
                if (!db)
                        db = app_database();
                if (db && !beat(db)) {
                        PQfinish(db);
                        db = NULL;
                }
                nanosleep(&pause, NULL); /* cut short by a signal */
        }
        PQfinish(db);
        return 0;
}
