/*
 * The token that `aws sso login` left behind, in ~/.aws/sso/cache/<sha1 of the session's name or
 * the start URL>.json, renewed through sso-oidc:CreateToken where it belongs to an sso-session and
 * holds what that takes. Facts: botocore/tokens.py, SSOTokenProvider; utils.py, SSOTokenLoader.
 */
#ifndef SNAPLIFT_AWS_SSO_TOKEN_H
#define SNAPLIFT_AWS_SSO_TOKEN_H

#include "engine/aws/environment.h"
#include "engine/loop/http.h"

struct sso_session {
        struct loop *loop;
        struct transport *transport;
        struct environment env;
        char *name;      /* of the sso-session; NULL: the profile says it all, as of old */
        char *start_url; /* owned, as all here */
        char *region;
        char *oidc_url; /* sso-oidc's endpoint, without trailing slash */
        char *profile;  /* for messages */
};

/* A bearer token that holds, for the caller to wipe; NULL and ERR_EXPIRED (ERR_DENIED when there is
 * none), with `aws sso login` as what to do. May wait. */
char *sso_token(const struct sso_session *s, struct err *err);

/* What to do when it is refused; returns false. */
bool sso_say_login(const struct sso_session *s, struct err *err);

#endif
