"""ECS."""
from drivers import same, until

CONTAINERS = [{"name": "app", "image": "web:3", "memory": 64}]


def release(do, service, status=None):
    """The newest service deployment of a service; with status: once it has that."""
    def look():
        arn = do("ecs", "DescribeServices", cluster="qa", services=[service])["services"][0][
            "currentServiceDeployment"]
        found = do("ecs", "DescribeServiceDeployments", serviceDeploymentArns=[arn])["serviceDeployments"][0]
        return found if status is None or found["status"] == status else None
    return until(look)


def case_clusters(do):
    do("ecs", "CreateCluster", clusterName="other", tags=[{"key": "a", "value": "b"}],
       settings=[{"name": "containerInsights", "value": "enabled"}])
    same(do("ecs", "UpdateCluster", cluster="other", settings=[{"name": "containerInsights", "value": "disabled"}])[
        "cluster"]["settings"], [{"name": "containerInsights", "value": "disabled"}])
    told = do("ecs", "DescribeClusters", clusters=["other", "none"],
              include=["SETTINGS", "TAGS", "CONFIGURATIONS", "STATISTICS"])
    same((len(told["clusters"]), told["failures"][0]["reason"]), (1, "MISSING"))
    do("ecs", "ListClusters")
    same(len(do.pages("ecs", "ListClusters", "clusterArns")), 2)
    do("ecs", "PutClusterCapacityProviders", cluster="other", capacityProviders=["asg", "FARGATE"],
       defaultCapacityProviderStrategy=[{"capacityProvider": "FARGATE", "weight": 1, "base": 1}])
    same([p["name"] for p in do("ecs", "DescribeCapacityProviders", capacityProviders=["asg", "none"])[
        "capacityProviders"]], ["asg"])
    do("ecs", "DeleteCluster", cluster="other")
    do.refused("ClusterNotFoundException", "ecs", "DeleteCluster", cluster="none")
    do.refused("ClusterNotFoundException", "ecs", "UpdateCluster", cluster="none")
    do.refused("ClusterNotFoundException", "ecs", "DescribeCapacityProviders", cluster="none")
    do.refused("ClusterNotFoundException", "ecs", "PutClusterCapacityProviders", cluster="none",
               capacityProviders=[], defaultCapacityProviderStrategy=[])
    do.refused("InvalidParameterException", "ecs", "CreateCluster", clusterName="a b")


def case_definitions(do):
    made = do("ecs", "RegisterTaskDefinition", family="job", cpu="256", memory="512", networkMode="awsvpc",
              requiresCompatibilities=["FARGATE"], containerDefinitions=CONTAINERS,
              tags=[{"key": "a", "value": "b"}])["taskDefinition"]
    same(made["revision"], 1)
    do("ecs", "DescribeTaskDefinition", taskDefinition="job", include=["TAGS"])
    do("ecs", "ListTaskDefinitions", familyPrefix="web")
    same(len(do.pages("ecs", "ListTaskDefinitions", "taskDefinitionArns", familyPrefix="web")), 2)
    do.refused("ClientException", "ecs", "DescribeTaskDefinition", taskDefinition="none")
    do.refused("ClientException", "ecs", "RegisterTaskDefinition", family="x", containerDefinitions=[])
    do("ecs", "DeregisterTaskDefinition", taskDefinition="job:1")
    do.refused("ClientException", "ecs", "DeregisterTaskDefinition", taskDefinition="job")


def case_families(do):
    for family in ("fam-a", "fam-a", "fam-b"):
        do("ecs", "RegisterTaskDefinition", family=family, containerDefinitions=CONTAINERS)
    do("ecs", "DeregisterTaskDefinition", taskDefinition="fam-a:2")
    do("ecs", "DeregisterTaskDefinition", taskDefinition="fam-b:1")
    for status, families in {"ACTIVE": ["fam-a"], "INACTIVE": ["fam-b"], "ALL": ["fam-a", "fam-b"]}.items():
        same(do("ecs", "ListTaskDefinitionFamilies", familyPrefix="fam-", status=status)["families"], families)
    do("ecs", "ListTaskDefinitionFamilies", familyPrefix="fam-", maxResults=1)
    same(do.pages("ecs", "ListTaskDefinitionFamilies", "families", familyPrefix="fam-"), ["fam-a", "fam-b"])
    do.refused("InvalidParameterException", "ecs", "ListTaskDefinitionFamilies", maxResults=101)
    do.refused("InvalidParameterException", "ecs", "ListTaskDefinitionFamilies", nextToken="none")


