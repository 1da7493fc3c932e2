#include "tests/e2e/apps/helper_app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

volatile sig_atomic_t app_stop;

static void on_stop(int signum)
{
        (void)signum;
        app_stop = 1;
}

void app_catch_stop(void)
{
        struct sigaction action = {.sa_handler = on_stop};

        sigaction(SIGTERM, &action, NULL);
        sigaction(SIGINT, &action, NULL);
        signal(SIGPIPE, SIG_IGN);
}

const char *app_setting(const char *name, const char *fallback)
{
        const char *value = getenv(name);

        if (value && *value)
                return value;
        if (fallback)
                return fallback;
        fprintf(stderr, "%s is not set\n", name);
        exit(2);
}

PGconn *app_database(void)
{
        const char *const names[] = {
                "host", "port", "dbname", "user", "password", "connect_timeout", "application_name",
                NULL};
        const char *const values[] = {
                app_setting("DB_HOST", NULL),     app_setting("DB_PORT", "5432"),
                app_setting("DB_NAME", NULL),     app_setting("DB_USER", NULL),
                app_setting("DB_PASSWORD", NULL), "5",
                app_setting("TASK_ID", "demo"),   NULL};
        PGconn *db = PQconnectdbParams(names, values, 0);

        if (PQstatus(db) == CONNECTION_OK)
                return db;
        fprintf(stderr, "%s", PQerrorMessage(db));
        PQfinish(db);
        return NULL;
}

int64_t app_ms(void)
{
        struct timespec t;

        clock_gettime(CLOCK_REALTIME, &t);
        return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

bool app_told_to_crash(int argc, char **argv)
{
        bool crash = strcmp(app_setting("CRASH", "0"), "1") == 0;

        for (int i = 1; i < argc; i++)
                crash = crash || strcmp(argv[i], "--crash") == 0;
        if (crash)
                fprintf(stderr, "this release is broken: it ends at its start, as told\n");
        return crash;
}
