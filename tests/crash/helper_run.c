#include "tests/crash/helper_run.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIMIT_SECONDS = 120 };

int run_program(char *const argv[], const char *log)
{
        int status, out;
        pid_t pid = fork();

        if (pid < 0) {
                perror("fork");
                exit(2);
        }
        if (pid == 0) {
                out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
                dup2(out, 1);
                dup2(out, 2);
                alarm(LIMIT_SECONDS);
                execv(argv[0], argv);
                perror(argv[0]);
                _exit(127);
        }
        waitpid(pid, &status, 0);
        return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* The first column of the first row; "" when there is none. */
static void ask(sqlite3 *db, const char *sql, char *out, size_t size)
{
        sqlite3_stmt *st = NULL;

        *out = '\0';
        if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK) {
                fprintf(stderr, "the store: %s\n", sqlite3_errmsg(db));
                exit(2);
        }
        if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0))
                snprintf(out, size, "%s", (const char *)sqlite3_column_text(st, 0));
        sqlite3_finalize(st);
}

static bool is_so(sqlite3 *db, const char *sql)
{
        char text[32];

        ask(db, sql, text, sizeof(text));
        return atoi(text) > 0;
}

bool run_facts_read(const char *store, struct run_facts *out)
{
        sqlite3 *db = NULL;
        char stages[16] = "";

        memset(out, 0, sizeof(*out));
        if (access(store, F_OK) != 0)
                return false;
        if (sqlite3_open(store, &db) != SQLITE_OK) {
                fprintf(stderr, "%s: %s\n", store, sqlite3_errmsg(db));
                exit(2);
        }
        if (is_so(db, "SELECT count(*) FROM sqlite_master")) {
                ask(db, "SELECT id FROM runs ORDER BY rowid DESC LIMIT 1", out->id,
                    sizeof(out->id));
                ask(db, "SELECT state FROM runs ORDER BY rowid DESC LIMIT 1", out->state,
                    sizeof(out->state));
                out->begun = is_so(db, "SELECT count(*) FROM journal WHERE kind = 'run-started'");
                out->ended = is_so(db, "SELECT count(*) FROM journal WHERE kind = 'run-ended' AND"
                                       " seq = (SELECT max(seq) FROM journal)");
                out->final = is_so(db, "SELECT count(*) FROM journal WHERE kind = 'finish-started'"
                                       " OR kind = 'stage-intent' AND stage = 'retire'");
                ask(db,
                    "SELECT count(DISTINCT stage) FROM journal WHERE kind = 'stage-ended' AND seq >"
                    " coalesce((SELECT max(seq) FROM journal WHERE kind = 'run-locked'), 0)",
                    stages, sizeof(stages));
                out->stages = atoi(stages);
                out->leased = is_so(db, "SELECT count(*) FROM leases WHERE run <> ''");
        }
        sqlite3_close(db);
        return true;
}
