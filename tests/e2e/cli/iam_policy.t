# The policy of a pipeline on a stack, from the pipeline file alone.
$ snaplift iam-policy lift.yml xy-0146-qa --account 123456789012 --region eu-west-1
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read1",
      "Effect": "Allow",
      "Action": [
        "cloudwatch:DescribeAlarms",
        "ecs:DescribeTaskDefinition",
        "ecs:ListServices",
        "ecs:ListTaskDefinitionFamilies",
        "ecs:ListTasks",
        "events:ListEventBuses",
        "events:ListRuleNamesByTarget",
        "events:ListRules",
        "events:ListTargetsByRule",
        "rds:DescribeDBClusterSnapshots",
        "rds:DescribeDBClusters",
        "rds:DescribeDBInstances",
        "rds:DescribeDBSnapshots",
        "rds:DescribeEvents",
        "rds:ListTagsForResource",
        "scheduler:GetSchedule",
        "scheduler:ListSchedules"
      ],
      "Resource": [
        "*"
      ]
    },
    {
      "Sid": "Read2",
      "Effect": "Allow",
      "Action": [
        "ecs:DescribeClusters"
      ],
      "Resource": [
        "arn:aws:ecs:eu-west-1:123456789012:cluster/xy-0146-qa"
      ]
    },
    {
      "Sid": "Read3",
      "Effect": "Allow",
      "Action": [
        "ecs:DescribeServices",
        "ecs:ListServiceDeployments"
      ],
      "Resource": [
        "arn:aws:ecs:eu-west-1:123456789012:service/xy-0146-qa/*"
      ]
    },
    {
      "Sid": "Read4",
      "Effect": "Allow",
      "Action": [
        "ecs:DescribeTasks"
      ],
      "Resource": [
        "arn:aws:ecs:eu-west-1:123456789012:task/xy-0146-qa/*"
      ]
    },
    {
      "Sid": "Change5",
      "Effect": "Allow",
      "Action": [
        "iam:PassRole"
      ],
      "Resource": [
        "arn:aws:iam::123456789012:role/*"
      ],
      "Condition": {
        "StringEquals": {
          "iam:PassedToService": [
            "rds.amazonaws.com",
            "monitoring.rds.amazonaws.com"
          ]
        }
      }
    },
    {
      "Sid": "Change6",
      "Effect": "Allow",
      "Action": [
        "rds:AddRoleToDBInstance",
        "rds:DeleteDBInstance",
        "rds:RebootDBInstance"
      ],
      "Resource": [
        "arn:aws:rds:eu-west-1:123456789012:db:xy-0146-qa-??????????????"
      ]
    },
    {
      "Sid": "Change7",
      "Effect": "Allow",
      "Action": [
        "rds:AddTagsToResource"
      ],
      "Resource": [
        "arn:aws:rds:eu-west-1:123456789012:cluster-snapshot:xy-0146-qa-??????????????-final-*",
        "arn:aws:rds:eu-west-1:123456789012:snapshot:xy-0146-qa-??????????????-final-*"
      ]
    },
    {
      "Sid": "Change8",
      "Effect": "Allow",
      "Action": [
        "rds:AddTagsToResource"
      ],
      "Resource": [
        "arn:aws:rds:eu-west-1:123456789012:cluster-endpoint:*",
        "arn:aws:rds:eu-west-1:123456789012:cluster:xy-0146-qa-??????????????",
        "arn:aws:rds:eu-west-1:123456789012:db:xy-0146-qa-??????????????"
      ],
      "Condition": {
        "StringEquals": {
          "aws:RequestTag/snaplift:stack": [
            "xy-0146-qa"
          ]
        }
      }
    },
    {
      "Sid": "Change9",
      "Effect": "Allow",
      "Action": [
        "rds:CreateDBSnapshot"
      ],
      "Resource": [
        "arn:aws:rds:eu-west-1:123456789012:db:xy-0146-qa-??????????????",
        "arn:aws:rds:eu-west-1:123456789012:snapshot:xy-0146-qa-??????????????-final-*"
      ]
    },
    {
      "Sid": "Change10",
      "Effect": "Allow",
      "Action": [
        "rds:ModifyDBInstance"
      ],
      "Resource": [
        "arn:aws:rds:eu-west-1:123456789012:db:xy-0146-qa-??????????????",
        "arn:aws:rds:eu-west-1:123456789012:og:*",
        "arn:aws:rds:eu-west-1:123456789012:pg:*"
      ]
    },
    {
      "Sid": "Change11",
      "Effect": "Allow",
      "Action": [
        "rds:RestoreDBInstanceFromDBSnapshot"
      ],
      "Resource": [
        "arn:aws:rds:*:*:snapshot:*",
        "arn:aws:rds:eu-west-1:123456789012:db:xy-0146-qa-??????????????",
        "arn:aws:rds:eu-west-1:123456789012:og:*",
        "arn:aws:rds:eu-west-1:123456789012:pg:*",
        "arn:aws:rds:eu-west-1:123456789012:subgrp:*"
      ],
      "Condition": {
        "StringEquals": {
          "aws:RequestTag/snaplift:stack": [
            "xy-0146-qa"
          ]
        }
      }
    },
    {
      "Sid": "Change12",
      "Effect": "Allow",
      "Action": [
        "ssm:AddTagsToResource"
      ],
      "Resource": [
        "arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/db/*",
        "arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/lock"
      ],
      "Condition": {
        "StringEquals": {
          "aws:RequestTag/snaplift:stack": [
            "xy-0146-qa"
          ]
        }
      }
    },
    {
      "Sid": "Change13",
      "Effect": "Allow",
      "Action": [
        "ssm:DeleteParameter",
        "ssm:PutParameter"
      ],
      "Resource": [
        "arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/db/*",
        "arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/lock"
      ]
    },
    {
      "Sid": "Read14",
      "Effect": "Allow",
      "Action": [
        "ssm:GetParameter"
      ],
      "Resource": [
        "arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-dev/db/active-timestamp",
        "arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/*",
        "arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/db/password"
      ]
    },
    {
      "Sid": "Read15",
      "Effect": "Allow",
      "Action": [
        "ssm:GetParameterHistory"
      ],
      "Resource": [
        "arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/*"
      ]
    },
    {
      "Sid": "Read16",
      "Effect": "Allow",
      "Action": [
        "ssm:GetParametersByPath"
      ],
      "Resource": [
        "arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/db",
        "arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/db/*"
      ]
    }
  ]
}
! for DB instances; for an Aurora cluster: --database cluster

