/* image.require: stop unless an image is there. Reads only. */
#include <stdlib.h>

#include "engine/base/text.h"
#include "stages/image.h"

static const struct port inputs[] = {
        {"repository", VALUE_TEXT, .required = true, .help = "name of the ECR repository"},
        {"tag", VALUE_TEXT, .required = true,
         .help = "tag of the image, as the commit it was built from; or its digest"},
        {"registry", VALUE_TEXT, .help = "account of the repository; default: the stack's own"},
        {0},
};

static const struct port outputs[] = {
        {"digest", VALUE_TEXT, .help = "its digest, sha256: and 64 hexadecimal digits"},
        {"uri", VALUE_TEXT, .help = "what a container's image can be: it names the digest"},
        {"tags", VALUE_LIST, .help = "all tags of the image"},
        {0},
};

static const struct stage_action actions[] = {
        {"ecr:DescribeImages", "ecr:repository/{input:repository}"},
        {0},
};

static void set_outputs(struct stage *s, const struct ecr_image *image)
{
        struct json_object *tags = json_object_new_array();
        char *uri = image_uri(s, image);

        for (size_t i = 0; i < image->tags.count; i++)
                json_add_text(tags, image->tags.items[i]);
        stage_output_text(s, "digest", image->digest);
        stage_output_text(s, "uri", uri);
        stage_output(s, "tags", tags);
        free(uri);
}

static bool refuse_missing(struct stage *s, struct err *err)
{
        if (!err_has_reason(err, "ImageNotFoundException"))
                return false;
        err_set(err, ERR_REFUSED, "%s may not be changed: repository %s has no image %s",
                stage_stack(s)->name, stage_text(s, "repository"), stage_text(s, "tag"));
        return err_next(err,
                        "the tier below must have built and deployed that commit; look there. An "
                        "image that has expired must be built again");
}

static bool require(struct stage *s, struct err *err)
{
        struct ecr_image image;
        bool ok = image_find(s, stage_text(s, "tag"), &image, err);

        if (!ok)
                return refuse_missing(s, err);
        if (image.status && !text_same(image.status, "ACTIVE")) {
                err_set(err, ERR_REFUSED, "image %s of %s is %s and can't be pulled",
                        stage_text(s, "tag"), stage_text(s, "repository"), image.status);
                ok = err_next(err, "activate it first, or build it again");
        }
        if (ok)
                set_outputs(s, &image);
        ecr_image_release(&image);
        return ok;
}

const struct stage_type stage_image_require = {
        .name = "image.require",
        .summary = "stop unless an image is in its repository",
        .notes = "Where every tier below tags what it has deployed, this is how a tier above makes "
                 "sure "
                 "that nothing else reaches it: no image, no run.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = require,
        .plan = require,
};
