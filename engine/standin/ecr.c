/*
 * ECR: repositories of the seed, their images, and more tags for them. Nothing is pushed or pulled:
 * an image is its manifest. Facts: botocore data/ecr/2015-09-21; that an image's digest is the
 * SHA-256 of its manifest is the OCI image specification's.
 */
#include "engine/standin/world.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/digest.h"
#include "engine/base/mem.h"
#include "engine/base/text.h"

enum { PAGE = 100 };

static const char docker_manifest[] = "application/vnd.docker.distribution.manifest.v2+json";

struct image {
        char *digest, *manifest, *media_type;
        struct strlist tags; /* in the order they were given */
        int64_t pushed;      /* wall clock ms */
};

struct repository {
        char *name;
        bool immutable; /* a tag stays with its image */
        struct image *images;
        size_t count;
};

struct ecr_model {
        struct repository *repositories;
        size_t count;
};

/* --- finding --- */

static struct repository *find_repository(struct ecr_model *m, const char *name)
{
        for (size_t i = 0; i < m->count; i++)
                if (strcmp(m->repositories[i].name, name) == 0)
                        return &m->repositories[i];
        return NULL;
}

/* Fails the call when it isn't there. */
static struct repository *named(struct call *call)
{
        const char *name = json_text(call->in, "repositoryName");
        const char *registry = json_text(call->in, "registryId");
        struct repository *r = find_repository(call->cloud->ecr, name);

        if (registry && strcmp(registry, call->cloud->account) != 0)
                r = NULL;
        if (!r)
                call_fail(call, 400, "RepositoryNotFoundException",
                          "The repository with name '%s' does not exist in the registry with id "
                          "'%s'",
                          name, registry ? registry : call->cloud->account);
        return r;
}

static struct image *by_digest(struct repository *r, const char *digest)
{
        for (size_t i = 0; i < r->count; i++)
                if (strcmp(r->images[i].digest, digest) == 0)
                        return &r->images[i];
        return NULL;
}

static struct image *by_tag(struct repository *r, const char *tag)
{
        for (size_t i = 0; i < r->count; i++)
                if (strlist_has(&r->images[i].tags, tag))
                        return &r->images[i];
        return NULL;
}

/* An ImageIdentifier's image; NULL: *why is a failureCode. */
static struct image *identified(struct repository *r, struct json_object *id, const char **why)
{
        const char *digest = json_text(id, "imageDigest"), *tag = json_text(id, "imageTag");
        struct image *image;

        *why = "ImageNotFound";
        if (!digest && !tag) {
                *why = "MissingDigestAndTag";
                return NULL;
        }
        image = digest ? by_digest(r, digest) : by_tag(r, tag);
        if (image && digest && tag && !strlist_has(&image->tags, tag)) {
                *why = "ImageTagDoesNotMatchDigest";
                return NULL;
        }
        return image;
}

/* --- changing --- */

static void remove_tag(struct repository *r, const char *tag)
{
        struct image *image = by_tag(r, tag);
        struct strlist kept = {0};

        if (!image)
                return;
        for (size_t i = 0; i < image->tags.count; i++)
                if (strcmp(image->tags.items[i], tag) != 0)
                        strlist_add(&kept, image->tags.items[i]);
        strlist_release(&image->tags);
        image->tags = kept;
}

static struct image *add_image(struct repository *r, const char *digest, const char *manifest,
                               const char *media_type, int64_t now)
{
        struct image *image;

        r->images = xrealloc(r->images, (r->count + 1) * sizeof(*r->images));
        image = &r->images[r->count++];
        *image = (struct image){.digest = xstrdup(digest),
                                .manifest = xstrdup(manifest),
                                .media_type = xstrdup(media_type),
                                .pushed = now};
        return image;
}

static char *digest_of(const char *manifest)
{
        char hex[DIGEST_HEX_SIZE];

        digest_sha256_hex(manifest, strlen(manifest), hex);
        return xasprintf("sha256:%s", hex);
}

/* --- operations --- */

static struct json_object *detail(struct call *call, const struct repository *r,
                                  const struct image *image)
{
        struct json_object *is = json_object_new_object();

        json_put_text(is, "registryId", call->cloud->account);
        json_put_text(is, "repositoryName", r->name);
        json_put_text(is, "imageDigest", image->digest);
        if (image->tags.count) {
                struct json_object *tags = json_object_new_array();

                for (size_t i = 0; i < image->tags.count; i++)
                        json_add_text(tags, image->tags.items[i]);
                json_put(is, "imageTags", tags);
        }
        json_put_int(is, "imageSizeInBytes", (int64_t)strlen(image->manifest));
        json_put(is, "imagePushedAt", json_object_new_double((double)image->pushed / 1000));
        json_put_text(is, "imageManifestMediaType", image->media_type);
        json_put_text(is, "imageStatus", "ACTIVE");
        return is;
}

