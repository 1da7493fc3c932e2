/* Failures that the seed asks for: errors, lost answers, resources that end badly. */
#ifndef SNAPLIFT_STANDIN_FAULTS_H
#define SNAPLIFT_STANDIN_FAULTS_H

#include "engine/standin/world.h"

enum fault_kind {
        FAULT_NONE,
        FAULT_ERROR,       /* answer with an error, no effect */
        FAULT_LOST_BEFORE, /* no effect and no answer */
        FAULT_LOST_AFTER,  /* the effect is taken, the answer is lost */
        FAULT_STATUS,      /* answered as usual; the resource ends in call->fail_status */
};

bool faults_check(struct standin *s, struct err *err);

/* What to do with this call (counts it). For FAULT_ERROR the call has failed already; for
 * FAULT_STATUS fail_status is set. */
enum fault_kind faults_of(struct call *call);

#endif
