# All there is to look at.
$ with-standin seed.json snaplift doctor | bash plainly.sh
ok    version      snaplift VERSION; LIBRARIES
ok    store        ~/.local/state/snaplift/runs.db: schema 2, can be written to, 0 runs and 0 records with good checksums
ok    region       eu-west-1, from AWS_REGION
ok    credentials  from the environment (AWS_ACCESS_KEY_ID), link env of the chain, profile default; not known to expire
ok    endpoint     sts at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     rds at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     ssm at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     ecs at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    clock        this machine's agrees with that of AWS's answers
ok    identity     arn:aws:iam::123456789012:user/AKIAEXAMPLE, account 123456789012
ok    permission   may read: rds:DescribeDBInstances, rds:DescribeDBSnapshots, rds:DescribeDBClusters, rds:DescribeAccountAttributes, rds:DescribeDBMajorEngineVersions, ecs:ListClusters
-     permission   not checked: what a stack needs
        next: snaplift doctor STACK
11 ok, 0 warnings, 0 failures, 1 not checked

$ with-standin seed.json snaplift doctor xy-0146-qa | bash plainly.sh
ok    version      snaplift VERSION; LIBRARIES
ok    store        ~/.local/state/snaplift/runs.db: schema 2, can be written to, 0 runs and 0 records with good checksums
ok    region       eu-west-1, from AWS_REGION
ok    credentials  from the environment (AWS_ACCESS_KEY_ID), link env of the chain, profile default; not known to expire
ok    endpoint     sts at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     rds at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     ssm at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     ecs at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    clock        this machine's agrees with that of AWS's answers
ok    identity     arn:aws:iam::123456789012:user/AKIAEXAMPLE, account 123456789012
ok    permission   may read: rds:DescribeDBInstances, rds:DescribeDBSnapshots, rds:DescribeDBClusters, rds:DescribeAccountAttributes, rds:DescribeDBMajorEngineVersions, ecs:ListClusters, ecs:ListTaskDefinitionFamilies, ssm:GetParametersByPath, ssm:GetParameter, ssm:GetParameterHistory, ssm:ListTagsForResource, ecs:ListServices
warn  database     xy-0146-qa-20261001000000: can't find the address of xy-0146-qa-20261001000000.standin.eu-west-1.rds.amazonaws.com: WHY
        next: open the way if a pipeline asks the database from here (database.writes with `query`), or something else you run does
-     permission   what is changed is not checked: no pipeline is given, and this store has no run of the stack
        next: snaplift doctor STACK --pipeline FILE --set ...
11 ok, 1 warning, 0 failures, 1 not checked

$ with-standin seed.json snaplift doctor xy-0146-qa --json | bash plainly.sh
{"look":"version","grade":"ok","text":"snaplift VERSION; LIBRARIES"}
{"look":"store","grade":"ok","text":"~/.local/state/snaplift/runs.db: schema 2, can be written to, 0 runs and 0 records with good checksums"}
{"look":"region","grade":"ok","text":"eu-west-1, from AWS_REGION"}
{"look":"credentials","grade":"ok","text":"from the environment (AWS_ACCESS_KEY_ID), link env of the chain, profile default; not known to expire"}
{"look":"endpoint","grade":"ok","text":"sts at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers"}
{"look":"endpoint","grade":"ok","text":"rds at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers"}
{"look":"endpoint","grade":"ok","text":"ssm at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers"}
{"look":"endpoint","grade":"ok","text":"ecs at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers"}
{"look":"clock","grade":"ok","text":"this machine's agrees with that of AWS's answers"}
{"look":"identity","grade":"ok","text":"arn:aws:iam::123456789012:user/AKIAEXAMPLE, account 123456789012"}
{"look":"permission","grade":"ok","text":"may read: rds:DescribeDBInstances, rds:DescribeDBSnapshots, rds:DescribeDBClusters, rds:DescribeAccountAttributes, rds:DescribeDBMajorEngineVersions, ecs:ListClusters, ecs:ListTaskDefinitionFamilies, ssm:GetParametersByPath, ssm:GetParameter, ssm:GetParameterHistory, ssm:ListTagsForResource, ecs:ListServices"}
{"look":"database","grade":"warn","text":"xy-0146-qa-20261001000000: can't find the address of xy-0146-qa-20261001000000.standin.eu-west-1.rds.amazonaws.com: WHY","next":"open the way if a pipeline asks the database from here (database.writes with `query`), or something else you run does"}
{"look":"permission","grade":"unchecked","text":"what is changed is not checked: no pipeline is given, and this store has no run of the stack","next":"snaplift doctor STACK --pipeline FILE --set ..."}
{"result":"warnings","exit":0,"ok":11,"warn":1,"fail":0,"unchecked":1}

