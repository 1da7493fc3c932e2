# What a plan says, what it exits with, and that a run from a saved one holds to it.
$ with-standin seed.json snaplift plan lift.yml xy-0146-qa | sed -E 's/[0-9]+ days ago/DAYS ago/'
lift on xy-0146-qa, as far as can be known now

account    123456789012 in eu-west-1, as
           arn:aws:iam::123456789012:user/AKIAEXAMPLE
snapshot   dev-1 of xy-0146-dev-20261101000000: the latest that is available
           taken 2026-11-20 02:03:04Z, DAYS ago; postgres 15.7, 20 GiB, not
           encrypted
settings   carried over from xy-0146-qa-20261001000000: class db.t4g.micro, port
           5432, storage 20, backup window 04:10-04:40, 1 security group,
           parameter group default.postgres15, subnet group default, maintenance
           window sun:05:00-sun:05:30, auto minor upgrade, license
           postgresql-license, option group default:postgres-15, storage type
           gp3, ca rds-ca-rsa2048-g1, network type IPV4, lifecycle support
           open-source-rds-extended-support

 1. source (snapshot.select)
      stack                      xy-0146-dev
      type                       any
      tiers                      dev, qa, prod
      allow_any_direction        false
      allow_other_project        false
 2. previous (parameters.stash)
      next                       20261120020304
      password                   /xy-0146-qa/db/password
      managed_password           false
      retire                     false
      disable_protection         false
      final_snapshot             true
      allow_zero                 false
      allow_alarms               false
      scheduled                  refuse
      unseen                     report
      expect                     any
    + ssm:PutParameter /xy-0146-qa/db/previous-timestamp
      Value                      20261001000000
 3. restore (database.restore)
      snapshot                   dev-1
      inherit                    active
      allow_unencrypted          false
    + rds:RestoreDBInstanceFromDBSnapshot xy-0146-qa-20261120020304
      DBSnapshotIdentifier       dev-1
      DBInstanceClass            db.t4g.micro
      Port                       5432
      AllocatedStorage           20
      PreferredBackupWindow      04:10-04:40
      VpcSecurityGroupIds        sg-0000000a
      DBParameterGroupName       default.postgres15
      DBSubnetGroupName          default
      AutoMinorVersionUpgrade    true
      LicenseModel               postgresql-license
      OptionGroupName            default:postgres-15
      StorageType                gp3
      CACertificateIdentifier    rds-ca-rsa2048-g1
      NetworkType                IPV4
      EngineLifecycleSupport     open-source-rds-extended-support
      Tags                       customer=xy, project=0146, env=qa,
                                 snaplift:stack=xy-0146-qa,
                                 snaplift:timestamp=20261120020304,
                                 snaplift:snapshot=dev-1
    ~ rds:ModifyDBInstance xy-0146-qa-20261120020304
      PreferredMaintenanceWindow sun:05:00-sun:05:30

duration   not known: no run of lift has succeeded yet in this store
           two databases run, and are paid for, side by side until the old one
           is deleted; nothing here does

3 stages, 3 changing calls (2 to create, 1 to change, 0 to delete); nothing was
changed (12 reads)

$ with-standin seed.json snaplift plan lift.yml xy-0146-qa | awk 'length > 80'


$ with-standin seed.json snaplift plan lift.yml xy-0146-qa --detailed-exitcode >/dev/null
? 2

# A command line that is wrong is no "changes" either.
$ snaplift plan lift.yml xy-0146-qa --detailed-exitcode --no-such-option
! snaplift: plan has no option "--no-such-option"
!   next: all its options: snaplift help plan
? 1

$ snaplift plan --detailed-exitcode
! snaplift: plan lacks its PIPELINE
!   next: snaplift plan PIPELINE STACK [OPTION]...; the options: snaplift help plan
? 1

$ with-standin seed.json snaplift plan lift.yml xy-0146-qa --out none/plan | tail -n 2
3 stages, 3 changing calls (2 to create, 1 to change, 0 to delete); nothing was
changed (12 reads)
! snaplift: can't write the plan to none/plan: No such file or directory
!   next: give --out a file that can be written
? 1

$ with-standin seed.json snaplift plan lift.yml xy-0146-qa --set from=qa
lift on xy-0146-qa, as far as can be known now

account    123456789012 in eu-west-1, as
           arn:aws:iam::123456789012:user/AKIAEXAMPLE

 1. source (snapshot.select)
    blocked: see below
      stack                      xy-0146-qa
      type                       any
      tiers                      dev, qa, prod
      allow_any_direction        false
      allow_other_project        false
 2. previous (parameters.stash)
    unknown: it needs source
      next                       (known after source)
      password                   /xy-0146-qa/db/password
      managed_password           false
      retire                     false
      disable_protection         false
      final_snapshot             true
      allow_zero                 false
      allow_alarms               false
      scheduled                  refuse
      unseen                     report
      expect                     any
 3. restore (database.restore)
    unknown: it needs source
      snapshot                   (known after source)
      inherit                    active
      allow_unencrypted          false

