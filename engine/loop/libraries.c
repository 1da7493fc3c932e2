#include "engine/loop/libraries.h"

#include <curl/curl.h>
#include <microhttpd.h>
#include <uv.h>

#include "engine/base/mem.h"

char *loop_libraries(void)
{
        return xasprintf("libcurl %s, libuv %s, libmicrohttpd %s",
                         curl_version_info(CURLVERSION_NOW)->version, uv_version_string(),
                         MHD_get_version());
}