$ with-standin seed.json snaplift doctor nonsense
! snaplift: stack "nonsense": expected <customer>-<project>-<env>, for example xy-0146-qa
!   next: what a stack may be called: snaplift help name
? 2

# Nothing is there at all: every look that can be made is made.
$ AWS_ENDPOINT_URL=http://127.0.0.1:1 AWS_EC2_METADATA_DISABLED=true snaplift doctor xy-0146-qa | bash plainly.sh
ok    version      snaplift VERSION; LIBRARIES
ok    store        ~/.local/state/snaplift/runs.db: schema 2, can be written to, 0 runs and 0 records with good checksums
fail  region       no AWS region: neither AWS_REGION nor AWS_DEFAULT_REGION is set and profile "default" in ~/.aws/config names none
        next: set AWS_REGION
fail  credentials  no AWS credentials; tried env (AWS_ACCESS_KEY_ID is not set); assume-role (profile "default" has no role_arn); assume-role-with-web-identity (AWS_WEB_IDENTITY_TOKEN_FILE is not set and profile "default" has no web_identity_token_file); sso (profile "default" has no sso_role_name); shared-credentials-file (~/.aws/credentials is not there); login (profile "default" has no login_session); custom-process (profile "default" has no credential_process); config-file (~/.aws/config is not there); ec2-credentials-file (AWS_CREDENTIAL_FILE is not set); boto-config (no keys in /etc/boto.cfg and ~/.boto); container-role (neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set); iam-role (AWS_EC2_METADATA_DISABLED is true)
        next: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE
fail  endpoint     sts at http://127.0.0.1:1, from AWS_ENDPOINT_URL: can't reach http://127.0.0.1:1: Could not connect to server
        next: check that address, or unset it
fail  endpoint     rds at http://127.0.0.1:1, from AWS_ENDPOINT_URL: can't reach http://127.0.0.1:1: Could not connect to server
        next: check that address, or unset it
fail  endpoint     ssm at http://127.0.0.1:1, from AWS_ENDPOINT_URL: can't reach http://127.0.0.1:1: Could not connect to server
        next: check that address, or unset it
fail  endpoint     ecs at http://127.0.0.1:1, from AWS_ENDPOINT_URL: can't reach http://127.0.0.1:1: Could not connect to server
        next: check that address, or unset it
-     clock        not checked: no answer of AWS has a date
-     identity     not checked: see region
-     permission   not checked: see identity
-     database     not checked: see identity
2 ok, 0 warnings, 6 failures, 4 not checked
? 7

$ AWS_PROFILE=nobody AWS_REGION=eu-west-1 snaplift doctor | bash plainly.sh | tail -n +3
fail  profile      there is no AWS profile "nobody": neither ~/.aws/credentials nor ~/.aws/config is there
-     endpoint     not checked: see profile
-     identity     not checked: see profile
-     permission   not checked: see identity
2 ok, 0 warnings, 1 failure, 3 not checked
? 7

