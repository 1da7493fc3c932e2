# Where a stack stands, after a promotion.
$ with-standin seed.json bash -c 'snaplift run $ROOT/pipelines/promote.yml xy-0146-qa --set services=web >/dev/null 2>&1; echo "=> $?"; snaplift status xy-0146-qa' 2>&1 | neutral
=> 0
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261120020304
since     TIME, for AWHILE, set by arn:aws:iam::123456789012:user/AKIAEXAMPLE
from      snapshot dev-1 of xy-0146-dev-20261101000000, tier dev
run       RUN of promote, succeeded, by OWNER
previous  20261001000000 (its database is gone)
database  xy-0146-qa-20261120020304  available  active  db.t4g.micro  20 GiB  AWHILE old
storage   20 GiB in 1 database, 1 manual snapshot of at most 20 GiB
promoted  with two databases side by side for AWHILE
lock      free
lease     free

runs, newest first
RUN  promote   succeeded    TIME  changed AWHILE ago

$ with-standin seed.json bash -c 'snaplift run $ROOT/pipelines/promote.yml xy-0146-qa --set services=web >/dev/null 2>&1; snaplift status xy-0146-qa --json' 2>&1 | neutral | sed -E 's/"(age|beside)":[0-9]+/"\1":N/g'
{"stack":"xy-0146-qa","account":"123456789012","region":"eu-west-1","active":"20261120020304","previous":"20261001000000","promotion":{"since":"TIME","since_is":"history","set_by":"arn:aws:iam::123456789012:user/AKIAEXAMPLE","run":"RUN","pipeline":"promote","state":"succeeded","owner":"OWNER","began":"TIME","changed":"TIME","snapshot":"dev-1","source":"xy-0146-dev-20261101000000","tier":"dev","beside":N},"databases":[{"id":"xy-0146-qa-20261120020304","kind":"instance","status":"available","role":"active","class":"db.t4g.micro","storage":20,"created":"TIME","age":N,"run":"RUN"}],"storage":{"databases":1,"gib":20,"snapshots":1,"snapshots_gib":20},"orphans":[],"runs":[{"run":"RUN","pipeline":"promote","state":"succeeded","created":"TIME","changed":"TIME"}],"unfinished":[],"unknown":[]}

# The store is lost: what the cloud alone tells, and what is unknown then. None is made.
$ with-standin seed.json bash -c 'snaplift run $ROOT/pipelines/promote.yml xy-0146-qa --set services=web --store here.db >/dev/null 2>&1; rm here.db*; snaplift status xy-0146-qa --store here.db; ls here.db* 2>/dev/null | wc -l' 2>&1 | neutral
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261120020304
since     TIME, for AWHILE, set by arn:aws:iam::123456789012:user/AKIAEXAMPLE
from      snapshot dev-1 of xy-0146-dev-20261101000000, tier dev
run       RUN
previous  20261001000000 (its database is gone)
database  xy-0146-qa-20261120020304  available  active  db.t4g.micro  20 GiB  AWHILE old
storage   20 GiB in 1 database, 1 manual snapshot of at most 20 GiB
lock      free
lease     free
unknown   who began the run: this store does not have it
0

# One that is there and can't be read is named.
$ with-standin seed.json bash -c 'mkdir here.db; snaplift status xy-0146-qa --store here.db' 2>&1 | neutral
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261001000000
since     TIME, for AWHILE, set by seed
database  xy-0146-qa-20261001000000  available  active  db.t4g.micro  20 GiB  AWHILE old
storage   20 GiB in 1 database
lock      free
lease     unknown
unknown   who holds the store's lease: the store here.db: can't open it: Is a directory
unknown   its runs: the store here.db: can't open it: Is a directory

$ with-standin seed.json bash -c 'head -c 8192 /dev/zero >here.db; snaplift status xy-0146-qa --store here.db --json' 2>&1 | grep -o '"unknown":.*'
"unknown":[{"what":"lease","why":"the store here.db: can't read it: it is not a Snaplift store (not a database)"},{"what":"runs","why":"the store here.db: can't read it: it is not a Snaplift store (not a database)"}]}

# A database of a run that was interrupted is its candidate; one of a run that nobody knows is an orphan.
$ with-standin slow.json bash -c 'stop-at INT "restore: sees" snaplift run lift.yml xy-0146-qa >/dev/null 2>&1; snaplift status xy-0146-qa' 2>&1 | neutral
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261001000000
since     TIME, for AWHILE, set by seed
previous  20261001000000
database  xy-0146-qa-20261001000000  available  active  db.t4g.micro  20 GiB  AWHILE old
database  xy-0146-qa-20261120020304  creating  candidate  db.t4g.micro  20 GiB  run RUN
storage   40 GiB in 2 databases
lock      held by run RUN of OWNER (gone) since TIME, for AWHILE
lease     free
next      run RUN is interrupted: snaplift resume RUN, or snaplift rollback RUN

runs, newest first
RUN  lift      interrupted  TIME  changed AWHILE ago

