/* Whose the deletion protection is of what a stage makes. */
#include "stages/protection.h"

#include "engine/base/text.h"

static const char key[] = "protection", none[] = "none", own[] = "own";

/* Nothing is to be remembered of these settings, or it is. */
static bool is_known(const struct stage *s, struct json_object *settings, const char *whose)
{
        return !json_flag(settings, "deletion_protection") ||
               text_same(stage_recall_text(s, key), whose);
}

bool protection_begins(struct stage *s, struct json_object *settings, struct err *err)
{
        return is_known(s, settings, none) || stage_remember_text(s, key, none, err);
}

/* After the intent: cut off between the two, nothing has been asked for. Lost with what the next
 * intent makes durable, it would make the run's own protection another's, which no rollback lifts.
 */
bool protection_intended(struct stage *s, struct json_object *settings, struct err *err)
{
        return is_known(s, settings, own) || stage_remember_durably(s, key, own, err);
}

bool protection_recovered(struct stage *s, bool on, struct err *err)
{
        return on || stage_remember_text(s, key, none, err);
}

bool protection_is_anothers(const struct stage *s)
{
        return text_same(stage_recall_text(s, key), none);
}
