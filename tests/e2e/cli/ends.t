# How a run can end badly, and that the last block says all there is to know.
# The database that was restored is unusable: RDS's own word for it.
$ bash faulty.sh '{"when": {"operation": "RestoreDBInstanceFromDBSnapshot"}, "do": "fail-status", "status": "incompatible-restore"}' snaplift run lift.yml xy-0146-qa | neutral
lift on xy-0146-qa failed, and everything was put back (AWHILE)
  stage    restore (database.restore)
  why      database xy-0146-qa-20261120020304 is incompatible-restore
  RDS      TIME It can't be used in its present state
  undone   restore, previous
  calls    MANY to AWS, SOME of them to change something
  next     correct the cause and start a new run
  again    snaplift run lift.yml xy-0146-qa
  more     snaplift show RUN
? 1

# AWS refuses the restore.
$ bash faulty.sh '{"when": {"operation": "RestoreDBInstanceFromDBSnapshot"}, "do": "error", "code": "InstanceQuotaExceeded", "status": 400, "message": "Quota exceeded"}' snaplift run lift.yml xy-0146-qa | neutral
lift on xy-0146-qa failed, and everything was put back (AWHILE)
  stage    restore (database.restore)
  why      rds RestoreDBInstanceFromDBSnapshot: InstanceQuotaExceeded: Quota exceeded (xy-0146-qa-20261120020304)
  call     rds RestoreDBInstanceFromDBSnapshot answered InstanceQuotaExceeded
  undone   restore, previous
  calls    MANY to AWS, SOME of them to change something
  next     raise the quota or free some of it
  again    snaplift run lift.yml xy-0146-qa
  more     snaplift show RUN
? 1

# The services' tasks crash on the new database.
$ sed -i '1a "images": {"web:1": {}, "web:bad": {"crash": true}},' seed.json; bash faulty.sh '' snaplift run "$ROOT/pipelines/promote.yml" xy-0146-qa --set services=web --set images='{"web": "web:bad"}' | neutral | sed "s|$ROOT/||" | grep -v report | sed -E 's/(\(task [0-9a-f]+\) ?)+/TASKS/; s/(a task|[0-9]+ tasks)/N tasks/g' | uniq
promote on xy-0146-qa failed, and everything was put back (AWHILE)
  stage    wait (service.wait)
  why      service web does not come up: N tasks failed
  tasks    N tasks stopped: Essential container in task exited, web exited 1
  service  (service web) has started N tasks: TASKS.
  undone   roll, activate, register, restore, previous
  calls    MANY to AWS, SOME of them to change something
  next     correct the cause and start a new run
  again    snaplift run pipelines/promote.yml xy-0146-qa --set services=web --set images=web=web:bad
  more     snaplift show RUN
? 1

# The restore fails, and what it made can't be deleted either.
$ bash faulty.sh '{"when": {"operation": "RestoreDBInstanceFromDBSnapshot"}, "do": "fail-status", "status": "incompatible-restore"}, {"when": {"operation": "DeleteDBInstance"}, "do": "error", "code": "AccessDenied", "status": 403, "message": "not allowed"}' snaplift run lift.yml xy-0146-qa --store here.db | neutral
lift on xy-0146-qa failed, and NOT everything could be put back (AWHILE)
  stage    restore (database.restore)
  why      database xy-0146-qa-20261120020304 is incompatible-restore; then: putting back stage restore: rds DeleteDBInstance: AccessDenied: not allowed (xy-0146-qa-20261120020304); stack xy-0146-qa stays locked for run RUN
  call     rds DeleteDBInstance answered AccessDenied
  standing restore
  changed  previous: set /xy-0146-qa/db/previous-timestamp to 20261001000000
  changed  restore: restore xy-0146-qa-20261120020304 from dev-1
  costs    database xy-0146-qa-20261120020304 (db.t4g.micro, 20 GiB) is incompatible-restore: made by this run
  calls    MANY to AWS, SOME of them to change something
  next     allow rds:DeleteDBInstance to the identity in use (from the environment (AWS_ACCESS_KEY_ID)); snaplift iam-policy prints all that a pipeline needs
  rollback snaplift rollback RUN --store here.db
  look     snaplift status xy-0146-qa --store here.db
  clean up snaplift orphans xy-0146-qa --store here.db
  more     snaplift show RUN --store here.db
? 3

# Past the point of no return.
$ bash faulty.sh '{"when": {"operation": "DeleteDBInstance"}, "do": "error", "code": "AccessDenied", "status": 403, "message": "not allowed"}' snaplift run "$ROOT/pipelines/promote.yml" xy-0146-qa --set services=web | neutral
promote on xy-0146-qa failed after its point of no return: it can only go forward (AWHILE)
  stage    retire (database.retire)
  why      rds DeleteDBInstance: AccessDenied: not allowed (xy-0146-qa-20261001000000); stack xy-0146-qa stays locked for run RUN
  call     rds DeleteDBInstance answered AccessDenied
  report   restore: carried over from xy-0146-qa-20261001000000: class db.t4g.micro, port 5432, storage 20, backup window 04:10-04:40, 1 security group, parameter group default.postgres15, subnet group default, maintenance window sun:05:00-sun:05:30, auto minor upgrade, license postgresql-license, option group default:postgres-15, storage type gp3, ca rds-ca-rsa2048-g1, network type IPV4, lifecycle support open-source-rds-extended-support
  report   roll: service web: its circuit breaker is off
  changed  retire: delete database xy-0146-qa-20261001000000, final snapshot xy-0146-qa-20261001000000-final-TIME (asked for, not known to be done)
  costs    database xy-0146-qa-20261001000000 (db.t4g.micro, 20 GiB) is available: not the active one
  calls    MANY to AWS, SOME of them to change something
  next     allow rds:DeleteDBInstance to the identity in use (from the environment (AWS_ACCESS_KEY_ID)); snaplift iam-policy prints all that a pipeline needs
  resume   snaplift resume RUN
  look     snaplift status xy-0146-qa
  clean up snaplift orphans xy-0146-qa
  more     snaplift show RUN
