/* user@host:pid, and whether such a process still is. */
#include "engine/cli/owner.h"

#include <errno.h>
#include <pwd.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/base/digest.h"
#include "engine/base/mem.h"

enum { PLACE_LEN = 12 };

static void host_name(char out[256])
{
        if (gethostname(out, 256) < 0)
                snprintf(out, 256, "localhost");
        out[255] = '\0';
}

char *owner_here(void)
{
        const struct passwd *user = getpwuid(geteuid());
        char host[256];

        host_name(host);
        if (!user)
                return xasprintf("uid%ld@%s:%ld", (long)geteuid(), host, (long)getpid());
        return xasprintf("%s@%s:%ld", user->pw_name, host, (long)getpid());
}

char *owner_who(const char *owner)
{
        const char *at = strrchr(owner, '@'), *colon = at ? strrchr(at, ':') : NULL;
        bool number = colon && colon[1] && !colon[1 + strspn(colon + 1, "0123456789")];

        return number ? xstrndup(owner, (size_t)(colon - owner)) : xstrdup(owner);
}

/* The same text for all processes that see each other's numbers until the machine ends. */
static void place_here(char out[DIGEST_HEX_SIZE])
{
        char start[64] = "", numbers[64] = "", *both;
        FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
        ssize_t len = readlink("/proc/self/ns/pid", numbers, sizeof(numbers) - 1);

        if (file) {
                if (!fgets(start, sizeof(start), file))
                        start[0] = '\0';
                fclose(file);
        }
        numbers[len > 0 ? len : 0] = '\0';
        both = xasprintf("%s %s", start, numbers);
        digest_sha256_hex(both, strlen(both), out);
        free(both);
        out[PLACE_LEN] = '\0';
}

char *owner_process(struct loop *loop)
{
        char place[DIGEST_HEX_SIZE];

        place_here(place);
        return xasprintf("%s-%08llx", place,
                         (unsigned long long)loop_random(loop, (uint64_t)UINT32_MAX + 1));
}

enum owner_state owner_look_at(const char *owner, const char *process)
{
        char place[DIGEST_HEX_SIZE];

        place_here(place);
        if (process && strncmp(process, place, PLACE_LEN) != 0)
                return OWNER_ELSEWHERE;
        return owner_look(owner);
}

enum owner_state owner_look(const char *owner)
{
        const char *at = owner ? strrchr(owner, '@') : NULL;
        const char *colon = at ? strrchr(at, ':') : NULL;
        char host[256], *end;
        long pid;

        host_name(host);
        if (!colon || strlen(host) != (size_t)(colon - at - 1) ||
            memcmp(host, at + 1, strlen(host)) != 0)
                return OWNER_ELSEWHERE;
        pid = strtol(colon + 1, &end, 10);
        if (*end || pid <= 0)
                return OWNER_ELSEWHERE;
        /* EPERM: it is there and another user's. */
        return kill((pid_t)pid, 0) == 0 || errno == EPERM ? OWNER_ALIVE : OWNER_GONE;
}