def case_services(do):
    for name in ("web", "side"):
        do("ecs", "CreateService", cluster="qa", serviceName=name, taskDefinition="web:1", desiredCount=2,
           propagateTags="SERVICE", tags=[{"key": "a", "value": "b"}])
    do.wait("ecs", "services_stable", cluster="qa", services=["web", "side"])
    do("ecs", "ListServices", cluster="qa")
    same(len(do.pages("ecs", "ListServices", "serviceArns", cluster="qa")), 2)
    same(len(do("ecs", "ListServices", cluster="qa", resourceManagementType="CUSTOMER")["serviceArns"]), 2)
    same(do("ecs", "ListServices", cluster="qa", resourceManagementType="ECS")["serviceArns"], [])
    same(do("ecs", "ListServices", cluster="qa", schedulingStrategy="DAEMON")["serviceArns"], [])
    arn = do("ecs", "UpdateService", cluster="qa", service="web", taskDefinition="web:2")["service"]["serviceArn"]
    do.wait("ecs", "services_stable", cluster="qa", services=["web"])
    do("ecs", "DescribeServices", cluster="qa", services=["web", "none"], include=["TAGS"])
    done = release(do, "web", "SUCCESSFUL")
    do("ecs", "DescribeServiceRevisions", serviceRevisionArns=[done["targetServiceRevision"]["arn"], "arn:none"])
    same(len(do("ecs", "ListServiceDeployments", cluster="qa", service="web", createdAt={
        "after": "2020-01-01T00:00:00Z"})["serviceDeployments"]), 2)
    do("ecs", "TagResource", resourceArn=arn, tags=[{"key": "x", "value": "y"}])
    do("ecs", "UntagResource", resourceArn=arn, tagKeys=["a"])
    same(do("ecs", "ListTagsForResource", resourceArn=arn)["tags"], [{"key": "x", "value": "y"}])


def case_a_paused_blue_green(do):
    hook = {"targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"],
            "timeoutConfiguration": {"timeoutInMinutes": 20000, "action": "CONTINUE"}}
    config = {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1, "lifecycleHooks": [hook]}
    do("ecs", "UpdateService", cluster="qa", service="side", taskDefinition="web:2", deploymentConfiguration=config)
    paused = until(lambda: next((r for r in [release(do, "side")] if r.get("lifecycleHookDetails")), None))
    same((paused["lifecycleStage"], paused["lifecycleHookDetails"][0]["status"]),
         ("POST_TEST_TRAFFIC_SHIFT", "AWAITING_ACTION"))
    same(paused["targetServiceRevision"]["requestedTestTrafficWeight"], 100.0)
    do("ecs", "ContinueServiceDeployment", serviceDeploymentArn=paused["serviceDeploymentArn"],
       hookId=paused["lifecycleHookDetails"][0]["hookId"], action="CONTINUE")
    release(do, "side", "SUCCESSFUL")
    do.refused("ConflictException", "ecs", "StopServiceDeployment",
               serviceDeploymentArn=paused["serviceDeploymentArn"])
    do.refused("InvalidParameterException", "ecs", "ContinueServiceDeployment", hookId="x",
               serviceDeploymentArn=paused["serviceDeploymentArn"])
    linear = {"strategy": "LINEAR", "linearConfiguration": {"stepPercent": 10, "stepBakeTimeInMinutes": 1000},
              "lifecycleHooks": []}
    do("ecs", "UpdateService", cluster="qa", service="side", taskDefinition="web:1", deploymentConfiguration=linear)
    going = until(lambda: next((r for r in [release(do, "side")] if r.get("lifecycleStage") ==
                                "PRODUCTION_TRAFFIC_SHIFT"), None))
    do("ecs", "StopServiceDeployment", serviceDeploymentArn=going["serviceDeploymentArn"], stopType="ROLLBACK")
    back = release(do, "side", "ROLLBACK_SUCCESSFUL")
    same(back["rollback"]["serviceRevisionArn"], back["sourceServiceRevisions"][0]["arn"])


