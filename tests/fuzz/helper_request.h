/* An HTTP request as text: the method and the URL, headers up to an empty line, then the body. */
#ifndef SNAPLIFT_TESTS_FUZZ_HELPER_REQUEST_H
#define SNAPLIFT_TESTS_FUZZ_HELPER_REQUEST_H

#include "engine/loop/http.h"
#include "fuzz.h"

struct text_request {
        struct http_request request;
        char *line; /* owns method and URL */
};

/* Takes the rest of the input, or all up to the line "%%". */
static inline void text_request_read(struct input *in, struct text_request *out)
{
        char *header, *space;
        const char *end;

        *out = (struct text_request){.line = input_line(in)};
        space = strchr(out->line, ' ');
        if (space)
                *space = '\0';
        out->request.method = *out->line ? out->line : "POST";
        out->request.url = space && space[1] == '/' ? space + 1 : "/";
        while (*(header = input_line(in))) {
                char *colon = strchr(header, ':');

                if (colon) {
                        *colon = '\0';
                        http_headers_add(&out->request.headers, header,
                                         colon + 1 + strspn(colon + 1, " "));
                }
                free(header);
        }
        free(header);
        out->request.body = in->at;
        end = in->left ? memmem(in->at, in->left, "\n%%\n", 4) : NULL;
        out->request.body_len = end ? (size_t)(end - in->at) : in->left;
        in->left -= out->request.body_len + (end ? 4 : 0);
        in->at += out->request.body_len + (end ? 4 : 0);
}

static inline void text_request_release(struct text_request *r)
{
        http_headers_release(&r->request.headers);
        free(r->line);
}

#endif
