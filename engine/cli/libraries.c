/* A file of its own: these headers and ours have names in common. */
#include "engine/cli/libraries.h"

#include <expat.h>
#include <json-c/json.h>
#include <libfyaml.h>
#include <openssl/crypto.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "engine/base/mem.h"
#include "engine/loop/libraries.h"

char *libraries_in_use(void)
{
        char *loop = loop_libraries(), *all;

        all = xasprintf("%s, OpenSSL %s, SQLite %s, %s, json-c %s, libfyaml %s", loop,
                        OpenSSL_version(OPENSSL_VERSION_STRING), sqlite3_libversion(),
                        XML_ExpatVersion(), json_c_version(), fy_library_version());
        free(loop);
        return all;
}
