/* What the statuses of a DB instance mean to one who waits. */
#include <string.h>

#include "engine/aws/rds.h"
#include "engine/base/mem.h"

static const struct {
        const char *status;
        enum rds_phase phase;
} statuses[] = {
        {"available", RDS_AVAILABLE},
        {"storage-optimization", RDS_AVAILABLE},
        {"deleting", RDS_DELETING},
        {"deleted", RDS_DELETING},
        {"delete-precheck", RDS_DELETING},
        {"failed", RDS_TERMINAL},
        {"restore-error", RDS_TERMINAL},
        {"migration-failed", RDS_TERMINAL},
        {"cloning-failed", RDS_TERMINAL},
        {"storage-full", RDS_TERMINAL},
        {"insufficient-capacity", RDS_TERMINAL},
        {"inaccessible-encryption-credentials", RDS_TERMINAL},
        {"inaccessible-encryption-credentials-recoverable", RDS_TERMINAL},
        {"stopping", RDS_TERMINAL},
        {"stopped", RDS_TERMINAL},
};

enum rds_phase rds_phase(const char *status)
{
        for (size_t i = 0; i < ARRAY_LEN(statuses); i++) {
                if (strcmp(status, statuses[i].status) == 0)
                        return statuses[i].phase;
        }
        return text_starts(status, "incompatible-") ? RDS_TERMINAL : RDS_MOVING;
}
