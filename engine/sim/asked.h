/* What a request to the cloud is about, by its body and by the cloud as it is before. */
#ifndef SNAPLIFT_SIM_ASKED_H
#define SNAPLIFT_SIM_ASKED_H

#include "engine/sim/actor.h"

/* The value of a member of the request, as it stands in the body; the caller frees. NULL: none. */
char *asked_member(const struct sent *sent, const char *name);
/* The database that a request to RDS is about: of an instance of a cluster it is that cluster. The
 * caller frees; NULL: none. */
char *asked_database(const struct sent *sent);
bool asked_any_of(const struct sent *sent, const char *const *operations, size_t count);
/* Of a database, or of an instance of a cluster. */
bool asked_to_delete(const struct sent *sent);
/* Whether the data goes: a cluster's is not that of an instance in it. */
bool asked_to_end_data(const struct sent *sent);

#endif