duration   not known: no run of lift has succeeded yet in this store

blocks     snapshot.select: tier qa is not below qa (source)
           next: set allow_any_direction: true (in the ready pipelines: --set
           any_direction=true) if this is meant

a run would be refused or fail; 3 stages, nothing to change; nothing was changed
(2 reads)
? 5

$ with-standin seed.json snaplift plan lift.yml xy-0146-qa --set from=qa --detailed-exitcode >/dev/null
? 1

$ with-standin seed.json snaplift plan lift.yml xy-0146-qa --set nobody=1 --detailed-exitcode
! lift.yml: unknown input "nobody"; expected one of from
? 1

$ with-standin seed.json bash -c 'snaplift run lift.yml xy-0146-qa 2>/dev/null; snaplift plan lift.yml xy-0146-qa' | grep -E 'duration|p50|p90|side' | neutral
 1. source (snapshot.select)  p50 AWHILE, p90 AWHILE
 2. previous (parameters.stash)  p50 AWHILE, p90 AWHILE
duration   p50 AWHILE, p90 AWHILE, from 1 run of lift on this stack
? 5

$ with-standin seed.json bash -c 'snaplift run lift.yml xy-0146-qa >/dev/null 2>&1; snaplift run lift.yml xy-0146-qa --set from=qa' 2>&1 | neutral
TIME run RUN: lift on xy-0146-qa
TIME run ended: refused
lift on xy-0146-qa was refused by a guard; nothing was changed (AWHILE)
  stage    source (snapshot.select)
  why      tier qa is not below qa
  calls    1 to AWS, 0 of them to change something
  next     set allow_any_direction: true (in the ready pipelines: --set any_direction=true) if this is meant
  more     snaplift show RUN
? 5

$ with-standin seed.json bash planned.sh 2>&1 | neutral
saved; to run this and nothing else: snaplift run --plan p.json
600
0
snaplift: --set and --plan are both given
  next: make a plan with other inputs, or run without --plan
=> 2
snaplift: the plan is for stack xy-0146-qa, not for xy-0146-prod
  next: leave out the stack, or make a plan for it
=> 2
snaplift: the plan forged.json is not what was saved: its digest is another
  next: make it again: snaplift plan lift.yml xy-0146-qa --out forged.json
=> 2
snaplift: none.json is not a plan
  next: make one: snaplift plan PIPELINE STACK --out none.json
=> 2
snaplift: the world has changed since the plan of TIME
  changed: the definition's digest: was f8259b496b7dd85d7bbe92721e55f72bd34d5b9d138811e8cb6cedb4a1fbb099, is 5e9c38e4e5e5c647c36d8ca8779a8ecd97ed237e9cdda664c386b4d9d0c3381c
  next: look again: snaplift plan lift.yml xy-0146-qa --out p.json
=> 5
no runs in this store; begin one: snaplift run
lift on xy-0146-qa succeeded (AWHILE)
  report   restore: carried over from xy-0146-qa-20261001000000: class db.t4g.micro, port 5432, storage 20, backup window 04:10-04:40, 1 security group, parameter group default.postgres15, subnet group default, maintenance window sun:05:00-sun:05:30, auto minor upgrade, license postgresql-license, option group default:postgres-15, storage type gp3, ca rds-ca-rsa2048-g1, network type IPV4, lifecycle support open-source-rds-extended-support
  calls    MANY to AWS, SOME of them to change something
  more     snaplift show RUN
=> 0
"result":"refused"
"exit":5
"code":"refused"
snaplift: the world has changed since the plan of TIME
  changed: parameter /xy-0146-qa/db/previous-timestamp: was not there, is version 1
  changed: previous: would no longer call ssm:PutParameter /xy-0146-qa/db/previous-timestamp
  changed: restore: would no longer call rds:RestoreDBInstanceFromDBSnapshot xy-0146-qa-20261120020304
  changed: restore: would no longer call rds:ModifyDBInstance xy-0146-qa-20261120020304
  changed: stage restore: database xy-0146-qa-20261120020304 exists and was made by run RUN from dev-1
  next: look again: snaplift plan lift.yml xy-0146-qa --out p.json
=> 5

$ with-standin seed.json snaplift plan lift.yml xy-0146-qa --json | grep -oE '"(effect|action|target)":"[^"]*"'
"effect":"create"
"action":"ssm:PutParameter"
"target":"/xy-0146-qa/db/previous-timestamp"
"effect":"create"
"action":"rds:RestoreDBInstanceFromDBSnapshot"
"target":"xy-0146-qa-20261120020304"
"effect":"change"
"action":"rds:ModifyDBInstance"
"target":"xy-0146-qa-20261120020304"

