#include "helper_files.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/aws/ssm.h"
#include "engine/base/mem.h"

char home_path[64], credentials_path[96], config_path[96], token_path[96];
bool call_ok;
struct err call_err;

int home_set_up(void **state)
{
        (void)state;
        snprintf(home_path, sizeof(home_path), "/tmp/snaplift-aws-XXXXXX");
        if (!mkdtemp(home_path))
                return -1;
        snprintf(credentials_path, sizeof(credentials_path), "%s/credentials", home_path);
        snprintf(config_path, sizeof(config_path), "%s/config", home_path);
        snprintf(token_path, sizeof(token_path), "%s/token", home_path);
        return 0;
}

static int remove_one(const char *path, const struct stat *what, int kind, struct FTW *where)
{
        (void)what;
        (void)kind;
        return where->level == 0 ? 0 : remove(path);
}

void clear_home(void)
{
        nftw(home_path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int home_tear_down(void **state)
{
        (void)state;
        clear_home();
        return rmdir(home_path);
}

void write_file(const char *path, const char *text)
{
        FILE *file = fopen(path, "we");

        assert_non_null(file);
        fputs(text, file);
        fclose(file);
}

const char *write_home(const char *name, const char *text)
{
        static char path[256];

        snprintf(path, sizeof(path), "%s/%s", home_path, name);
        for (char *slash = path + strlen(home_path) + 1; (slash = strchr(slash, '/')); slash++) {
                *slash = '\0';
                mkdir(path, 0700);
                *slash = '/';
        }
        write_file(path, text);
        return path;
}

char *read_file_text(const char *path)
{
        FILE *file = fopen(path, "re");
        struct text text = TEXT_INIT;
        int c;

        if (!file)
                return NULL;
        while ((c = getc(file)) != EOF)
                text_add_char(&text, (char)c);
        fclose(file);
        return text_steal(&text);
}

void expect_words(const struct err *err, const char *const *words)
{
        for (; *words; words++) {
                if (!strstr(err_text(err), *words) && (!err->next || !strstr(err->next, *words)))
                        fail_msg("\"%s\" (%s) does not say \"%s\"", err_text(err),
                                 err->next ? err->next : "", *words);
        }
}

void refuse(const char *const *env, enum err_code code, const char *const *words)
{
        struct fake *f = fake_new(env);

        assert_null(f->aws);
        assert_int_equal(f->err.code, code);
        expect_words(&f->err, words);
        done(f);
}

void call_once(struct fake *f)
{
        err_clear(&call_err);
        call_ok = ssm_delete(f->aws, "/x", &call_err);
}

void call_well(struct fake *f)
{
        fake_reply(f, 200, "{}");
        fake_run(f, call_once);
        if (!call_ok)
                fail_msg("%s", err_text(&call_err));
}

void done(struct fake *f)
{
        fake_free(f);
        err_clear(&call_err);
        clear_home();
}