/* All or none: one that isn't there fails the call. */
static void describe_those(struct call *call, struct repository *r, struct json_object *ids)
{
        struct json_object *out = json_object_new_array();

        for (size_t i = 0; i < json_count(ids); i++) {
                struct json_object *id = json_at(ids, i);
                const char *why;
                struct image *image = identified(r, id, &why);

                if (!image) {
                        json_object_put(out);
                        if (strcmp(why, "ImageNotFound") == 0)
                                call_fail(call, 400, "ImageNotFoundException",
                                          "The image with imageId %s does not exist within the "
                                          "repository with name '%s' in the registry with id '%s'",
                                          json_line(id), r->name, call->cloud->account);
                        else
                                call_fail(call, 400, "InvalidParameterException",
                                          "Invalid image identifier %s: %s", json_line(id), why);
                        return;
                }
                json_object_array_add(out, detail(call, r, image));
        }
        json_put(call->out, "imageDetails", out);
}

static bool is_wanted(const struct image *image, struct json_object *filter)
{
        const char *tags = json_text(filter, "tagStatus"),
                   *status = json_text(filter, "imageStatus");

        if (status && strcmp(status, "ACTIVE") != 0 && strcmp(status, "ANY") != 0)
                return false;
        if (!tags || strcmp(tags, "ANY") == 0)
                return true;
        return (strcmp(tags, "TAGGED") == 0) == (image->tags.count > 0);
}

static void describe_images(struct call *call)
{
        struct repository *r = named(call);
        struct json_object *ids = json_array(call->in, "imageIds"), *out;
        const char *token = json_text(call->in, "nextToken");
        int64_t most = json_int(call->in, "maxResults");
        size_t i = token ? (size_t)strtoul(token, NULL, 10) : 0;

        if (!r)
                return;
        if (ids && (token || most)) {
                call_fail(call, 400, "InvalidParameterException",
                          "imageIds can't be given together with nextToken or maxResults");
                return;
        }
        if (ids) {
                describe_those(call, r, ids);
                return;
        }
        out = json_object_new_array();
        for (; i < r->count && (int64_t)json_count(out) < (most ? most : PAGE); i++)
                if (is_wanted(&r->images[i], json_get(call->in, "filter")))
                        json_object_array_add(out, detail(call, r, &r->images[i]));
        if (i < r->count) {
                char *next = xasprintf("%zu", i);

                json_put_text(call->out, "nextToken", next);
                free(next);
        }
        json_put(call->out, "imageDetails", out);
}

static struct json_object *image_json(struct call *call, const struct repository *r,
                                      const struct image *image, const char *tag)
{
        struct json_object *is = json_object_new_object(), *id = json_object_new_object();

        json_put_text(id, "imageDigest", image->digest);
        json_put_text(id, "imageTag", tag);
        json_put_text(is, "registryId", call->cloud->account);
        json_put_text(is, "repositoryName", r->name);
        json_put(is, "imageId", id);
        json_put_text(is, "imageManifest", image->manifest);
        json_put_text(is, "imageManifestMediaType", image->media_type);
        return is;
}

static void batch_get_image(struct call *call)
{
        struct repository *r = named(call);
        struct json_object *ids = json_array(call->in, "imageIds"), *images, *failures;

        if (!r)
                return;
        images = json_object_new_array();
        failures = json_object_new_array();
        for (size_t i = 0; i < json_count(ids); i++) {
                struct json_object *id = json_at(ids, i), *failure;
                const char *why;
                struct image *image = identified(r, id, &why);

                if (image) {
                        json_object_array_add(
                                images, image_json(call, r, image, json_text(id, "imageTag")));
                        continue;
                }
                failure = json_object_new_object();
                json_put(failure, "imageId", json_copy(id));
                json_put_text(failure, "failureCode", why);
                json_put_text(failure, "failureReason", "Requested image not found");
                json_object_array_add(failures, failure);
        }
        json_put(call->out, "images", images);
        json_put(call->out, "failures", failures);
}

/* The manifest's own media type, or what the caller says; NULL: it can't be a manifest. The caller
 * frees. */
static char *media_type_of(struct call *call, const char *manifest)
{
        const char *said = json_text(call->in, "imageManifestMediaType"), *own;
        struct json_object *parsed = NULL;
        struct err err = ERR_INIT;
        char *type = NULL;

        if (json_parse(manifest, strlen(manifest), &parsed, &err) &&
            json_object_is_type(parsed, json_type_object)) {
                own = json_text(parsed, "mediaType");
                type = xstrdup(own ? own : said);
        }
        err_clear(&err);
        json_object_put(parsed);
        return type;
}

