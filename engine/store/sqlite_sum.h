/*
 * A checksum over a row's columns, as an SQL function: SQLite itself notices damage to the shape of
 * its file, not to what is written in it.
 *
 *      row_sum(column, ...)    -> integer; of values and their types, in this order
 *
 * A row is written with the sum of its other columns and read together with
 * `sum IS row_sum(...)`.
 */
#ifndef SNAPLIFT_STORE_SQLITE_SUM_H
#define SNAPLIFT_STORE_SQLITE_SUM_H

#include <sqlite3.h>

/* Makes the function known to a connection; SQLite's result code. */
int sqlite_sum_register(sqlite3 *db);

#endif
