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

#include "engine/base/mem.h"

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
