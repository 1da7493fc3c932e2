#include "stages/existing.h"

static bool refuse(struct stage *s, const char *database, struct err *err)
{
        const char *stack = stage_stack(s)->name;

        err_set(err, ERR_REFUSED,
                "database %s of stack %s is self-managed: Snaplift never restores, changes or "
                "deletes it",
                database, stack);
        return err_next(err,
                        "existing.yml moves services onto it; without the parameter /%s/db/%s the "
                        "stack's database is Snaplift's to manage",
                        stack, EXISTING_LEAF);
}

bool existing_refuse(struct stage *s, struct err *err)
{
        struct ssm_parameter p = {0};
        char name[PARAMETER_SIZE];

        cloud_parameter(stage_stack(s), EXISTING_LEAF, name);
        if (ssm_get(stage_aws(s), name, false, &p, err))
                refuse(s, p.value, err);
        else if (err_is(err, ERR_NOT_FOUND))
                err_clear(err);
        ssm_parameter_release(&p);
        return err->code == ERR_NONE;
}

bool existing_refuse_in(struct stage *s, const struct ssm_parameters *set, struct err *err)
{
        const struct ssm_parameter *p;
        char name[PARAMETER_SIZE];

        cloud_parameter(stage_stack(s), EXISTING_LEAF, name);
        p = ssm_find(set, name);
        return !p || refuse(s, p->value, err);
}