# No credentials: the rest is looked at.
$ with-standin seed.json env -u AWS_ACCESS_KEY_ID AWS_EC2_METADATA_DISABLED=true snaplift doctor xy-0146-qa | bash plainly.sh | tail -n +3
ok    region       eu-west-1, from AWS_REGION
fail  credentials  no AWS credentials; tried env (AWS_ACCESS_KEY_ID is not set, though AWS_SECRET_ACCESS_KEY is); assume-role (profile "default" has no role_arn); assume-role-with-web-identity (AWS_WEB_IDENTITY_TOKEN_FILE is not set and profile "default" has no web_identity_token_file); sso (profile "default" has no sso_role_name); shared-credentials-file (~/.aws/credentials is not there); login (profile "default" has no login_session); custom-process (profile "default" has no credential_process); config-file (~/.aws/config is not there); ec2-credentials-file (AWS_CREDENTIAL_FILE is not set); boto-config (no keys in /etc/boto.cfg and ~/.boto); container-role (neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set); iam-role (AWS_EC2_METADATA_DISABLED is true)
        next: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE
ok    endpoint     sts at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     rds at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     ssm at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     ecs at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    clock        this machine's agrees with that of AWS's answers
-     identity     not checked: see credentials
-     permission   not checked: see identity
-     database     not checked: see identity
8 ok, 0 warnings, 1 failure, 3 not checked
? 7

$ with-standin seed.json bash -c 'AWS_SECRET_ACCESS_KEY=wrong snaplift doctor' | bash plainly.sh | grep -A1 -e identity -e permission
fail  identity     sts GetCallerIdentity: SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details
        next: check the secret key (from the environment (AWS_ACCESS_KEY_ID)) and this machine's clock
-     permission   not checked: see identity
9 ok, 0 warnings, 1 failure, 1 not checked
? 7

# Temporary ones that end soon, and a token that is never shown.
$ with-standin seed.json bash -c 'AWS_CREDENTIAL_EXPIRATION=$(date -u -d "+5 minutes" +%FT%TZ) AWS_SESSION_TOKEN=hidden snaplift doctor' | tee all | neutral | bash plainly.sh | grep -A1 credentials; grep -c -e hidden -e example all
warn  credentials  from the environment (AWS_ACCESS_KEY_ID), link env of the chain, profile default; they expire at TIME, in AWHILE
        next: renew them, or use a profile or a role that renews them: a run whose credentials have expired stops where it is
ok    endpoint     sts at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
--
        next: check the credentials (from the environment (AWS_ACCESS_KEY_ID)): AWS does not know them
-     permission   not checked: see identity
0
? 1

# A profile in a file, and where its region is from.
$ mkdir -p .aws; printf '[profile ops]\nregion = eu-west-1\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = example\n' >.aws/config; with-standin seed.json env -u AWS_REGION -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY AWS_PROFILE=ops snaplift doctor | grep -e region -e credentials
ok    region       eu-west-1, from profile "ops" in ~/.aws/config
ok    credentials  from profile "ops" in ~/.aws/config, link config-file of the chain, profile ops; not known to expire

# A wrong region, and one that is none.
$ with-standin seed.json snaplift doctor xy-0146-qa --region eu-central-1 | bash plainly.sh | tail -n +3
ok    region       eu-central-1, from --region
ok    credentials  from the environment (AWS_ACCESS_KEY_ID), link env of the chain, profile default; not known to expire
ok    endpoint     sts at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     rds at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     ssm at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     ecs at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    clock        this machine's agrees with that of AWS's answers
fail  identity     sts GetCallerIdentity: SignatureDoesNotMatch: Credential should be scoped to a valid region
        next: check the secret key (from the environment (AWS_ACCESS_KEY_ID)) and this machine's clock
-     permission   not checked: see identity
-     database     not checked: see identity
9 ok, 0 warnings, 1 failure, 2 not checked
? 7

