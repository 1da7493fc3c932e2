#include "tests/sim/helper_settings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct json_object *settings_find(struct json_object *cloud, const char *list, const char *key,
                                  const char *id)
{
        struct json_object *all = json_array(json_get(cloud, "rds"), list);

        for (size_t i = 0; i < json_count(all); i++)
                if (text_same(json_text(json_at(all, i), key), id))
                        return json_at(all, i);
        fail_msg("%s is not there", id);
        return NULL;
}

bool settings_is_own(const char *member, const char *const *own)
{
        for (size_t i = 0; own[i]; i++)
                if (!strcmp(own[i], member))
                        return true;
        return false;
}

void settings_compare(struct json_object *a, struct json_object *b, const char *const *own,
                      struct text *differences)
{
        json_object_object_foreach(a, member, value)
        {
                struct json_object *other = json_get(b, member);

                if (settings_is_own(member, own) || json_object_equal(value, other))
                        continue;
                text_addf(differences, "%s: %s", member, json_line(value));
                text_addf(differences, " became %s\n", other ? json_line(other) : "nothing");
        }
        json_object_object_foreach(b, added, unused)
        {
                (void)unused;
                if (!settings_is_own(added, own) && !json_get(a, added))
                        text_addf(differences, "%s: nothing became %s\n", added,
                                  json_line(json_get(b, added)));
        }
}
