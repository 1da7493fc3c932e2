#include "engine/base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"

static bool enabled;

void log_enable(bool on)
{
        enabled = on;
}

bool log_enabled(void)
{
        return enabled;
}

void log_debug(const char *area, const char *fmt, ...)
{
        struct text line = TEXT_INIT;
        char *message;
        va_list args;

        if (!enabled)
                return;
        va_start(args, fmt);
        message = xvasprintf(fmt, args);
        va_end(args);
        text_addf(&line, "debug %s: ", area);
        text_add_printable(&line, message);
        text_add_char(&line, '\n');
        fwrite(line.data, 1, line.len, stderr);
        text_release(&line);
        free(message);
}
