/* Words and quotes. */
#include "engine/aws/words.h"

#include <string.h>

/* Adds what is between the quotes; *at is behind the first one, and then behind the last. */
static bool read_quoted(const char **at, char quote, struct text *word)
{
        for (; **at; (*at)++) {
                if (**at == quote) {
                        (*at)++;
                        return true;
                }
                if (**at == '\\' && quote == '"' && (*at)[1]) {
                        (*at)++;
                        if (**at != '"' && **at != '\\')
                                text_add_char(word, '\\');
                }
                text_add_char(word, **at);
        }
        return false;
}

static bool read_word(const char **at, struct text *word)
{
        while (**at && !strchr(" \t\r\n", **at)) {
                char c = *(*at)++;

                if (c == '\'' || c == '"') {
                        if (!read_quoted(at, c, word))
                                return false;
                        continue;
                }
                if (c == '\\') {
                        c = **at;
                        if (!c)
                                return false;
                        (*at)++;
                }
                text_add_char(word, c);
        }
        return true;
}

bool words_split(const char *line, struct strlist *out)
{
        struct text word = TEXT_INIT;
        bool ok = true;

        while (ok && *(line += strspn(line, " \t\r\n"))) {
                ok = read_word(&line, &word);
                if (ok)
                        strlist_add(out, text_str(&word));
                text_clear(&word);
        }
        text_release(&word);
        return ok;
}
