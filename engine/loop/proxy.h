/*
 * Which proxy a request goes through, as botocore has it (utils.get_environ_proxies on Python's
 * urllib.request.getproxies_environment and proxy_bypass_environment, httpsession.py):
 *
 *  - http_proxy and https_proxy by the scheme of the URL, else HTTP_PROXY and HTTPS_PROXY; a small
 *    one that is empty switches the capital one off. HTTP_PROXY does not count in a CGI program
 *    (REQUEST_METHOD is set). Without scheme the proxy is spoken to by http. ALL_PROXY does not
 *    count.
 *  - no_proxy, else NO_PROXY: "*", or names parted by commas. A host is excepted that is such a
 *    name or ends in "." and such a name, with or without its port. No address ranges.
 *
 * Unlike there, never to this machine itself (localhost, 127.*, [::1]) nor to the addresses where
 * metadata and credentials are handed out (169.254.*, [fd00:ec2::*]): no proxy can answer for them,
 * and none shall hear what they say.
 */
#ifndef SNAPLIFT_LOOP_PROXY_H
#define SNAPLIFT_LOOP_PROXY_H

#include <stdbool.h>

/* getenv() in the program, a table in tests. */
struct proxy_environment {
        const char *(*get)(void *arg, const char *name); /* NULL: getenv */
        void *arg;
};

/* "http://user:password@proxy:3128", for the caller to free, and to tell nobody as it is; NULL: the
 * request goes straight to its host. port is what the URL says, or NULL. */
char *proxy_for(const struct proxy_environment *env, const char *scheme, const char *host,
                const char *port);

/* The same without user and password: for messages. The caller frees. */
char *proxy_place(const char *proxy);

#endif
