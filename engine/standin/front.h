/* The stand-in's HTTP front: which service and operation, may the caller, then the model. */
#ifndef SNAPLIFT_STANDIN_FRONT_H
#define SNAPLIFT_STANDIN_FRONT_H

#include "engine/standin/world.h"

/* A random uuid from the cloud's source: request ids, version ids. */
void front_uuid(struct standin *s, char out[37]);

#endif
