/* image.tag: an image has one more tag, which is not taken from another. */
#include <string.h>

#include "engine/base/text.h"
#include "stages/image.h"

enum { TAG_TRIES = 3, TAG_MAX = 128 };

static const struct port inputs[] = {
        {"repository", VALUE_TEXT, .required = true, .help = "name of the ECR repository"},
        {"image", VALUE_TEXT, .required = true, .help = "its digest, sha256:..., or a tag it has"},
        {"tag", VALUE_TEXT, .required = true, .help = "the tag it is to have, too"},
        {"registry", VALUE_TEXT, .help = "account of the repository; default: the stack's own"},
        {0},
};

static const struct port outputs[] = {
        {"tag", VALUE_TEXT, .help = "the tag"},
        {"digest", VALUE_TEXT, .help = "of the image"},
        {0},
};

static const struct stage_action actions[] = {
        {"ecr:DescribeImages", "ecr:repository/{input:repository}"},
        {"ecr:BatchGetImage", "ecr:repository/{input:repository}"},
        {"ecr:PutImage", "ecr:repository/{input:repository}"},
        {0},
};

/* As registries take them; and no part between hyphens is empty, which is what becomes of a value
 * that was not there: "production--20261121". */
static bool check_tag(const char *tag, struct err *err)
{
        static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789_.-";
        size_t len = strlen(tag);

        if (strspn(tag, allowed) != len || len > TAG_MAX || strchr(".-", tag[0])) {
                err_set(err, ERR_INVALID, "\"%s\" can't be an image's tag", tag);
                return err_next(err,
                                "write letters, digits, _, . and -, at most %d, not beginning "
                                "with . or -",
                                TAG_MAX);
        }
        if (!strstr(tag, "--") && tag[len - 1] != '-')
                return true;
        err_set(err, ERR_INVALID, "a part of the tag \"%s\" is empty", tag);
        return err_next(err, "look which value was not there when it was put together");
}

/* *has: it has the tag already. Another that has it is refused. */
static bool look(struct stage *s, struct ecr_image *image, bool *has, struct err *err)
{
        const char *tag = stage_text(s, "tag");
        struct ecr_image tagged;
        bool ok = true;

        if (!image_find(s, stage_text(s, "image"), image, err))
                return false;
        *has = strlist_has(&image->tags, tag);
        if (*has)
                return true;
        if (!image_find(s, tag, &tagged, err)) {
                if (!err_has_reason(err, "ImageNotFoundException"))
                        return false;
                err_clear(err);
                return true;
        }
        if (!text_same(tagged.digest, image->digest)) {
                ok = err_set(err, ERR_REFUSED, "tag %s of %s is another image's, %s", tag,
                             stage_text(s, "repository"), tagged.digest);
                err_next(err, "a tag is never moved: give this image one of its own");
        }
        *has = ok;
        ecr_image_release(&tagged);
        return ok;
}

static bool put(struct stage *s, const struct ecr_image *image, struct err *err)
{
        const char *repository = stage_text(s, "repository"), *tag = stage_text(s, "tag");
        const char *registry = stage_text(s, "registry");
        struct ecr_manifest manifest;
        bool ok;

        if (!ecr_get_manifest(stage_aws(s), registry, repository, image->digest, &manifest, err))
                return false;
        ok = stage_intend(s, err, "tag %s %s as %s", repository, image->digest, tag);
        if (ok &&
            ecr_put_tag(stage_aws(s), registry, repository, &manifest, image->digest, tag, err))
                ok = stage_result(s, err, "%s has the tag %s", repository, tag);
        else if (ok && !err_is(err, ERR_LOST) && !err_is(err, ERR_EXISTS))
                ok = false;
        else if (ok) /* the next look tells whose the tag is */
                err_clear(err);
        ecr_manifest_release(&manifest);
        return ok;
}

static bool tag(struct stage *s, struct err *err)
{
        struct ecr_image image = {0};
        bool ok, has = false;

        if (!check_tag(stage_text(s, "tag"), err))
                return false;
        ok = look(s, &image, &has, err);
        if (ok && has && !stage_has_intended(s))
                stage_unchanged(s, "%s has the tag %s already", stage_text(s, "repository"),
                                stage_text(s, "tag"));
        for (int n = 0; ok && !has && n < TAG_TRIES; n++) {
                ok = put(s, &image, err);
                ecr_image_release(&image);
                ok = ok && look(s, &image, &has, err);
        }
        if (ok && !has)
                ok = err_set(err, ERR_FAILED, "%s does not come to have the tag %s",
                             stage_text(s, "repository"), stage_text(s, "tag"));
        if (ok) {
                stage_output_text(s, "tag", stage_text(s, "tag"));
                stage_output_text(s, "digest", image.digest);
        }
        ecr_image_release(&image);
        return ok;
}

static bool plan(struct stage *s, struct err *err)
{
        struct ecr_image image = {0};
        bool has = false, ok;

        ok = check_tag(stage_text(s, "tag"), err) && look(s, &image, &has, err);
        if (ok && has)
                stage_unchanged(s, "%s has the tag %s already", stage_text(s, "repository"),
                                stage_text(s, "tag"));
        else if (ok)
                stage_would(s, WOULD_CHANGE, "ecr:PutImage", stage_text(s, "repository"),
                            stage_parameters("imageDigest", image.digest, "imageTag",
                                             stage_text(s, "tag"), NULL));
        if (ok) {
                stage_output_text(s, "tag", stage_text(s, "tag"));
                stage_output_text(s, "digest", image.digest);
        }
        ecr_image_release(&image);
        return ok;
}

const struct stage_type stage_image_tag = {
        .name = "image.tag",
        .summary = "give an image one more tag",
        .notes = "A tag that another image has is refused, never moved, also where the repository "
                 "would "
                 "allow it. Put it after what must have succeeded: a tag is not taken back when "
                 "the run "
                 "is.",
        .inputs = inputs,
        .outputs = outputs,
        .actions = actions,
        .run = tag,
        .plan = plan,
};
