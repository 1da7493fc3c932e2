/* Where a service is reached: as the environment or the profile says, else by region. */
#ifndef SNAPLIFT_AWS_ENDPOINT_H
#define SNAPLIFT_AWS_ENDPOINT_H

#include "engine/aws/environment.h"
#include "engine/aws/profile.h"
#include "engine/aws/service.h"

/* Lower-case letters, digits and hyphens, letter first: it becomes a part of a host's name. */
bool region_check(const char *region, struct err *err);

/* The base URL without trailing slash; the caller frees. In this order: AWS_ENDPOINT_URL_<SERVICE>,
 * AWS_ENDPOINT_URL, the profile's services section, the profile's endpoint_url,
 * https://SERVICE.REGION.<the partition's suffix>. */
bool endpoint_url(const struct environment *env, const struct profile *profile,
                  const struct service *service, const char *region, char **out, struct err *err);

#endif