? 6

# The same, for programs.
$ bash faulty.sh '{"when": {"operation": "DeleteDBInstance"}, "do": "error", "code": "AccessDenied", "status": 403, "message": "not allowed"}' sh -c 'snaplift run "$ROOT/pipelines/promote.yml" xy-0146-qa --set services=web --json >out 2>/dev/null'; grep -oE '"(result|stage|exit|code|reason|commands)":[^]},]*' out | tail -6 | neutral
"result":"stuck"
"exit":6
"stage":"retire"
"commands":["snaplift resume RUN"
"code":"denied"
"reason":"AccessDenied"

# Stopped by hand.
$ with-standin slow.json stop-at INT 'restore: sees' snaplift run lift.yml xy-0146-qa --store here.db 2>&1 | neutral | sed -n '/ on xy-0146-qa was/,$p'
lift on xy-0146-qa was interrupted and can go on (AWHILE)
  why      run RUN was interrupted; stack xy-0146-qa stays locked for run RUN
  changed  previous: set /xy-0146-qa/db/previous-timestamp to 20261001000000
  changed  restore: restore xy-0146-qa-20261120020304 from dev-1
  calls    MANY to AWS, SOME of them to change something
  resume   snaplift resume RUN --store here.db
  rollback snaplift rollback RUN --store here.db
  look     snaplift status xy-0146-qa --store here.db
  more     snaplift show RUN --store here.db
? 6

# Somebody else's lock.
$ sed 's|"parameters": .|&{"name": "/xy-0146-qa/lock", "value": "{\\"run\\":\\"20261121-010710-abcd\\",\\"owner\\":\\"you@there:1\\",\\"taken\\":\\"2026-11-21T01:07:10Z\\"}"},|' seed.json >locked.json; with-standin locked.json snaplift run lift.yml xy-0146-qa 2>&1 | neutral | sed -n '/ on xy-0146-qa did/,$p' | sed 's/ ([0-9]*h [0-9]*m)//'
lift on xy-0146-qa did not begin: another run holds the stack (AWHILE)
  why      stack xy-0146-qa is locked by run RUN of OWNER since TIME
  calls    MANY to AWS, SOME of them to change something
  next     wait for it, or end it: `snaplift resume RUN` or `snaplift rollback RUN`; if its store is lost: `snaplift resume --stack xy-0146-qa PIPELINE`; if it is gone for good: `snaplift unlock xy-0146-qa RUN`
  more     snaplift show RUN
? 4

# A guard says no.
$ with-standin seed.json snaplift run lift.yml xy-0146-qa --set from=qa 2>&1 | neutral | sed -n '/ on xy-0146-qa was/,$p'
lift on xy-0146-qa was refused by a guard; nothing was changed (AWHILE)
  stage    source (snapshot.select)
  why      tier qa is not below qa
  calls    1 to AWS, 0 of them to change something
  next     set allow_any_direction: true (in the ready pipelines: --set any_direction=true) if this is meant
  more     snaplift show RUN
? 5

# The reason stands at the top of what show says later.
$ bash faulty.sh '{"when": {"operation": "RestoreDBInstanceFromDBSnapshot"}, "do": "fail-status", "status": "incompatible-restore"}' sh -c 'snaplift run lift.yml xy-0146-qa >/dev/null 2>&1; snaplift show "$(snaplift runs | cut -d" " -f1)" >out'; grep -E "^(state|why)" out
state     rolled-back
why       stage restore: database xy-0146-qa-20261120020304 is incompatible-restore

# Somebody may be connected to the old database.
$ with-standin seed.json bash connected.sh | neutral
promote on xy-0146-qa stands still, as what it would delete may be in use, and can go on (AWHILE)
  why      whether anybody is connected to database xy-0146-qa-20261001000000 is not known: CloudWatch has DatabaseConnections of xy-0146-qa-20261001000000 for 0 of the 5 minutes it takes; stack xy-0146-qa stays locked for run RUN
  next     to retire it all the same: snaplift resume RUN --pipeline idle.yml --set idle=0; else wait until CloudWatch has its figures, or let it be asked
  resume   snaplift resume RUN
  rollback snaplift rollback RUN
=> 6
database  xy-0146-qa-20261001000000  available  previous  db.t4g.micro  20 GiB  AWHILE old
database  xy-0146-qa-20261120020304  available  active  db.t4g.micro  20 GiB  AWHILE old
lock      held by run RUN of OWNER (gone) since TIME, for AWHILE
promote on xy-0146-qa stands still, as what it would delete may be in use, and can go on (AWHILE)
=> 6
TIME retire: begins: delete database xy-0146-qa-20261001000000, final snapshot xy-0146-qa-20261001000000-final-TIME
promote on xy-0146-qa succeeded (AWHILE)
=> 0