/* False: the call has been failed. */
static bool may_put(struct call *call, struct repository *r, const struct image *image,
                    const char *digest, const char *tag)
{
        const char *said = json_text(call->in, "imageDigest");
        struct image *tagged = tag ? by_tag(r, tag) : NULL;

        if (said && strcmp(said, digest) != 0)
                call_fail(call, 400, "ImageDigestDoesNotMatchException",
                          "The image digest '%s' does not match the digest '%s' of the manifest",
                          said, digest);
        else if (image && (!tag || tagged == image))
                call_fail(call, 400, "ImageAlreadyExistsException",
                          "Image with digest '%s' and tag '%s' already exists in the repository "
                          "with name '%s' in registry with id '%s'",
                          digest, tag ? tag : "null", r->name, call->cloud->account);
        else if (tagged && r->immutable)
                call_fail(call, 400, "ImageTagAlreadyExistsException",
                          "The image tag '%s' already exists in the '%s' repository and cannot be "
                          "overwritten because the repository is immutable.",
                          tag, r->name);
        else
                return true;
        return false;
}

static void put_image(struct call *call)
{
        struct repository *r = named(call);
        const char *manifest = json_text(call->in, "imageManifest");
        const char *tag = json_text(call->in, "imageTag");
        char *type = r ? media_type_of(call, manifest) : NULL, *digest;
        struct image *image;

        if (!r)
                return;
        if (!type) {
                call_fail(call, 400, "InvalidParameterException",
                          "Invalid parameter at 'ImageManifest' failed to satisfy constraint: "
                          "'Invalid JSON syntax, or no media type'");
                return;
        }
        digest = digest_of(manifest);
        image = by_digest(r, digest);
        if (may_put(call, r, image, digest, tag)) {
                if (tag)
                        remove_tag(r, tag);
                if (!image)
                        image = add_image(r, digest, manifest, type, loop_now(call->cloud->loop));
                if (tag)
                        strlist_add(&image->tags, tag);
                json_put(call->out, "image", image_json(call, r, image, tag));
        }
        free(digest);
        free(type);
}

/* --- the model --- */

/* {"tags": [...], "manifest": "..."}; without a manifest one is made from the first tag. */
static void seed_image(struct standin *s, struct repository *r, struct json_object *seed)
{
        struct json_object *tags = json_array(seed, "tags");
        const char *said = json_text(seed, "manifest");
        char *manifest =
                said ? xstrdup(said)
                     : xasprintf("{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{"
                                 "\"of\":\"%s\"}}",
                                 docker_manifest,
                                 json_count(tags) ? json_object_get_string(json_at(tags, 0))
                                                  : "nothing");
        char *digest = digest_of(manifest);
        struct image *image = add_image(r, digest, manifest, docker_manifest, loop_now(s->loop));

        for (size_t i = 0; i < json_count(tags); i++)
                strlist_add(&image->tags, json_object_get_string(json_at(tags, i)));
        free(digest);
        free(manifest);
}

/* {"name", "immutable", "images": [...]} */
static bool seed_repository(struct standin *s, struct json_object *seed, struct err *err)
{
        struct json_object *images = json_array(seed, "images");
        const char *name = json_text(seed, "name");
        struct ecr_model *m = s->ecr;
        struct repository *r;

        if (!name)
                return err_set(err, ERR_INVALID, "a repository of the seed needs \"name\"");
        m->repositories = xrealloc(m->repositories, (m->count + 1) * sizeof(*m->repositories));
        r = &m->repositories[m->count++];
        *r = (struct repository){.name = xstrdup(name), .immutable = json_flag(seed, "immutable")};
        for (size_t i = 0; i < json_count(images); i++)
                seed_image(s, r, json_at(images, i));
        return true;
}

bool ecr_model_new(struct standin *s, struct json_object *seed, struct err *err)
{
        struct json_object *repositories = json_array(seed, "repositories");

        s->ecr = xcalloc(1, sizeof(*s->ecr));
        for (size_t i = 0; i < json_count(repositories); i++)
                if (!seed_repository(s, json_at(repositories, i), err))
                        return false;
        return true;
}

void ecr_model_free(struct ecr_model *m)
{
        if (!m)
                return;
        for (size_t i = 0; i < m->count; i++) {
                struct repository *r = &m->repositories[i];

                for (size_t k = 0; k < r->count; k++) {
                        free(r->images[k].digest);
                        free(r->images[k].manifest);
                        free(r->images[k].media_type);
                        strlist_release(&r->images[k].tags);
                }
                free(r->images);
                free(r->name);
        }
        free(m->repositories);
        free(m);
}

const struct operation ecr_operations[] = {
        {"ecr", "DescribeImages", describe_images, false},
        {"ecr", "BatchGetImage", batch_get_image, false},
        {"ecr", "PutImage", put_image, true},
        {0},
};
