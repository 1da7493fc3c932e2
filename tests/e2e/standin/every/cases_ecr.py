"""ECR."""
import hashlib

from drivers import same

TYPE = "application/vnd.docker.distribution.manifest.v2+json"


def manifest_of(do, repository, tag):
    found = do("ecr", "BatchGetImage", repositoryName=repository, imageIds=[{"imageTag": tag}])
    same(found["failures"], [])
    return found["images"][0]


def case_images(do):
    seen = do("ecr", "DescribeImages", repositoryName="app", imageIds=[{"imageTag": "first"}])["imageDetails"]
    same([image["imageTags"] for image in seen], [["one", "first"]])
    manifest = manifest_of(do, "app", "one")["imageManifest"]
    same(seen[0]["imageDigest"], "sha256:" + hashlib.sha256(manifest.encode()).hexdigest())
    same(len(do.pages("ecr", "DescribeImages", "imageDetails", repositoryName="app")) >= 3, True)
    tagged = do("ecr", "DescribeImages", repositoryName="app", filter={"tagStatus": "UNTAGGED"})["imageDetails"]
    same(["imageTags" in image for image in tagged], [False])
    do.refused("ImageNotFoundException", "ecr", "DescribeImages", repositoryName="app", imageIds=[{"imageTag": "no"}])
    do.refused("RepositoryNotFoundException", "ecr", "DescribeImages", repositoryName="none")
    do.refused("InvalidParameterException", "ecr", "DescribeImages", repositoryName="app", maxResults=5,
               imageIds=[{"imageTag": "one"}])


def case_failures(do):
    digest = do("ecr", "DescribeImages", repositoryName="app", imageIds=[{"imageTag": "one"}])["imageDetails"][0]
    found = do("ecr", "BatchGetImage", repositoryName="app", imageIds=[
        {"imageTag": "no"}, {"imageTag": "two", "imageDigest": digest["imageDigest"]}])
    same([failure["failureCode"] for failure in found["failures"]], ["ImageNotFound", "ImageTagDoesNotMatchDigest"])
    same(found["images"], [])
    do.refused("RepositoryNotFoundException", "ecr", "BatchGetImage", repositoryName="none",
               imageIds=[{"imageTag": "one"}])


def case_tags(do):
    image = manifest_of(do, "app", "one")
    put = {"repositoryName": "app", "imageManifest": image["imageManifest"], "imageManifestMediaType": TYPE}
    made = do("ecr", "PutImage", imageTag="again", **put)["image"]
    same(made["imageId"], {"imageDigest": image["imageId"]["imageDigest"], "imageTag": "again"})
    do.refused("ImageAlreadyExistsException", "ecr", "PutImage", imageTag="again", **put)
    do.refused("ImageDigestDoesNotMatchException", "ecr", "PutImage", imageTag="more", imageDigest="sha256:0", **put)
    # it moves, where that is allowed
    do("ecr", "PutImage", imageTag="two", **put)
    same(manifest_of(do, "app", "two")["imageId"]["imageDigest"], image["imageId"]["imageDigest"])
    do.refused("RepositoryNotFoundException", "ecr", "PutImage", **{**put, "repositoryName": "none"})
    do.refused("InvalidParameterException", "ecr", "PutImage", repositoryName="app", imageManifest="no JSON")


def case_immutable(do):
    image = manifest_of(do, "fixed", "one")
    put = {"repositoryName": "fixed", "imageManifest": image["imageManifest"], "imageManifestMediaType": TYPE}
    do.refused("ImageTagAlreadyExistsException", "ecr", "PutImage", imageTag="two", **put)
    do.refused("ImageAlreadyExistsException", "ecr", "PutImage", imageTag="one", **put)
