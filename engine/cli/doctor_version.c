#include <stdlib.h>

#include "engine/cli/doctor.h"
#include "engine/cli/libraries.h"

void doctor_version(struct doctor *d)
{
        char *libraries = libraries_in_use();

        doctor_say(d, "version", GRADE_OK, NULL, "snaplift %s; %s", SNAPLIFT_VERSION, libraries);
        free(libraries);
}
