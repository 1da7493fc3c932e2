#include "engine/cli/doctor.h"

#include <stdarg.h>
#include <stdlib.h>

#include "engine/base/mem.h"

static const char *const names[GRADES] = {[GRADE_OK] = "ok",
                                          [GRADE_WARN] = "warn",
                                          [GRADE_FAIL] = "fail",
                                          [GRADE_UNCHECKED] = "unchecked"};

const char *grade_name(enum grade grade)
{
        return names[grade];
}

void doctor_say(struct doctor *d, const char *look, enum grade grade, const char *next,
                const char *fmt, ...)
{
        struct json_object *line = json_object_new_object();
        va_list args;
        char *text;

        va_start(args, fmt);
        text = xvasprintf(fmt, args);
        va_end(args);
        json_put_text(line, "look", look);
        json_put_text(line, "grade", names[grade]);
        json_put_text(line, "text", text);
        json_put_text(line, "next", next);
        json_object_array_add(d->looks, line);
        d->count[grade]++;
        free(text);
}

void doctor_say_err(struct doctor *d, const char *look, enum grade grade, const char *before,
                    struct err *err)
{
        doctor_say(d, look, grade, err->next, "%s%s%s", before ? before : "", before ? ": " : "",
                   err_text(err));
        err_clear(err);
}
