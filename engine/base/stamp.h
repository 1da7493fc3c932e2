/*
 * Points in time as text and back. Nothing here asks for the time: that is engine/loop's alone.
 * A time is milliseconds since 1970-01-01T00:00:00Z and not later than the year 9999, an interval
 * is milliseconds. Any other time is written as the nearest of these, and none is ever read.
 */
#ifndef SNAPLIFT_BASE_STAMP_H
#define SNAPLIFT_BASE_STAMP_H

#include <stdbool.h>
#include <stdint.h>

enum { STAMP_LEN = 14, STAMP_SIZE = STAMP_LEN + 1, ISO_SIZE = 32 };

/* 14 digits of UTC, YYYYMMDDHHMMSS: the timestamp in a database's name. Milliseconds are cut off.
 */
void stamp_format(int64_t ms, char out[STAMP_SIZE]);

/* True for 14 digits that are a real UTC date and time. ms may be NULL. */
bool stamp_parse(const char *text, int64_t *ms);

/* 2026-11-21T01:07:10.123Z */
void iso_format(int64_t ms, char out[ISO_SIZE]);

/* 2026-11-21 01:07:10Z: for people. */
void when_format(int64_t ms, char out[ISO_SIZE]);

/* RFC 3339 with Z or an offset, with or without fraction, as AWS's XML replies carry. */
bool iso_parse(const char *text, int64_t *ms);

/* The Date of an HTTP answer, "Sat, 21 Nov 2026 01:07:10 GMT" (RFC 9110's IMF-fixdate; its two
 * obsolete forms are refused). */
bool http_date_parse(const char *text, int64_t *ms);

/* "90s", "10m", "6h", "2d", "250ms", "1h30m", "0"; a bare number other than 0 is refused. */
bool duration_parse(const char *text, int64_t *ms);

/* "250ms", "4.2s", "1m 05s", "2h 03m": for people. out holds at least 24 bytes. */
void duration_format(int64_t ms, char out[24]);

#endif
