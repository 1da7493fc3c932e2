# What a run has done, stage by stage; the records of its journal are shown on demand.
$ with-standin slow.json bash shown.sh 2>&1 | neutral
lasted    AWHILE

✓ source    snapshot.select   succeeded after AWHILE
✓ previous  parameters.stash  succeeded after AWHILE
    changed  set /xy-0146-qa/db/previous-timestamp to 20261001000000; /xy-0146-qa/db/previous-timestamp is 20261001000000
‖ restore   database.restore  stopped after AWHILE
    changed  restore xy-0146-qa-20261120020304 from dev-1; restore of xy-0146-qa-20261120020304 accepted

go on: snaplift resume RUN; put back: snaplift rollback RUN
why       run RUN was rolled back as asked

✓ source    snapshot.select   succeeded after AWHILE
✓ previous  parameters.stash  succeeded after AWHILE
    changed  set /xy-0146-qa/db/previous-timestamp to 20261001000000; /xy-0146-qa/db/previous-timestamp is 20261001000000
‖ restore   database.restore  stopped after AWHILE
    changed  restore xy-0146-qa-20261120020304 from dev-1; restore of xy-0146-qa-20261120020304 accepted

-- TIME resumed by OWNER

✓ restore   database.restore  succeeded after AWHILE
    report   carried over from xy-0146-qa-20261001000000: class db.t4g.micro, port 5432, storage 20, backup window 04:10-04:40, 1 security group, parameter group default.postgres15, subnet group default, maintenance window sun:05:00-sun:05:30, auto minor upgrade, license postgresql-license, option group default:postgres-15, storage type gp3, ca rds-ca-rsa2048-g1, network type IPV4, lifecycle support open-source-rds-extended-support

-- TIME run ended: succeeded
-- TIME had succeeded, and is put back by OWNER; that what was written since is lost was accepted by OWNER (arn:aws:iam::123456789012:user/AKIAEXAMPLE)
-- TIME rolling back

↶ restore   database.restore  undone after AWHILE
    changed  delete database xy-0146-qa-20261120020304, final snapshot xy-0146-qa-20261120020304-final-TIME; deletion of xy-0146-qa-20261120020304 accepted
    report   what was written to the database since is in its final snapshot xy-0146-qa-20261120020304-final-TIME, which is available
↶ previous  parameters.stash  undone after AWHILE
    changed  delete /xy-0146-qa/db/previous-timestamp; /xy-0146-qa/db/previous-timestamp is deleted

-- TIME run ended: rolled-back

$ bash failed.sh lift.yml | neutral
run       RUN
pipeline  lift
stack     xy-0146-qa
state     rolled-back
owner     OWNER
began     TIME
lasted    AWHILE
why       stage restore: database xy-0146-qa-20261120020304 is incompatible-restore

✓ source    snapshot.select   succeeded after AWHILE
✓ previous  parameters.stash  succeeded after AWHILE
    changed  set /xy-0146-qa/db/previous-timestamp to 20261001000000; /xy-0146-qa/db/previous-timestamp is 20261001000000
✗ restore   database.restore  failed after AWHILE
    changed  restore xy-0146-qa-20261120020304 from dev-1; restore of xy-0146-qa-20261120020304 accepted
    why      database xy-0146-qa-20261120020304 is incompatible-restore
    RDS      TIME It can't be used in its present state

-- TIME rolling back: stage restore: database xy-0146-qa-20261120020304 is incompatible-restore

↶ restore   database.restore  undone after AWHILE
    changed  delete database xy-0146-qa-20261120020304 without a final snapshot; deletion of xy-0146-qa-20261120020304 accepted
↶ previous  parameters.stash  undone after AWHILE
    changed  delete /xy-0146-qa/db/previous-timestamp; /xy-0146-qa/db/previous-timestamp is deleted

-- TIME run ended: rolled-back

$ with-standin still.json bash followed.sh 2>&1 | neutral
lasted    AWHILE

✓ source    snapshot.select   succeeded after AWHILE
✓ previous  parameters.stash  succeeded after AWHILE
    changed  set /xy-0146-qa/db/previous-timestamp to 20261001000000; /xy-0146-qa/db/previous-timestamp is 20261001000000
● restore   database.restore  running for AWHILE
    changed  restore xy-0146-qa-20261120020304 from dev-1; restore of xy-0146-qa-20261120020304 accepted

