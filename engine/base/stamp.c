#include "engine/base/stamp.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* The end of the year 9999: with another digit no text of a time would fit. */
static const int64_t latest = 253402300799999;

static bool digits(const char *text, int count, int *value)
{
        *value = 0;
        for (int i = 0; i < count; i++) {
                if (!isdigit((unsigned char)text[i]))
                        return false;
                *value = *value * 10 + (text[i] - '0');
        }
        return true;
}

/* Seconds since 1970 of a real date; false for the 30th of February. */
static bool seconds(int year, int month, int day, int hour, int minute, int second, int64_t *out)
{
        struct tm tm = {.tm_year = year - 1900,
                        .tm_mon = month - 1,
                        .tm_mday = day,
                        .tm_hour = hour,
                        .tm_min = minute,
                        .tm_sec = second};
        struct tm back;
        time_t t;

        if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 ||
            minute > 59 || second > 59)
                return false;
        t = timegm(&tm);
        if (!gmtime_r(&t, &back) || back.tm_mday != day || back.tm_mon != month - 1)
                return false;
        *out = t;
        return true;
}

/* *ms is brought into the years that a text can say. */
static struct tm broken_down(int64_t *ms)
{
        struct tm tm;
        time_t t;

        *ms = *ms < 0 ? 0 : *ms > latest ? latest : *ms;
        t = *ms / 1000;
        gmtime_r(&t, &tm);
        return tm;
}

void stamp_format(int64_t ms, char out[STAMP_SIZE])
{
        struct tm tm = broken_down(&ms);

        strftime(out, STAMP_SIZE, "%Y%m%d%H%M%S", &tm);
}

bool stamp_parse(const char *text, int64_t *ms)
{
        int year, month, day, hour, minute, second;
        int64_t s;

        if (strlen(text) != STAMP_LEN || !digits(text, 4, &year) || !digits(text + 4, 2, &month) ||
            !digits(text + 6, 2, &day) || !digits(text + 8, 2, &hour) ||
            !digits(text + 10, 2, &minute) || !digits(text + 12, 2, &second) ||
            !seconds(year, month, day, hour, minute, second, &s))
                return false;
        if (ms)
                *ms = s * 1000;
        return true;
}

void iso_format(int64_t ms, char out[ISO_SIZE])
{
        struct tm tm = broken_down(&ms);
        char head[20];

        strftime(head, sizeof(head), "%Y-%m-%dT%H:%M:%S", &tm);
        snprintf(out, ISO_SIZE, "%s.%03dZ", head, (int)(ms % 1000));
}

void when_format(int64_t ms, char out[ISO_SIZE])
{
        struct tm tm = broken_down(&ms);

        strftime(out, ISO_SIZE, "%Y-%m-%d %H:%M:%SZ", &tm);
}

static bool parse_zone(const char *text, int64_t *offset)
{
        int hours, minutes;

        *offset = 0;
        if (strcmp(text, "Z") == 0 || strcmp(text, "z") == 0)
                return true;
        if ((text[0] != '+' && text[0] != '-') || strlen(text) != 6 || text[3] != ':' ||
            !digits(text + 1, 2, &hours) || !digits(text + 4, 2, &minutes))
                return false;
        *offset = (text[0] == '-' ? -1 : 1) * (hours * 3600LL + minutes * 60LL);
        return true;
}

bool iso_parse(const char *text, int64_t *ms)
{
        int year, month, day, hour, minute, second, millis = 0;
        int64_t s, offset;
        const char *rest;

        if (strlen(text) < 20 || !digits(text, 4, &year) || text[4] != '-' ||
            !digits(text + 5, 2, &month) || text[7] != '-' || !digits(text + 8, 2, &day) ||
            (text[10] != 'T' && text[10] != ' ') || !digits(text + 11, 2, &hour) ||
            text[13] != ':' || !digits(text + 14, 2, &minute) || text[16] != ':' ||
            !digits(text + 17, 2, &second))
                return false;
        rest = text + 19;
        if (*rest == '.') {
                int unit = 100;

                for (rest++; isdigit((unsigned char)*rest); rest++, unit /= 10)
                        millis += (*rest - '0') * unit;
        }
        if (!parse_zone(rest, &offset) || !seconds(year, month, day, hour, minute, second, &s))
                return false;
        /* an offset may lead out of the years that a date can name */
        s = (s - offset) * 1000 + millis;
        if (s < 0 || s > latest)
                return false;
        *ms = s;
        return true;
}

bool http_date_parse(const char *text, int64_t *ms)
{
        static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
        int year, day, hour, minute, second;
        const char *month;
        char name[4];
        int64_t s;

        if (strlen(text) != 29 || text[3] != ',' || text[4] != ' ' || text[7] != ' ' ||
            text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':' ||
            strcmp(text + 25, " GMT") != 0)
                return false;
        snprintf(name, sizeof(name), "%.3s", text + 8);
        month = strstr(months, name);
        if (!month || (month - months) % 3 != 0 || !digits(text + 5, 2, &day) ||
            !digits(text + 12, 4, &year) || !digits(text + 17, 2, &hour) ||
            !digits(text + 20, 2, &minute) || !digits(text + 23, 2, &second) ||
            !seconds(year, (int)(month - months) / 3 + 1, day, hour, minute, second, &s))
                return false;
        *ms = s * 1000;
        return true;
}

bool duration_parse(const char *text, int64_t *ms)
{
        static const struct {
                const char *unit;
                int64_t ms;
        } units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}, {"d", 86400000}};
        int64_t total = 0;
        int64_t smallest = INT64_MAX;

        if (strcmp(text, "0") == 0) {
                *ms = 0;
                return true;
        }
        if (!*text)
                return false;
        while (*text) {
                int64_t number = 0, unit = 0;
                size_t len, i;

                if (!isdigit((unsigned char)*text))
                        return false;
                for (; isdigit((unsigned char)*text); text++) {
                        number = number * 10 + (*text - '0');
                        if (number > 1000000000)
                                return false;
                }
                for (len = 0; isalpha((unsigned char)text[len]);)
                        len++;
                for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
                        if (strlen(units[i].unit) == len && strncmp(units[i].unit, text, len) == 0)
                                unit = units[i].ms;
                }
                if (unit == 0 || unit >= smallest) /* 30m1h and 1m1m are typing errors */
                        return false;
                smallest = unit;
                total += number * unit;
                text += len;
        }
        *ms = total;
        return true;
}

void duration_format(int64_t ms, char out[24])
{
        int64_t s = ms / 1000;

        if (ms < 1000)
                snprintf(out, 24, "%" PRId64 "ms", ms);
        else if (ms < 60000)
                snprintf(out, 24, "%" PRId64 ".%" PRId64 "s", s, ms % 1000 / 100);
        else if (s < 3600)
                snprintf(out, 24, "%" PRId64 "m %02" PRId64 "s", s / 60, s % 60);
        else
                snprintf(out, 24, "%" PRId64 "h %02" PRId64 "m", s / 3600, s % 3600 / 60);
}
