/* What all notifications share: the address, the request, and never failing. */
#include "stages/notify.h"

#include <stdlib.h>
#include <string.h>

#include "engine/aws/secrets_given.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"
#include "engine/loop/http.h"
#include "stages/secret.h"

enum { POST_TRIES = 3, POST_PAUSE = 2000, POST_TIMEOUT = 10 * 1000, CONNECT_TIMEOUT = 5000 };

const struct stage_action notify_url_actions[] = {
        {"ssm:GetParameter", "{parameter:url_from}"},
        {"secretsmanager:GetSecretValue", "{secret:url_from}"},
        {"kms:Decrypt", "{key}", .when = "kms"},
        {0},
};

bool notify_is_done(struct stage *s)
{
        if (!stage_recall_text(s, "told"))
                return false;
        stage_unchanged(s, "told before");
        return true;
}

/* What ends or begins stages anew is none of a notification's own failures. */
static bool is_ours(const struct err *err)
{
        return !err_is(err, ERR_INTERRUPTED) && !err_is(err, ERR_AGAIN) &&
               !err_is(err, ERR_EXPIRED);
}

bool notify_end(struct stage *s, bool told, const char *whom, struct err *err)
{
        char *why;
        bool ok;

        if (told)
                return stage_remember_text(s, "told", whom, err);
        if (!is_ours(err))
                return false;
        why = xstrdup(err_text(err));
        err_clear(err);
        ok = stage_report(s, err, "%s was not told: %s", whom, why);
        free(why);
        return ok;
}

static bool check_address(const char *where, const char *url, struct err *err)
{
        if (!text_starts(url, "https://") && !text_starts(url, "http://"))
                return err_set(err, ERR_INVALID, "%s holds no address that begins with https://",
                               where);
        return secret_check_text(where, url, err);
}

/* The caller wipes and frees it. */
static bool find_address(struct stage *s, char **url, struct err *err)
{
        const char *from = stage_text(s, "url_from"), *given = stage_text(s, "url_given");
        const char *value;
        struct secret_reference ref;
        bool ok;

        *url = NULL;
        if ((from != NULL) == (given != NULL))
                return err_set(err, ERR_INVALID, "%s of url_from and url_given is given",
                               from ? "both" : "none");
        if (given) {
                if (!given_name_check(given, err))
                        return false;
                value = aws_given_secret(stage_aws(s), given);
                if (!value)
                        return err_set(err, ERR_INVALID, "SNAPLIFT_SECRET_%s is not set", given);
                *url = xstrdup(value);
                return check_address(given, *url, err);
        }
        if (!secret_reference_parse(from, &ref, err))
                return false;
        ok = secret_value_of(s, &ref, url, err) && check_address(from, *url, err);
        secret_reference_release(&ref);
        return ok;
}

static bool is_worth_another(int status)
{
        return status == 0 || status == 429 || status >= 500;
}

/* The transport's own words may name the address, and an answer may hold anything. */
static bool post_once(struct stage *s, const char *url, const char *body, int *status,
                      struct err *err)
{
        struct http_request request = {
                .method = "POST",
                .url = url,
                .body = body,
                .body_len = strlen(body),
                .connect_timeout = CONNECT_TIMEOUT,
                .timeout = POST_TIMEOUT,
        };
        struct http_response response = {0};
        struct err why = ERR_INIT;
        bool ok;

        http_headers_add(&request.headers, "Content-Type", "application/json; charset=utf-8");
        ok = transport_perform(aws_transport(stage_aws(s)), &request, &response, &why);
        *status = ok ? response.status : 0;
        if (!ok)
                err_set(err, why.code, "no answer (%s)", err_code_name(why.code));
        else if (*status < 200 || *status > 299)
                ok = err_set(err, ERR_FAILED, "it answered %d", *status);
        err_clear(&why);
        http_headers_release(&request.headers);
        http_response_release(&response);
        return ok;
}

/* False: err says why, without naming the address. */
static bool post(struct stage *s, struct json_object *body, struct err *err)
{
        char *text = xstrdup(json_line(body)), *url;
        bool ok = find_address(s, &url, err);

        if (ok)
                for (int n = 1;; n++) {
                        int status;

                        ok = post_once(s, url, text, &status, err);
                        if (ok || n == POST_TRIES || !is_worth_another(status))
                                break;
                        err_clear(err);
                        if (!stage_sleep(s, n * POST_PAUSE, err))
                                break;
                }
        secret_wipe(&url);
        free(text);
        return ok;
}

bool notify_webhook(struct stage *s, struct json_object *body, const char *whom, struct err *err)
{
        bool ok = notify_is_done(s) || notify_end(s, post(s, body, err), whom, err);

        json_object_put(body);
        return ok;
}

char *notify_cut(const char *text, size_t most)
{
        size_t len = strlen(text);

        if (len > most) {
                len = most;
                while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
                        len--;
        }
        return xstrndup(text, len);
}

bool notify_plan(struct stage *s, struct err *err)
{
        (void)s;
        (void)err;
        return true;
}