TIME asked to stop by OWNER
TIME restore: stopped after AWHILE: cancelled by OWNER
TIME rolling back: run RUN was cancelled by OWNER
TIME restore: undo started: database.restore
TIME restore: begins: delete database xy-0146-qa-20261120020304 without a final snapshot
TIME restore: done: deletion of xy-0146-qa-20261120020304 accepted
TIME restore: undo succeeded
TIME previous: undo started: parameters.stash
TIME previous: begins: delete /xy-0146-qa/db/previous-timestamp
TIME previous: done: /xy-0146-qa/db/previous-timestamp is deleted
TIME previous: undo succeeded
TIME run ended: rolled-back

$ with-standin seed.json bash -c 'snaplift run lift.yml xy-0146-qa; id=$(snaplift runs | cut -d" " -f1); snaplift show "$id" --journal; snaplift show "$id" --follow --journal | tail -n 1; snaplift show "$id" --json | head -n 2' 2>/dev/null | neutral | cut -c1-60
run       RUN
pipeline  lift
stack     xy-0146-qa
state     succeeded
owner     OWNER
began     TIME
lasted    AWHILE

   1  TIME  run-started  {"pipeline":"lift","file":"lift.yml
   2  TIME  lock-intent  {"place":{"region":"eu-west-1"},"ow
   3  TIME  run-locked
   4  TIME  source stage-started  {"attempt":1,"inputs":{"st
   5  TIME  source stage-ended succeeded  {"outputs":{"snaps
   6  TIME  previous stage-started  {"attempt":1,"inputs":{"
   7  TIME  previous stage-remember  {"key":"previous","valu
   8  TIME  previous stage-intent: set /xy-0146-qa/db/previo
   9  TIME  previous stage-result: /xy-0146-qa/db/previous-t
  10  TIME  previous stage-ended succeeded  {"outputs":{"tim
  11  TIME  restore stage-started  {"attempt":1,"inputs":{"s
  12  TIME  restore stage-remember  {"key":"database","value
  13  TIME  restore stage-intent: restore xy-0146-qa-2026112
  14  TIME  restore stage-result: restore of xy-0146-qa-2026
  15  TIME  restore stage-remember  {"key":"resource","value
  16  TIME  restore stage-report: carried over from xy-0146-
  17  TIME  restore stage-ended succeeded  {"outputs":{"data
  18  TIME  run-ended succeeded
  18  TIME  run-ended succeeded
{"run":"RUN","stack":"xy-0146-qa","pipeline":"lift","state":
{"seq":1,"at":"TIME","kind":"run-started","body":{"pipeline"

# Where there is no UTF-8.
$ with-standin seed.json bash -c 'snaplift run lift.yml xy-0146-qa; LC_ALL=C snaplift show "$(snaplift runs | cut -d" " -f1)" | grep succeeded' 2>/dev/null | neutral
state     succeeded
+ source    snapshot.select   succeeded after AWHILE
+ previous  parameters.stash  succeeded after AWHILE
+ restore   database.restore  succeeded after AWHILE
-- TIME run ended: succeeded

# One that was refused; taken up again it says that it is over.
$ with-standin seed.json bash -c 'snaplift run "$ROOT/pipelines/promote.yml" xy-0146-qa --set services=web --set cluster=nope >/dev/null 2>&1; id=$(snaplift runs | cut -d" " -f1); snaplift show "$id"; snaplift resume "$id" 2>&1; snaplift rollback "$id" 2>&1' | neutral | sed "s|$ROOT/||" | grep -v "^  calls"
run       RUN
pipeline  promote
stack     xy-0146-qa
state     refused
owner     OWNER
began     TIME
lasted    AWHILE
why       stage previous: ecs DescribeServices: ClusterNotFoundException: Cluster not found. (nope)
next      check the cluster's name and the region; those there are: aws ecs list-clusters

-- TIME run ended: refused
promote on xy-0146-qa had ended already: it was refused by a guard (AWHILE)
  next     begin a new run: snaplift run pipelines/promote.yml xy-0146-qa --set cluster=nope --set services=web
  more     snaplift show RUN
promote on xy-0146-qa had ended already: it was refused by a guard (AWHILE)
  more     snaplift show RUN