$ with-standin seed.json snaplift doctor --region Europe | bash plainly.sh | tail -n +3 | head -2
fail  region       "Europe" is not the name of an AWS region
        next: write it as in eu-central-1
? 7

# An endpoint that refuses: what is elsewhere is still looked at.
$ with-standin seed.json bash -c 'AWS_ENDPOINT_URL_RDS=http://127.0.0.1:1 snaplift doctor xy-0146-qa' | bash plainly.sh | tail -n +4
ok    credentials  from the environment (AWS_ACCESS_KEY_ID), link env of the chain, profile default; not known to expire
ok    endpoint     sts at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
fail  endpoint     rds at http://127.0.0.1:1, from AWS_ENDPOINT_URL_RDS: can't reach http://127.0.0.1:1: Could not connect to server
        next: check that address, or unset it
ok    endpoint     ssm at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     ecs at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    clock        this machine's agrees with that of AWS's answers
ok    identity     arn:aws:iam::123456789012:user/AKIAEXAMPLE, account 123456789012
ok    permission   may read: ecs:ListClusters, ecs:ListTaskDefinitionFamilies, ssm:GetParametersByPath, ssm:GetParameter, ssm:GetParameterHistory, ssm:ListTagsForResource, ecs:ListServices
-     permission   not checked of rds: see endpoint
-     database     not checked: see endpoint
-     permission   what is changed is not checked: no pipeline is given, and this store has no run of the stack
        next: snaplift doctor STACK --pipeline FILE --set ...
10 ok, 0 warnings, 1 failure, 3 not checked
? 7

$ with-standin seed.json bash -c 'AWS_ENDPOINT_URL_STS=http://127.0.0.1:1 snaplift doctor xy-0146-qa' | bash plainly.sh | tail -n +4
ok    credentials  from the environment (AWS_ACCESS_KEY_ID), link env of the chain, profile default; not known to expire
fail  endpoint     sts at http://127.0.0.1:1, from AWS_ENDPOINT_URL_STS: can't reach http://127.0.0.1:1: Could not connect to server
        next: check that address, or unset it
ok    endpoint     rds at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     ssm at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    endpoint     ecs at http://HERE, from AWS_ENDPOINT_URL, no TLS: answers
ok    clock        this machine's agrees with that of AWS's answers
-     identity     not checked: see endpoint
-     permission   not checked: see identity
-     database     not checked: see identity
8 ok, 0 warnings, 1 failure, 3 not checked
? 7

# Clocks.
$ sed 's/"jitter": 0/"jitter": 0, "clock_ahead": 600000/' seed.json >off.json; with-standin off.json snaplift doctor | neutral | grep -A1 clock
fail  clock        this machine's is AWHILE behind that of AWS's answers: what is signed by it is refused
        next: set this machine's clock, and keep it set (NTP)
ok    identity     arn:aws:iam::123456789012:user/AKIAEXAMPLE, account 123456789012
? 7

$ sed 's/"jitter": 0/"jitter": 0, "clock_ahead": -90000/' seed.json >off.json; with-standin off.json snaplift doctor | neutral | grep -A1 clock
warn  clock        this machine's is AWHILE ahead of that of AWS's answers
        next: set this machine's clock, and keep it set (NTP)
ok    identity     arn:aws:iam::123456789012:user/AKIAEXAMPLE, account 123456789012

# One action is denied: one without which no run can begin, and one without which a check is left out.
$ bash forbid.sh seed.json ssm:GetParametersByPath >some.json; with-standin some.json snaplift doctor xy-0146-qa | bash plainly.sh | grep -A1 permission
fail  permission   ssm GetParametersByPath: AccessDeniedException: User: arn:aws:iam::123456789012:user/AKIAEXAMPLE is not authorized to perform: ssm:GetParametersByPath on resource: arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/db with an explicit deny in an identity-based policy
        next: allow ssm:GetParametersByPath to the identity in use (from the environment (AWS_ACCESS_KEY_ID)); snaplift iam-policy prints all that a pipeline needs
