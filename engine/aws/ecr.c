/* ECR: images and their tags. */
#include "engine/aws/ecr.h"

#include "engine/aws/fields.h"
#include "engine/aws/json11.h"
#include "engine/base/text.h"

static const struct operation describe_images = {SERVICE_ECR, "DescribeImages", false};
static const struct operation batch_get_image = {SERVICE_ECR, "BatchGetImage", false};
static const struct operation put_image = {SERVICE_ECR, "PutImage", true};

static const struct field image_fields[] = {
        {"registryId", FIELD_TEXT, offsetof(struct ecr_image, registry), false},
        {"imageDigest", FIELD_TEXT, offsetof(struct ecr_image, digest), true},
        {"imageStatus", FIELD_TEXT, offsetof(struct ecr_image, status), false},
        {"imagePushedAt", FIELD_TIME, offsetof(struct ecr_image, pushed), false},
        {NULL},
};

static const struct field manifest_fields[] = {
        {"imageManifest", FIELD_TEXT, offsetof(struct ecr_manifest, text), true},
        {"imageManifestMediaType", FIELD_TEXT, offsetof(struct ecr_manifest, media_type), false},
        {NULL},
};

/* registryId, repositoryName and one imageIds. The caller owns it. */
static struct json_object *request_for(const char *registry, const char *repository, const char *id)
{
        struct json_object *request = json_object_new_object();
        struct json_object *ids = json_object_new_array(), *one = json_object_new_object();

        json_put_text(request, "registryId", registry);
        json_put_text(request, "repositoryName", repository);
        json_put_text(one, text_starts(id, "sha256:") ? "imageDigest" : "imageTag", id);
        json_object_array_add(ids, one);
        json_put(request, "imageIds", ids);
        return request;
}

static bool read_image(struct json_object *reply, struct ecr_image *out, struct err *err)
{
        struct json_object *all = json_array(reply, "imageDetails"), *one = json_at(all, 0);

        if (json_count(all) != 1)
                return call_unexpected(&describe_images, err, "%zu images came for one",
                                       json_count(all));
        if (!fields_from_json(one, image_fields, out, err))
                return call_garbled(&describe_images, err);
        if (json_get(one, "imageTags") && !json11_texts(one, "imageTags", &out->tags))
                return call_unexpected(&describe_images, err, "imageTags is no list of texts");
        return true;
}

bool ecr_find_image(struct aws *aws, const char *registry, const char *repository, const char *id,
                    struct ecr_image *out, struct err *err)
{
        struct json11 how = {.op = &describe_images, .subject = repository};
        struct json_object *request = request_for(registry, repository, id), *reply;
        bool ok;

        *out = (struct ecr_image){0};
        ok = json11_send(aws, &how, request, &reply, err);
        if (ok) {
                ok = read_image(reply, out, err);
                json_object_put(reply);
        }
        json_object_put(request);
        if (!ok)
                ecr_image_release(out);
        return ok;
}

void ecr_image_release(struct ecr_image *i)
{
        fields_release(image_fields, i);
        strlist_release(&i->tags);
        *i = (struct ecr_image){0};
}

/* A manifest of any of these comes as it is; what isn't named here ECR may turn into another. */
static void accept_all(struct json_object *request)
{
        static const char *const types[] = {
                "application/vnd.docker.distribution.manifest.v2+json",
                "application/vnd.docker.distribution.manifest.list.v2+json",
                "application/vnd.oci.image.manifest.v1+json",
                "application/vnd.oci.image.index.v1+json",
        };
        struct json_object *accepted = json_object_new_array();

        for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
                json_add_text(accepted, types[i]);
        json_put(request, "acceptedMediaTypes", accepted);
}

static bool read_manifest(struct json_object *reply, const char *repository, const char *digest,
                          struct ecr_manifest *out, struct err *err)
{
        struct json_object *images = json_array(reply, "images"), *first = json_at(images, 0);
        struct json_object *failure = json_at(json_array(reply, "failures"), 0);
        const char *code = json_text(failure, "failureCode");

        if (failure) {
                const char *reason = json_text(failure, "failureReason");

                err_set(err, text_same(code, "ImageNotFound") ? ERR_NOT_FOUND : ERR_FAILED,
                        "ecr BatchGetImage %s %s: %s%s%s", repository, digest,
                        code ? code : "no reason", reason ? ": " : "", reason ? reason : "");
                return err_reason(err, code);
        }
        /* One for each tag it has, perhaps: nobody says so, and nobody says not. */
        for (size_t i = 1; i < json_count(images); i++)
                if (!text_same(json_text(first, "imageManifest"),
                               json_text(json_at(images, i), "imageManifest")))
                        return call_unexpected(&batch_get_image, err,
                                               "different manifests came for one image");
        if (!first)
                return call_unexpected(&batch_get_image, err, "no image came");
        return fields_from_json(first, manifest_fields, out, err) ||
               call_garbled(&batch_get_image, err);
}

bool ecr_get_manifest(struct aws *aws, const char *registry, const char *repository,
                      const char *digest, struct ecr_manifest *out, struct err *err)
{
        struct json11 how = {.op = &batch_get_image, .subject = repository};
        struct json_object *request = request_for(registry, repository, digest), *reply;
        bool ok;

        *out = (struct ecr_manifest){0};
        accept_all(request);
        ok = json11_send(aws, &how, request, &reply, err);
        if (ok) {
                ok = read_manifest(reply, repository, digest, out, err);
                json_object_put(reply);
        }
        json_object_put(request);
        if (!ok)
                ecr_manifest_release(out);
        return ok;
}

void ecr_manifest_release(struct ecr_manifest *m)
{
        fields_release(manifest_fields, m);
}

bool ecr_put_tag(struct aws *aws, const char *registry, const char *repository,
                 const struct ecr_manifest *manifest, const char *digest, const char *tag,
                 struct err *err)
{
        struct json11 how = {.op = &put_image, .subject = repository};
        struct json_object *request = json_object_new_object(), *reply;
        bool ok;

        json_put_text(request, "registryId", registry);
        json_put_text(request, "repositoryName", repository);
        json_put_text(request, "imageManifest", manifest->text);
        json_put_text(request, "imageManifestMediaType", manifest->media_type);
        json_put_text(request, "imageTag", tag);
        json_put_text(request, "imageDigest", digest);
        ok = json11_send(aws, &how, request, &reply, err);
        if (ok)
                json_object_put(reply);
        json_object_put(request);
        return ok;
}
