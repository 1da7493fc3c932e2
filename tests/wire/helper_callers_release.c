/* Callers of what a release needs: ECR's images, SNS's topics. */
#include <stdlib.h>

#include "engine/aws/ecr.h"
#include "engine/aws/sns.h"
#include "tests/wire/helper_callers.h"

CALLER(call_find_image)
{
        struct ecr_image image = {0};
        struct json_object *out = NULL;

        if (ecr_find_image(aws, NULL, caller_name(asked), "one", &image, err)) {
                struct json_object *tags = json_object_new_array();

                out = json_object_new_object();
                json_put_text(out, "registryId", image.registry);
                json_put_text(out, "imageDigest", image.digest);
                json_put_text(out, "imageStatus", image.status);
                for (size_t i = 0; i < image.tags.count; i++)
                        json_add_text(tags, image.tags.items[i]);
                json_put(out, "imageTags", tags);
        }
        ecr_image_release(&image);
        return out;
}

CALLER(call_get_manifest)
{
        struct ecr_manifest manifest = {0};
        struct json_object *out = NULL;

        if (ecr_get_manifest(aws, NULL, caller_name(asked), "sha256:1", &manifest, err)) {
                out = json_object_new_object();
                json_put_text(out, "imageManifest", manifest.text);
                json_put_text(out, "imageManifestMediaType", manifest.media_type);
        }
        ecr_manifest_release(&manifest);
        return out;
}

CALLER(call_put_tag)
{
        const struct ecr_manifest manifest = {.text = (char *)"{}"};

        return caller_done(
                ecr_put_tag(aws, NULL, caller_name(asked), &manifest, "sha256:1", "tag", err));
}

CALLER(call_publish)
{
        struct json_object *out = NULL;
        char *id = NULL;

        if (sns_publish(aws, caller_name(asked), "subject", "message", &id, err)) {
                out = json_object_new_object();
                json_put_text(out, "MessageId", id);
        }
        free(id);
        return out;
}
