/*
 * The versions that tags name: "v1.2.3", "v1.2.3-rc.1", and their order. Facts: Semantic Versioning
 * 2.0.0, 2, 9 and 11; the leading v is git's custom and must be there. Build metadata ("+...") is
 * refused: two tags that differ in it alone would be the same version.
 */
#ifndef SNAPLIFT_GIT_VERSION_H
#define SNAPLIFT_GIT_VERSION_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/err.h"

struct version {
        int64_t major, minor, patch;
        char pre[64]; /* "rc.1"; "": a release */
};

/* ERR_INVALID says what was expected. err may be NULL. */
bool version_parse(const char *tag, struct version *out, struct err *err);

/* Below, at, or above 0. A pre-release comes before its release. */
int version_compare(const struct version *a, const struct version *b);

/* The next patch after one, or for a pre-release the release itself: "v1.2.4", for advice. */
void version_next(const struct version *v, char out[80]);

#endif