$ snaplift iam-policy lift.yml xy-0146-qa --account 123456789012 --split --database instance | grep -e '"read"' -e '"change"' -e '"rds:'
  "read": {
          "rds:DescribeDBClusterSnapshots",
          "rds:DescribeDBClusters",
          "rds:DescribeDBInstances",
          "rds:DescribeDBSnapshots",
          "rds:DescribeEvents",
          "rds:ListTagsForResource",
          "rds:DescribeAccountAttributes",
          "rds:DescribeDBMajorEngineVersions"
  "change": {
          "rds:AddRoleToDBInstance",
          "rds:DeleteDBInstance",
          "rds:RebootDBInstance"
          "rds:AddTagsToResource"
          "rds:AddTagsToResource"
          "rds:CreateDBSnapshot"
          "rds:ModifyDBInstance"
          "rds:RestoreDBInstanceFromDBSnapshot"

# What only plan, status and doctor read is optional, and a statement of its own.
$ snaplift iam-policy lift.yml xy-0146-qa --account 123456789012 --database instance --plan | grep -A8 '"Look'
      "Sid": "Look6",
      "Effect": "Allow",
      "Action": [
        "iam:SimulatePrincipalPolicy"
      ],
      "Resource": [
        "arn:aws:iam::123456789012:role/*",
        "arn:aws:iam::123456789012:user/*"
      ]
--
      "Sid": "Look11",
      "Effect": "Allow",
      "Action": [
        "rds:DescribeAccountAttributes",
        "rds:DescribeDBMajorEngineVersions"
      ],
      "Resource": [
        "*"
      ]
--
      "Sid": "Look18",
      "Effect": "Allow",
      "Action": [
        "ssm:GetParameters"
      ],
      "Resource": [
        "arn:aws:ssm:*:123456789012:parameter/xy-0146-qa/*"
      ]
    },

$ snaplift iam-policy lift.yml xy-0146-qa --account 123456789012 --database instance | grep -c -e Look -e DescribeAccountAttributes
0
? 1

$ snaplift iam-policy lift.yml xy-0146-qa --database cluster --account 123456789012 --region cn-north-1 | grep -e '"arn:aws-cn:rds' | sort -u
        "arn:aws-cn:rds:*:*:cluster-snapshot:*",
        "arn:aws-cn:rds:cn-north-1:123456789012:cluster-endpoint:*",
        "arn:aws-cn:rds:cn-north-1:123456789012:cluster-pg:*",
        "arn:aws-cn:rds:cn-north-1:123456789012:cluster-snapshot:xy-0146-qa-??????????????-final-*",
        "arn:aws-cn:rds:cn-north-1:123456789012:cluster:xy-0146-qa-??????????????"
        "arn:aws-cn:rds:cn-north-1:123456789012:cluster:xy-0146-qa-??????????????",
        "arn:aws-cn:rds:cn-north-1:123456789012:db:xy-0146-qa-??????????????-primary",
        "arn:aws-cn:rds:cn-north-1:123456789012:db:xy-0146-qa-??????????????-replica-*"
        "arn:aws-cn:rds:cn-north-1:123456789012:db:xy-0146-qa-??????????????-replica-*",
        "arn:aws-cn:rds:cn-north-1:123456789012:og:*",
        "arn:aws-cn:rds:cn-north-1:123456789012:pg:*"
        "arn:aws-cn:rds:cn-north-1:123456789012:pg:*",
        "arn:aws-cn:rds:cn-north-1:123456789012:snapshot:xy-0146-qa-??????????????-final-*"
        "arn:aws-cn:rds:cn-north-1:123456789012:subgrp:*"

$ snaplift iam-policy lift.yml xy-0146-qa --trust github:our-org/our-repo:refs/heads/main --account 123456789012
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com"
        },
        "StringLike": {
          "token.actions.githubusercontent.com:sub": [
            "repo:our-org/our-repo:ref:refs/heads/main"
          ]
        }
      }
    }
  ]
}

