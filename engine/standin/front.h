/* The stand-in's HTTP front: which service and operation, may the caller, then the model. */
#ifndef SNAPLIFT_STANDIN_FRONT_H
#define SNAPLIFT_STANDIN_FRONT_H

#include "engine/standin/shapes.h"
#include "engine/standin/world.h"

/* A random uuid from the cloud's source: request ids, version ids. */
void front_uuid(struct standin *s, char out[37]);

/* A failed call gets the status that the operation's model gives its error. One that the model
 * doesn't list, and that isn't common to all, becomes an InternalFailure: the stand-in can't answer
 * what AWS can't. */
void front_settle_error(const struct shape_operation *operation, struct call *call);

#endif
