/* Stands in for libFuzzer: runs the target on each file named, or on all files of a folder. */
#include <dirent.h>

#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "fuzz.h"

static void run_file(const char *path)
{
        struct text text = TEXT_INIT;
        FILE *file = fopen(path, "re");
        char block[4096], *copy;
        size_t got;

        if (!file) {
                perror(path);
                exit(1);
        }
        while ((got = fread(block, 1, sizeof(block), file)) > 0)
                text_add_n(&text, block, got);
        fclose(file);
        fprintf(stderr, "%s\n", path);
        /* A copy without room behind it, so that the sanitizer sees a step too far. */
        copy = xmalloc(text.len ? text.len : 1);
        memcpy(copy, text_str(&text), text.len);
        LLVMFuzzerTestOneInput((const uint8_t *)copy, text.len);
        free(copy);
        text_release(&text);
}

static size_t run_folder(const char *path)
{
        struct dirent **entries = NULL;
        int found = scandir(path, &entries, NULL, alphasort);
        size_t count = 0;

        for (int i = 0; i < found; i++) {
                char *file = xasprintf("%s/%s", path, entries[i]->d_name);

                if (entries[i]->d_name[0] != '.') {
                        run_file(file);
                        count++;
                }
                free(file);
                free(entries[i]);
        }
        free(entries);
        return count;
}

int main(int argc, char **argv)
{
        size_t count = 0;

        for (int i = 1; i < argc; i++) {
                DIR *folder = opendir(argv[i]);

                if (folder) {
                        closedir(folder);
                        count += run_folder(argv[i]);
                } else {
                        run_file(argv[i]);
                        count++;
                }
        }
        printf("%zu inputs\n", count);
        return count ? 0 : 1;
}