ok    permission   may read: rds:DescribeDBInstances, rds:DescribeDBSnapshots, rds:DescribeDBClusters, rds:DescribeAccountAttributes, rds:DescribeDBMajorEngineVersions, ecs:ListClusters, ecs:ListTaskDefinitionFamilies, ssm:GetParameter, ssm:GetParameterHistory, ssm:ListTagsForResource, ecs:ListServices
warn  database     xy-0146-qa-20261001000000: can't find the address of xy-0146-qa-20261001000000.standin.eu-west-1.rds.amazonaws.com: WHY
--
-     permission   what is changed is not checked: no pipeline is given, and this store has no run of the stack
        next: snaplift doctor STACK --pipeline FILE --set ...
? 7

$ bash forbid.sh seed.json rds:DescribeAccountAttributes >some.json; with-standin some.json snaplift doctor xy-0146-qa | bash plainly.sh | grep -A1 permission
warn  permission   rds:DescribeAccountAttributes is denied: snaplift plan can't check quotas
        next: allow rds:DescribeAccountAttributes to the identity in use (from the environment (AWS_ACCESS_KEY_ID)); snaplift iam-policy prints all that a pipeline needs
ok    permission   may read: rds:DescribeDBInstances, rds:DescribeDBSnapshots, rds:DescribeDBClusters, rds:DescribeDBMajorEngineVersions, ecs:ListClusters, ecs:ListTaskDefinitionFamilies, ssm:GetParametersByPath, ssm:GetParameter, ssm:GetParameterHistory, ssm:ListTagsForResource, ecs:ListServices
warn  database     xy-0146-qa-20261001000000: can't find the address of xy-0146-qa-20261001000000.standin.eu-west-1.rds.amazonaws.com: WHY
--
-     permission   what is changed is not checked: no pipeline is given, and this store has no run of the stack
        next: snaplift doctor STACK --pipeline FILE --set ...

# The store: a folder, damaged, not to be written to, with an unfinished run.
$ with-standin seed.json bash -c 'mkdir here.db; snaplift doctor --store here.db' | grep -A1 store
fail  store        the store here.db: can't open it: Is a directory
        next: make the file and its folder writable for this user, or name another file in SNAPLIFT_STORE
? 7

$ with-standin seed.json bash -c 'head -c 8192 /dev/zero >here.db; snaplift doctor --store here.db' | grep -A1 store
fail  store        the store here.db: can't read it: it is not a Snaplift store (not a database)
        next: move the file away (keep it: it may name runs that are not finished) or bring it back from a backup, or name another file in SNAPLIFT_STORE
? 7

$ with-standin seed.json bash -c 'snaplift doctor --store /proc/here.db' | grep -A1 store
fail  store        the store /proc/here.db: can't open it: No such file or directory
        next: make the file and its folder writable for this user, or name another file in SNAPLIFT_STORE
? 7

$ with-standin slow.json bash -c 'stop-at INT "restore: sees" snaplift run lift.yml xy-0146-qa >/dev/null 2>&1; snaplift doctor' | neutral | grep -A1 -e store -e lease -e ' run '
ok    store        ~/.local/state/snaplift/runs.db: schema 2, can be written to, 1 run and 17 records with good checksums
warn  run          run RUN of lift on xy-0146-qa is interrupted and has not ended
        next: snaplift resume RUN, or snaplift rollback RUN

# Another run's process holds the stack.
$ with-standin slow.json bash -c 'stop-at KILL "restore: sees" snaplift run lift.yml xy-0146-qa >/dev/null 2>&1; snaplift doctor' | neutral | grep -A1 -e lease -e ' run '
ok    store        ~/.local/state/snaplift/runs.db: schema 2, can be written to, 1 run and 15 records with good checksums
warn  lease        stack xy-0146-qa is held by run RUN of OWNER for AWHILE, and that process is gone
        next: snaplift status xy-0146-qa