$ with-standin slow.json bash -c 'stop-at INT "restore: sees" snaplift run lift.yml xy-0146-qa >/dev/null 2>&1; snaplift status xy-0146-qa --store other.db' 2>&1 | neutral
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261001000000
since     TIME, for AWHILE, set by seed
previous  20261001000000
database  xy-0146-qa-20261001000000  available  active  db.t4g.micro  20 GiB  AWHILE old
database  xy-0146-qa-20261120020304  creating  candidate  db.t4g.micro  20 GiB  run RUN
storage   40 GiB in 2 databases
lock      held by run RUN of OWNER (gone) since TIME, for AWHILE
lease     free
next      this store does not know run RUN: resume it where it was begun; if that store is lost: snaplift resume --stack xy-0146-qa PIPELINE

$ with-standin orphans.json snaplift status xy-0146-qa | neutral | sed -E 's/[0-9]+h [0-9]+m/AWHILE/g; s/[0-9.]+ hours/N hours/'
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261001000000
since     TIME, for AWHILE, set by seed
database  xy-0146-qa-20261001000000  available  active  db.t4g.micro  20 GiB  AWHILE old
database  xy-0146-qa-20261105000000  available  orphan  db.t4g.micro  20 GiB  AWHILE old  run RUN
          beside the active one for AWHILE: N hours of db.t4g.micro
database  xy-0146-qa-20261106000000  available  unsure  db.t4g.micro  20 GiB  AWHILE old: it has the stack's name and no tag snaplift:stack
          beside the active one for AWHILE: N hours of db.t4g.micro
          to delete the orphans: snaplift orphans xy-0146-qa --delete
storage   60 GiB in 3 databases
lock      free
lease     free

# What may not be looked at is named, and the rest is told.
$ bash forbid.sh seed.json ssm:GetParameterHistory rds:DescribeDBSnapshots >some.json; with-standin some.json snaplift status xy-0146-qa 2>&1 | neutral
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261001000000
since     TIME, for AWHILE or longer
database  xy-0146-qa-20261001000000  available  active  db.t4g.micro  20 GiB  AWHILE old
storage   20 GiB in 1 database
lock      free
lease     free
unknown   what belongs to nothing: rds DescribeDBSnapshots: AccessDenied: User: arn:aws:iam::123456789012:user/AKIAEXAMPLE is not authorized to perform: rds:DescribeDBSnapshots on resource: arn:aws:rds:eu-west-1:123456789012:db:* with an explicit deny in an identity-based policy
unknown   since when exactly, and who set it: ssm GetParameterHistory: AccessDeniedException: User: arn:aws:iam::123456789012:user/AKIAEXAMPLE is not authorized to perform: ssm:GetParameterHistory on resource: arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/db/active-timestamp with an explicit deny in an identity-based policy
unknown   what its snapshots take: rds DescribeDBSnapshots: AccessDenied: User: arn:aws:iam::123456789012:user/AKIAEXAMPLE is not authorized to perform: rds:DescribeDBSnapshots on resource: arn:aws:rds:eu-west-1:123456789012:db:* with an explicit deny in an identity-based policy

$ bash forbid.sh seed.json ssm:GetParameters ssm:GetParameter rds:DescribeDBInstances >some.json; with-standin some.json snaplift status xy-0146-qa 2>&1 | neutral
stack     xy-0146-qa in 123456789012 eu-west-1
active    unknown
lock      unknown
lease     free
unknown   which database is active: ssm GetParameters: AccessDeniedException: User: arn:aws:iam::123456789012:user/AKIAEXAMPLE is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/db/active-timestamp with an explicit deny in an identity-based policy
unknown   which databases there are: rds DescribeDBInstances: AccessDenied: User: arn:aws:iam::123456789012:user/AKIAEXAMPLE is not authorized to perform: rds:DescribeDBInstances on resource: arn:aws:rds:eu-west-1:123456789012:db:* with an explicit deny in an identity-based policy
unknown   who holds the stack's lock: ssm GetParameter: AccessDeniedException: User: arn:aws:iam::123456789012:user/AKIAEXAMPLE is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/lock with an explicit deny in an identity-based policy
unknown   what belongs to nothing: ssm GetParameter: AccessDeniedException: User: arn:aws:iam::123456789012:user/AKIAEXAMPLE is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/lock with an explicit deny in an identity-based policy

# Another region knows nothing of it.
$ with-standin seed.json snaplift status xy-0146-qa --region eu-central-1
! snaplift: ssm GetParameters: InvalidSignatureException: Credential should be scoped to a valid region
!   next: check the secret key (from the environment (AWS_ACCESS_KEY_ID)) and this machine's clock
? 1

# What was before is kept for a while: the two are side by side still.
$ with-standin seed.json bash -c 'snaplift run $ROOT/pipelines/promote.yml xy-0146-qa --set services=web --set keep_for=24h >/dev/null 2>&1; echo "=> $?"; snaplift status xy-0146-qa' 2>&1 | neutral | sed -E 's/[0-9.]+ hours/N hours/'
=> 0
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261120020304
since     TIME, for AWHILE, set by arn:aws:iam::123456789012:user/AKIAEXAMPLE
from      snapshot dev-1 of xy-0146-dev-20261101000000, tier dev
run       RUN of promote, succeeded, by OWNER
previous  20261001000000
database  xy-0146-qa-20261001000000  available  kept until TIME  db.t4g.micro  20 GiB  AWHILE old
          beside the active one for AWHILE: N hours of db.t4g.micro
database  xy-0146-qa-20261120020304  available  active  db.t4g.micro  20 GiB  AWHILE old
storage   40 GiB in 2 databases
lock      free
lease     free

runs, newest first
RUN  promote   succeeded    TIME  changed AWHILE ago
