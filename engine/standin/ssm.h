/* What the files of the Parameter Store model share. */
#ifndef SNAPLIFT_STANDIN_SSM_H
#define SNAPLIFT_STANDIN_SSM_H

#include "engine/base/json.h"
#include "engine/standin/world.h"

struct ssm_parameter {
        char *name;
        struct json_object *versions; /* array of Parameter with its metadata, oldest first */
        struct json_object *tags;     /* array of {Key, Value} */
};

struct ssm_model {
        struct standin *cloud;
        struct ssm_parameter **parameters; /* ordered by name */
        size_t count;
};

/* --- ssm.c --- */
struct ssm_parameter *ssm_lookup(struct standin *s, const char *name);
/* The place of name, or where it belongs. */
size_t ssm_parameter_place(const struct ssm_model *m, const char *name);
struct ssm_parameter *ssm_parameter_add(struct standin *s, const char *name);
/* A Parameter as it is answered; a SecureString's value stays sealed unless decrypted. */
struct json_object *ssm_parameter_json(struct json_object *version, bool decrypted);

/* --- ssm_put.c --- */
void ssm_op_put_parameter(struct call *call);
/* The version is appended; in has the members of PutParameter. */
void ssm_parameter_append(struct standin *s, struct ssm_parameter *p, struct json_object *in,
                          const char *user);

/* --- ssm_list.c --- */
void ssm_op_get_parameters_by_path(struct call *call);
void ssm_op_describe_parameters(struct call *call);
void ssm_op_get_parameter_history(struct call *call);

#endif