warn  run          run RUN of lift on xy-0146-qa is running and has not ended
        next: snaplift resume RUN, or snaplift rollback RUN

# What the active timestamp names is not there.
$ sed 's/"value": "20261001000000"/"value": "20260101000000"/' seed.json >gone.json; with-standin gone.json snaplift doctor xy-0146-qa | bash plainly.sh | grep -A1 database
fail  database     xy-0146-qa-20260101000000, which the active timestamp names, is not there
        next: snaplift status xy-0146-qa
? 7

# What a pipeline may have to do on the stack, asked of IAM: by the policy that iam-policy prints, and without one action.
$ bash policy.sh seed.json >own.json; with-standin own.json snaplift doctor xy-0146-qa --pipeline lift.yml | bash plainly.sh | grep -A1 simulator
ok    permission   IAM's simulator: all that lift needs on xy-0146-qa is allowed (52 questions)
12 ok, 3 warnings, 0 failures, 0 not checked

$ bash policy.sh seed.json rds:RestoreDBInstanceFromDBSnapshot ssm:PutParameter >own.json; with-standin own.json snaplift doctor xy-0146-qa --pipeline lift.yml | bash plainly.sh | grep -A1 simulator
fail  permission   IAM's simulator: rds:RestoreDBInstanceFromDBSnapshot is denied (implicitDeny) on arn:aws:rds:eu-west-1:123456789012:db:xy-0146-qa-20260101000000 and 4 more
        next: allow it to the identity in use; all that is needed: snaplift iam-policy
fail  permission   IAM's simulator: ssm:PutParameter is denied (implicitDeny) on arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/lock and 1 more
        next: allow it to the identity in use; all that is needed: snaplift iam-policy
? 7

# The last run's pipeline, where none is given.
$ with-standin seed.json bash -c 'snaplift run lift.yml xy-0146-qa >/dev/null 2>&1; snaplift doctor xy-0146-qa' | bash plainly.sh | grep -A1 simulator
ok    permission   IAM's simulator: all that lift needs on xy-0146-qa is allowed (52 questions)
12 ok, 1 warning, 0 failures, 0 not checked

$ bash forbid.sh seed.json iam:SimulatePrincipalPolicy >some.json; with-standin some.json snaplift doctor xy-0146-qa --pipeline lift.yml | bash plainly.sh | grep -A1 'not checked'
-     permission   what is changed is not checked: iam SimulatePrincipalPolicy: AccessDenied: User: arn:aws:iam::123456789012:user/AKIAEXAMPLE is not authorized to perform: iam:SimulatePrincipalPolicy on resource: arn:aws:iam::123456789012:user/AKIAEXAMPLE with an explicit deny in an identity-based policy
        next: allow iam:SimulatePrincipalPolicy to the identity in use (from the environment (AWS_ACCESS_KEY_ID)); snaplift iam-policy prints all that a pipeline needs
11 ok, 1 warning, 0 failures, 1 not checked

$ with-standin seed.json snaplift doctor xy-0146-qa --pipeline good.yml | bash plainly.sh | grep -A1 'not asked'
warn  permission   not asked of IAM: good.yml:6:3: input "services" (list) is required: --set services=...
        next: give its inputs: --set NAME=VALUE

$ with-standin seed.json snaplift doctor xy-0146-qa --pipeline nowhere.yml | bash plainly.sh | grep -A1 nowhere
warn  permission   can't read the pipeline file nowhere.yml: No such file or directory
        next: give the path of a pipeline file, e.g. pipelines/promote.yml

$ with-standin seed.json bash -c 'AWS_ENDPOINT_URL_IAM=http://127.0.0.1:1 snaplift doctor xy-0146-qa --pipeline lift.yml' | bash plainly.sh | tail -2
-     permission   what is changed is not checked: IAM's endpoint does not answer
11 ok, 1 warning, 0 failures, 1 not checked
