#!/usr/bin/env python3
"""Which proxy botocore takes, for test_proxy.c: SCHEME, HOST, PORT or -, NAME=VALUE;... and the proxy
or -, a line each, parted by tabs. Exits 77 where botocore is missing."""
import itertools
import os
import sys

try:
    from botocore.httpsession import ProxyConfiguration
    from botocore.utils import get_environ_proxies
except ImportError as e:
    print(e, file=sys.stderr)
    sys.exit(77)

PROXIES = [
    {}, {"http_proxy": "http://small:1"}, {"HTTP_PROXY": "http://capital:2"},
    {"http_proxy": "", "HTTP_PROXY": "http://capital:2"}, {"HTTPS_PROXY": "https://tls:3"},
    {"https_proxy": "bare:4"}, {"https_proxy": "//slashes:5"}, {"ALL_PROXY": "http://all:6"},
    {"HTTP_PROXY": "http://capital:2", "REQUEST_METHOD": "GET"},
    {"http_proxy": "http://small:1", "REQUEST_METHOD": "GET"},
    {"https_proxy": "http://me:pa%40ss@with-user:7", "HTTPS_PROXY": "http://other:8"},
]
EXCEPTIONS = [
    None, "", "*", "*,x", " * ", "amazonaws.com", ".amazonaws.com", "..amazonaws.com", "AMAZONAWS.com", "zonaws.com",
    "x, rds.eu-west-1.amazonaws.com ,y", "rds.eu-west-1.amazonaws.com:443", "10.0.0.0/8", "10.0.0.1", ".", ",", ".com",
    "10.0.0.1:8080", "[2001:db8::1]", "2001:db8::1", "*.amazonaws.com",
]
HOSTS = [("rds.eu-west-1.amazonaws.com", None), ("rds.eu-west-1.amazonaws.com", "443"), ("10.0.0.1", "8080"),
         ("internal", None), ("[2001:db8::1]", "443"), ("Amazonaws.COM", None)]

for proxies, names, (host, port), scheme in itertools.product(PROXIES, EXCEPTIONS, HOSTS, ("http", "https")):
    for name in ("no_proxy", "NO_PROXY") if names is not None else ("no_proxy",):
        settings = dict(proxies)
        if names is not None:
            settings[name] = names
        os.environ.clear()
        os.environ.update(settings)
        url = "%s://%s%s/" % (scheme, host, ":" + port if port else "")
        found = ProxyConfiguration(get_environ_proxies(url)).proxy_url_for(url)
        print("\t".join((scheme, host, port or "-", ";".join("%s=%s" % s for s in settings.items()) or "-",
                         found or "-")))
