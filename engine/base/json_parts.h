/*
 * What a JSON value consists of: of json_value.c and the files that stand beside it. Each kind
 * begins with a `struct json_object`.
 */
#ifndef SNAPLIFT_BASE_JSON_PARTS_H
#define SNAPLIFT_BASE_JSON_PARTS_H

#include "engine/base/json_value.h"

struct json_whole {
        struct json_object is;
        bool beyond; /* more than INT64_MAX: value is its bits */
        int64_t value;
};

struct json_real {
        struct json_object is;
        double value;
        char *digits; /* as it is printed; NULL: as it comes */
};

struct json_string {
        struct json_object is;
        size_t len;
        char bytes[]; /* and a NUL */
};

struct json_list {
        struct json_object is;
        struct json_object **items;
        size_t count, room;
};

struct json_member {
        const char *name;
        struct json_object *value;
        uint32_t hash; /* of its name */
        bool own_name; /* else it is kept for the whole process */
};

enum { JSON_MEMBERS = 4 };

struct json_members {
        struct json_object is;
        struct json_member *items;
        uint32_t count, room;
        uint32_t *index; /* of many members: by hash, the place + 1 of each; NULL: of few */
        struct json_member first[JSON_MEMBERS]; /* items, as long as these are enough */
};

void json_members_free(struct json_members *m);

#endif