def case_other_controllers(do):
    do("ecs", "CreateService", cluster="qa", serviceName="cd", taskDefinition="web:1", desiredCount=1,
       deploymentController={"type": "CODE_DEPLOY"})
    same(len(do("ecs", "DescribeTaskSets", cluster="qa", service="cd")["taskSets"]), 1)
    same(do("ecs", "DescribeServices", cluster="qa", services=["cd"])["services"][0]["deployments"], [])
    do.refused("InvalidParameterException", "ecs", "UpdateService", cluster="qa", service="cd",
               taskDefinition="web:2")
    do.refused("UnsupportedFeatureException", "ecs", "ListServiceDeployments", cluster="qa", service="cd")
    do.refused("InvalidParameterException", "ecs", "DescribeTaskSets", cluster="qa", service="web")
    do("ecs", "DeleteService", cluster="qa", service="cd", force=True)


def case_tasks(do):
    do("ecs", "ListTasks", cluster="qa", serviceName="web")
    running = do.pages("ecs", "ListTasks", "taskArns", cluster="qa", serviceName="web")
    same(len(running), 2)
    same({t["lastStatus"] for t in do("ecs", "DescribeTasks", cluster="qa", tasks=running, include=["TAGS"])["tasks"]},
         {"RUNNING"})
    one = do("ecs", "RunTask", cluster="qa", taskDefinition="web:2", startedBy="me", overrides={
        "containerOverrides": [{"name": "app", "environment": [{"name": "A", "value": "B"}]}]})["tasks"][0]["taskArn"]
    do.wait("ecs", "tasks_running", cluster="qa", tasks=[one])
    do("ecs", "StopTask", cluster="qa", task=one, reason="enough")
    do.wait("ecs", "tasks_stopped", cluster="qa", tasks=[one])
    same(do("ecs", "DescribeTasks", cluster="qa", tasks=[one, "none"])["failures"][0]["reason"], "MISSING")


def case_refused(do):
    cluster = {"cluster": "none"}
    for operation, members in {
            "CreateService": {"serviceName": "x", "taskDefinition": "web:1"}, "DescribeServices": {"services": ["x"]},
            "ListServices": {}, "UpdateService": {"service": "x"}, "DeleteService": {"service": "x"},
            "ListServiceDeployments": {"service": "x"}, "DescribeTaskSets": {"service": "x"},
            "RunTask": {"taskDefinition": "web:1"}, "StopTask": {"task": "x"}, "ListTasks": {},
            "DescribeTasks": {"tasks": ["x"]}}.items():
        do.refused("ClusterNotFoundException", "ecs", operation, **cluster, **members)
    do.refused("ServiceNotFoundException", "ecs", "UpdateService", cluster="qa", service="none")
    do.refused("ServiceDeploymentNotFoundException", "ecs", "StopServiceDeployment", serviceDeploymentArn="arn:none")
    do.refused("ServiceDeploymentNotFoundException", "ecs", "ContinueServiceDeployment", hookId="x",
               serviceDeploymentArn="arn:none")
    for operation, member in {"DescribeServiceDeployments": "serviceDeploymentArns",
                              "DescribeServiceRevisions": "serviceRevisionArns"}.items():
        do.refused("InvalidParameterException", "ecs", operation, **{member: []})
    for operation, members in {"TagResource": {"tags": []}, "UntagResource": {"tagKeys": []},
                               "ListTagsForResource": {}}.items():
        do.refused("InvalidParameterException", "ecs", operation, resourceArn="none", **members)
    do.refused("InvalidParameterException", "ecs", "DeleteService", cluster="qa", service="web")
    do("ecs", "DeleteService", cluster="qa", service="web", force=True)
    do.wait("ecs", "services_inactive", cluster="qa", services=["web"])