$ with-standin seed.json snaplift plan lift.yml xy-0146-qa --out /nowhere/p >/dev/null
! snaplift: can't write the plan to /nowhere/p: No such file or directory
!   next: give --out a file that can be written
? 1

# No room for one more.
$ sed -i 's/"databases": \[/"limits": {"instances": 1}, &/' seed.json; with-standin seed.json snaplift plan lift.yml xy-0146-qa | grep -A3 -i quota
blocks     quotas: DBInstances: 1 more would be needed, and 2 of 1 are used
           next: raise the quota or free some of it

a run would be refused or fail; 3 stages, 3 changing calls (2 to create, 1 to
change, 0 to delete); nothing was changed (12 reads)
? 1

$ sed -i 's/"databases": \[/"limits": {"instances": 1}, &/' seed.json; with-standin seed.json snaplift run lift.yml xy-0146-qa 2>&1 | grep -E 'why|next' | head -3
  why      rds RestoreDBInstanceFromDBSnapshot: InstanceQuotaExceeded: DB Instance quota exceeded (xy-0146-qa-20261120020304)
  next     raise the quota or free some of it
? 1

# The next candidates, a quota that is used up, a service without a circuit breaker.
$ sed -i 's|"snapshots": .|&{"id": "dev-0", "of": "xy-0146-dev-20261101000000", "created": "2026-11-19T02:03:04Z"}, {"id": "dev-2", "of": "xy-0146-dev-20261101000000", "created": "2026-11-21T02:03:04Z", "status": "creating"},|; 1a "limits": {"instances": 2},' seed.json; with-standin seed.json snaplift plan "$ROOT/pipelines/promote.yml" xy-0146-qa --set services=web | grep -E -A3 '^(snapshot|next|blocks|warns|a run)' | sed -E 's/[0-9]+ days ago/DAYS ago/'
snapshot   dev-1 of xy-0146-dev-20261101000000: the latest that is available
           taken 2026-11-20 02:03:04Z, DAYS ago; postgres 15.7, 20 GiB, not
           encrypted
next       dev-0, taken 2026-11-19 02:03:04Z, DAYS ago
           dev-2, creating, taken 2026-11-21 02:03:04Z, DAYS ago
settings   carried over from xy-0146-qa-20261001000000: class db.t4g.micro, port
           5432, storage 20, backup window 04:10-04:40, 1 security group,
--
blocks     quotas: DBInstances: 1 more would be needed, and 2 of 2 are used
           next: raise the quota or free some of it
warns      services: service web has no deployment circuit breaker: ECS would
           start failing tasks again and again (roll)

a run would be refused or fail; 12 stages, 12 changing calls (3 to create, 8 to
change, 1 to delete); nothing was changed (30 reads)
? 1

# what IAM's simulator says of the changes
$ bash forbid.sh seed.json rds:RestoreDBInstanceFromDBSnapshot ssm:PutParameter >some.json; with-standin some.json snaplift plan lift.yml xy-0146-qa | grep -A3 ^warns
warns      permissions: IAM's simulator: rds:RestoreDBInstanceFromDBSnapshot is
           denied (explicitDeny) on
           arn:aws:rds:eu-west-1:123456789012:db:xy-0146-qa-20260101000000
           next: all that is needed: snaplift iam-policy
warns      permissions: IAM's simulator: ssm:PutParameter is denied
           (explicitDeny) on
           arn:aws:ssm:eu-west-1:123456789012:parameter/xy-0146-qa/lock
           next: all that is needed: snaplift iam-policy

$ bash forbid.sh seed.json iam:SimulatePrincipalPolicy >some.json; with-standin some.json snaplift plan lift.yml xy-0146-qa | grep -A3 ^warns
warns      permissions: what a run may change is not checked: iam
           SimulatePrincipalPolicy: AccessDenied: User:
           arn:aws:iam::123456789012:user/AKIAEXAMPLE is not authorized to
           perform: iam:SimulatePrincipalPolicy on resource:

# A stack that a run holds: said, with who and what to do.
$ sed 's|"parameters": .|&{"name": "/xy-0146-qa/lock", "value": "{\\"run\\":\\"20261121-010710-abcd\\",\\"owner\\":\\"ada@elsewhere:7\\",\\"taken\\":\\"2026-11-21T01:07:10Z\\"}"},|' seed.json >locked.json; with-standin locked.json snaplift plan lift.yml xy-0146-qa | grep -A4 'locked by' | sed 's/([0-9]*[dh] [0-9]*[hm])/(AGE)/'
warns      lock: stack xy-0146-qa is locked by run 20261121-010710-abcd of
           ada@elsewhere:7 since 2026-11-21T01:07:10.000Z (AGE)
           next: wait for it, or end it: `snaplift resume 20261121-010710-abcd`
           or `snaplift rollback 20261121-010710-abcd`; if its store is lost:
           `snaplift resume --stack xy-0146-qa PIPELINE`; if it is gone for
