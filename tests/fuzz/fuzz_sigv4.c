/* The check of signatures: no request makes it fall over, and none without the secret passes. */
#include "engine/base/mem.h"
#include "engine/standin/sigv4.h"
#include "helper_request.h"

#define SECRET "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

static struct json_object *users(const char *secret)
{
        char *text = xasprintf("{\"users\":[{\"access_key\":\"AKIDEXAMPLE\","
                               "\"secret_key\":\"%s\"}]}",
                               secret);
        struct json_object *out = NULL;
        struct err err = ERR_INIT;

        if (!json_parse(text, strlen(text), &out, &err))
                abort();
        free(text);
        return out;
}

static enum sigv4_verdict judge(const struct http_request *request, const char *secret)
{
        static char account[] = "123456789012", region[] = "us-east-1";
        struct standin s = {.root = &s,
                            .loop = loop_new_virtual(1440938160000, 1),
                            .seed = users(secret),
                            .account = account,
                            .region = region};
        enum sigv4_verdict verdict = SIGV4_INCOMPLETE;
        struct sigv4_claim claim;
        struct text why = TEXT_INIT;
        struct err err = ERR_INIT;

        if (!identities_new(&s, &err))
                abort();
        if (sigv4_read(request, &claim)) {
                verdict = sigv4_verify(&s, request, &claim, "service", &why);
                if (verdict && !why.len)
                        fuzz_fail("refused without a word");
                sigv4_release(&claim);
        }
        text_release(&why);
        identities_free(s.identities);
        json_object_put(s.seed);
        loop_free(s.loop);
        return verdict;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct input in = {(const char *)data, size};
        struct text_request r;

        text_request_read(&in, &r);
        judge(&r.request, SECRET);
        /* Nobody can have signed with this one. */
        if (judge(&r.request, "another" SECRET) == SIGV4_OK)
                fuzz_fail("a forgery passes");
        text_request_release(&r);
        return 0;
}
