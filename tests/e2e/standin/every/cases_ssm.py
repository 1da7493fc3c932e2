"""Parameter Store."""
from drivers import same


def case_parameters(do):
    do("ssm", "PutParameter", Name="/p/a", Value="1", Type="String", Tags=[{"Key": "k", "Value": "v"}])
    do("ssm", "PutParameter", Name="/p/a", Value="2", Overwrite=True)
    do("ssm", "PutParameter", Name="/p/b", Value="secret", Type="SecureString")
    same(do("ssm", "GetParameter", Name="/p/a")["Parameter"]["Version"], 2)
    same(do("ssm", "GetParameter", Name="/p/b", WithDecryption=True)["Parameter"]["Value"], "secret")
    same(do("ssm", "GetParameters", Names=["/p/a", "/none"])["InvalidParameters"], ["/none"])
    same(len(do("ssm", "GetParametersByPath", Path="/p", Recursive=True)["Parameters"]), 2)
    same(len(do.pages("ssm", "GetParametersByPath", "Parameters", Path="/p", Recursive=True)), 2)
    same([v["Value"] for v in do("ssm", "GetParameterHistory", Name="/p/a")["Parameters"]], ["1", "2"])
    do.pages("ssm", "GetParameterHistory", "Parameters", Name="/p/a")
    do("ssm", "DescribeParameters",
       ParameterFilters=[{"Key": "Name", "Option": "BeginsWith", "Values": ["/p/"]}])
    same(len(do.pages("ssm", "DescribeParameters", "Parameters")), 3)
    do("ssm", "AddTagsToResource", ResourceType="Parameter", ResourceId="/p/a", Tags=[{"Key": "x", "Value": "y"}])
    do("ssm", "RemoveTagsFromResource", ResourceType="Parameter", ResourceId="/p/a", TagKeys=["k"])
    same(do("ssm", "ListTagsForResource", ResourceType="Parameter", ResourceId="/p/a")["TagList"],
         [{"Key": "x", "Value": "y"}])
    do("ssm", "DeleteParameter", Name="/p/a")
    same(do("ssm", "DeleteParameters", Names=["/p/b", "/p/c"]),
         {"DeletedParameters": ["/p/b"], "InvalidParameters": ["/p/c"]})


def case_refused(do):
    do.refused("ParameterNotFound", "ssm", "GetParameter", Name="/none")
    do.refused("ParameterNotFound", "ssm", "DeleteParameter", Name="/none")
    do.refused("ParameterNotFound", "ssm", "GetParameterHistory", Name="/none")
    do.refused("ParameterAlreadyExists", "ssm", "PutParameter", Name="/app/host", Value="x", Type="String")
    do.refused("ParameterVersionNotFound", "ssm", "GetParameter", Name="/app/host:9")
    do.refused("HierarchyTypeMismatchException", "ssm", "PutParameter", Name="/app/host", Value="x",
               Type="SecureString", Overwrite=True)
    do.refused("InvalidResourceId", "ssm", "ListTagsForResource", ResourceType="Parameter", ResourceId="/none")
    do.refused("InvalidResourceId", "ssm", "AddTagsToResource", ResourceType="Parameter", ResourceId="/none",
               Tags=[{"Key": "x", "Value": "y"}])
    do.refused("InvalidResourceId", "ssm", "RemoveTagsFromResource", ResourceType="Parameter", ResourceId="/none",
               TagKeys=["x"])
    do.refused("ValidationException", "ssm", "PutParameter", Name="/p/b", Value="{{x}}", Type="String")
