/* What the demo's applications share: settings from the environment, a database connection. */
#ifndef SNAPLIFT_E2E_HELPER_APP_H
#define SNAPLIFT_E2E_HELPER_APP_H

#include <libpq-fe.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

/* SIGTERM and SIGINT set it; calls that wait return then. */
extern volatile sig_atomic_t app_stop;
void app_catch_stop(void);

/* The environment's value, or ends the program when there is none and no fallback. */
const char *app_setting(const char *name, const char *fallback);

/* DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASSWORD. NULL, after a word on stderr, when there is no
 * connection within 5 s. */
PGconn *app_database(void);

int64_t app_ms(void); /* wall clock */

/* True for `--crash` among the arguments or CRASH=1: says so on stderr. */
bool app_told_to_crash(int argc, char **argv);

#endif