$ snaplift iam-policy lift.yml xy-0146-qa --trust github:our-org/our-repo --account 123456789012
! snaplift: our-org/our-repo was given without a ref, and the pipeline names no tags for this stack
!   next: every branch and every pull request would be trusted: give ORG/REPO:refs/heads/NAME or ORG/REPO:environment:NAME
? 2

$ snaplift iam-policy lift.yml xy-0146-qa --trust gitlab:our-org/our-repo --account 123456789012
! snaplift: --trust gitlab:our-org/our-repo: expected github:ORG/REPO or github:ORG/REPO:REF
!   next: give the repository whose workflow is to run it
? 2

$ snaplift iam-policy lift.yml xy-0146-qa --trust github:our-org/our-repo:main
! snaplift: whose OIDC provider is trusted is not known
!   next: give the account: --account 123456789012
? 2

$ snaplift iam-policy lift.yml xy-0146-qa --account 12
! snaplift: account "12" is not 12 digits
!   next: give it as in --account 123456789012
? 2

$ snaplift iam-policy lift.yml xy-0146-qa --database both
! snaplift: --database both: expected instance or cluster
!   next: leave it out for DB instances; cluster is for Aurora
? 2

$ snaplift iam-policy "$ROOT/pipelines/promote.yml" xy-0146-qa --set services=web --set account=123456789012 --trust github:our-org/our-repo | grep repo:
            "repo:our-org/our-repo:ref:refs/tags/v*"

# Who is connected is looked at when that is asked for.
$ printf 'pipeline: alone\ninputs:\n  idle: { type: duration }\nstages:\n  retire: { uses: database.retire, with: { idle: "${{ inputs.idle }}" } }\n' >alone.yml; for idle in '' idle=5m; do snaplift iam-policy alone.yml xy-0146-qa ${idle:+--set $idle} 2>/dev/null | grep -c cloudwatch; done
0
1
