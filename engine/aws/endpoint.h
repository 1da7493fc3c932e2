/*
 * Where a service is reached: as the environment or the profile says, else by botocore's endpoint
 * rules (endpoint_table.h). In this order, as botocore/configprovider.py has it:
 *
 *      AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL,
 *      endpoint_url of the service in the profile's `services` section, endpoint_url of the profile
 *
 * unless AWS_IGNORE_CONFIGURED_ENDPOINT_URLS (ignore_configured_endpoint_urls) is true; then by
 * region, with AWS_USE_FIPS_ENDPOINT (use_fips_endpoint) and AWS_USE_DUALSTACK_ENDPOINT
 * (use_dualstack_endpoint), which a URL of one's own can't be combined with. STS is the region's,
 * as AWS_STS_REGIONAL_ENDPOINTS=regional, botocore's default, has it.
 */
#ifndef SNAPLIFT_AWS_ENDPOINT_H
#define SNAPLIFT_AWS_ENDPOINT_H

#include "engine/aws/environment.h"
#include "engine/aws/profile.h"
#include "engine/aws/service.h"

/* Lower-case letters, digits and hyphens, letter first: it becomes a part of a host's name. */
bool region_check(const char *region, struct err *err);

/* The name of the region's partition: "aws", "aws-cn", ... */
const char *region_partition(const char *region);

/* What the rules say. The URL has no slash at its end. False and ERR_INVALID: the partition has no
 * such endpoint. The caller frees both. */
bool endpoint_by_region(const struct service *service, const char *region, bool fips, bool dual,
                        char **url, char **signing_region, struct err *err);

/* The URL of the user's own, borrowed, and where it stands, for the caller to free (also when there
 * is none); *url NULL: there is none, and the rules hold. */
bool endpoint_own(const struct environment *env, const struct profile *profile,
                  const struct service *service, const char **url, char **where, struct err *err);

/* The base URL without slash at its end, and the region to sign for; the caller frees both.
 * signing_region may be NULL. */
bool endpoint_find(const struct environment *env, const struct profile *profile,
                   const struct service *service, const char *region, char **url,
                   char **signing_region, struct err *err);

#endif
