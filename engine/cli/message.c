/* Errors and questions for the person at the terminal. */
#include "engine/cli/message.h"

#include <string.h>
#include <unistd.h>

enum ending ending_of(const struct err *err)
{
        switch (err->code) {
        case ERR_NONE:
                return END_DONE;
        case ERR_INVALID:
        case ERR_NOT_FOUND:
                return END_USAGE;
        case ERR_LOCKED:
                return END_LOCKED;
        case ERR_REFUSED:
        case ERR_FOREIGN:
                return END_REFUSED;
        case ERR_INTERRUPTED:
        case ERR_WAITING:
        case ERR_BUSY:
                return END_RESUMABLE;
        default:
                return END_FAILED;
        }
}

struct json_object *message_details(const struct err *err)
{
        struct json_object *list = json_object_new_array();

        for (const char *line = err->details; line && *line;) {
                const char *end = strchr(line, '\n');
                size_t len = end ? (size_t)(end - line) : strlen(line);

                json_object_array_add(list, json_object_new_string_len(line, (int)len));
                line += len + (end != NULL);
        }
        return list;
}

int message_error(const struct err *err)
{
        struct json_object *details = message_details(err);
        struct text line = TEXT_INIT;

        text_add(&line, "snaplift: ");
        text_add_printable(&line, err_text(err));
        text_add_char(&line, '\n');
        for (size_t i = 0; i < json_count(details); i++) {
                text_add(&line, "  ");
                text_add_printable(&line, json_object_get_string(json_at(details, i)));
                text_add_char(&line, '\n');
        }
        json_object_put(details);
        if (err->next) {
                text_add(&line, "  next: ");
                text_add_printable(&line, err->next);
                text_add_char(&line, '\n');
        }
        fflush(stdout);
        fputs(text_str(&line), stderr);
        text_release(&line);
        return ending_of(err);
}

struct json_object *message_json(const struct err *err)
{
        struct json_object *obj = json_object_new_object();

        json_put_text(obj, "code", err_code_name(err->code));
        json_put_text(obj, "text", err_text(err));
        json_put_text(obj, "reason", err->reason);
        json_put_text(obj, "next", err->next);
        if (err->details)
                json_put(obj, "details", message_details(err));
        return obj;
}

bool message_confirm(const char *question)
{
        char answer[16];

        if (!isatty(STDIN_FILENO))
                return false;
        fprintf(stderr, "%s [y/N] ", question);
        fflush(stderr);
        if (!fgets(answer, sizeof(answer), stdin))
                return false;
        answer[strcspn(answer, "\n")] = '\0';
        return strcmp(answer, "y") == 0 || strcmp(answer, "yes") == 0;
}

void message_out(const struct text *text)
{
        fwrite(text_str(text), 1, text->len, stdout);
}

int message_show(const struct args *args,
                 bool (*make)(const struct args *args, struct text *out, struct err *err))
{
        struct text out = TEXT_INIT;
        struct err err = ERR_INIT;
        int ending = END_DONE;

        if (!make(args, &out, &err))
                ending = message_error(&err);
        message_out(&out);
        text_release(&out);
        err_clear(&err);
        return ending;
}
