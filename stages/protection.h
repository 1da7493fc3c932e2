/*
 * Whose the deletion protection is of what a stage makes. It is one flag, and the tag
 * `snaplift:protected` is there from the beginning: that the stage has put the flag on is
 * remembered, so that one that somebody has put on before is known to be theirs.
 */
#ifndef SNAPLIFT_STAGES_PROTECTION_H
#define SNAPLIFT_STAGES_PROTECTION_H

#include "engine/run/stage.h"

/* It is about to be asked for with these settings: not protected yet. */
bool protection_begins(struct stage *s, struct json_object *settings, struct err *err);
/* A modification with these settings is intended. Who protects it between the look before and the
 * modification can't be told apart from the stage. */
bool protection_intended(struct stage *s, struct json_object *settings, struct err *err);
/* Of a stage whose journal is lost: while it is off, the stage has not put it on yet. */
bool protection_recovered(struct stage *s, bool on, struct err *err);
/* If what this stage has made is protected, somebody else has done it, whatever its tags say. Of
 * one whose making is not remembered, the tags are believed. */
bool protection_is_anothers(const struct stage *s);

#endif
