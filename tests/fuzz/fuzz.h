/*
 * Fuzzing. Each fuzz_<target>.c has libFuzzer's one function and is built twice: with libFuzzer
 * (clang, scripts of tests/fuzz/run), and with replay.c by any compiler, which runs the inputs of
 * corpus/<target> as an ordinary test. A finding is a crash, a sanitizer's report, or a call of
 * fuzz_fail().
 */
#ifndef SNAPLIFT_TESTS_FUZZ_H
#define SNAPLIFT_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An input's text, to be taken apart line by line. */
struct input {
        const char *at;
        size_t left;
};

/* The next line without its end, as text of its own without NULs; "" when there is none. */
static inline char *input_line(struct input *in)
{
        const char *end = in->left ? memchr(in->at, '\n', in->left) : NULL;
        size_t len = end ? (size_t)(end - in->at) : in->left, kept = 0;
        char *line = malloc(len + 1);

        if (!line)
                abort();
        for (size_t i = 0; i < len; i++) {
                if (in->at[i])
                        line[kept++] = in->at[i];
        }
        line[kept] = '\0';
        in->at += len + (end != NULL);
        in->left -= len + (end != NULL);
        return line;
}

#define fuzz_fail(...)                                                                             \
        do {                                                                                       \
                fprintf(stderr, __VA_ARGS__);                                                      \
                fputc('\n', stderr);                                                               \
                abort();                                                                           \
        } while (0)

#endif
