/* ECR's images, found and named. */
#include "stages/image.h"

#include "engine/base/mem.h"
#include "engine/base/text.h"

bool image_find(struct stage *s, const char *id, struct ecr_image *out, struct err *err)
{
        return ecr_find_image(stage_aws(s), stage_text(s, "registry"), stage_text(s, "repository"),
                              id, out, err);
}

char *image_uri(const struct stage *s, const struct ecr_image *image)
{
        const char *region = aws_region(stage_aws(s));

        if (!image->registry)
                return NULL;
        return xasprintf("%s.dkr.ecr.%s.amazonaws.com%s/%s@%s", image->registry, region,
                         text_starts(region, "cn-") ? ".cn" : "", stage_text(s, "repository"),
                         image->digest);
}
