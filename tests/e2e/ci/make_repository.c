/*
 * make-repository FOLDER: a git repository from lines on standard input, for tests on machines
 * without git.
 *
 *      commit BRANCH FILE SOURCE       FILE is given what SOURCE holds now; - for neither
 *      tag NAME REV                    a light one
 *      annotate NAME REV
 *      detach REV                      HEAD is there
 *      remote BRANCH                   only origin has it
 *      shallow REV                     its parents are gone
 *      untag NAME
 *      clone FOLDER                    of what is there so far, with its files checked out
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/git/helper_repository.h"

static char *contents_of(const char *path)
{
        static char bytes[1 << 20];
        FILE *file = fopen(path, "rb");
        size_t len;

        if (!file) {
                perror(path);
                exit(99);
        }
        len = fread(bytes, 1, sizeof(bytes) - 1, file);
        bytes[len] = '\0';
        fclose(file);
        return bytes;
}

static void commit(git_repository *repo, const char *branch, const char *file, const char *source)
{
        char message[256];

        snprintf(message, sizeof(message), "%s: %s", branch, file);
        made_commit(repo, branch, "HEAD", message, file,
                    strcmp(source, "-") == 0 ? NULL : contents_of(source), NULL);
}

static void follow(git_repository *repo, const char *folder, char word[4][256])
{
        if (strcmp(word[0], "commit") == 0)
                commit(repo, word[1], word[2], word[3]);
        else if (strcmp(word[0], "tag") == 0)
                made_tag(repo, word[1], word[2], false);
        else if (strcmp(word[0], "annotate") == 0)
                made_tag(repo, word[1], word[2], true);
        else if (strcmp(word[0], "untag") == 0)
                git_tag_delete(repo, word[1]);
        else if (strcmp(word[0], "detach") == 0)
                made_detached(repo, word[1]);
        else if (strcmp(word[0], "remote") == 0)
                made_remote_branch(repo, word[1]);
        else if (strcmp(word[0], "shallow") == 0)
                made_shallow(repo, word[1]);
        else if (strcmp(word[0], "clone") == 0)
                made_clone(folder, word[1]);
        else {
                fprintf(stderr, "make-repository: unknown word %s\n", word[0]);
                exit(99);
        }
}

int main(int argc, char **argv)
{
        git_repository *repo;
        char line[1100];

        if (argc != 2) {
                fprintf(stderr, "usage: make-repository FOLDER\n");
                return 99;
        }
        repo = made_repository(argv[1]);
        while (fgets(line, sizeof(line), stdin)) {
                char word[4][256] = {""};

                if (sscanf(line, "%255s %255s %255s %255s", word[0], word[1], word[2], word[3]) > 0)
                        follow(repo, argv[1], word);
        }
        git_repository_free(repo);
        return 0;
}
