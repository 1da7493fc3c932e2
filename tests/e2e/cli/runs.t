# Whole runs against a stand-in: what is told, exit codes, and what the other commands say of them.
$ with-standin seed.json snaplift run lift.yml xy-0146-qa 2>&1 | neutral | grep -v -e ' sees: ' -e report
TIME run RUN: lift on xy-0146-qa
TIME the stack is locked for this run
TIME source: started: snapshot.select
TIME source: succeeded after AWHILE
TIME previous: started: parameters.stash
TIME previous: begins: set /xy-0146-qa/db/previous-timestamp to 20261001000000
TIME previous: done: /xy-0146-qa/db/previous-timestamp is 20261001000000
TIME previous: succeeded after AWHILE
TIME restore: started: database.restore
TIME restore: begins: restore xy-0146-qa-20261120020304 from dev-1
TIME restore: done: restore of xy-0146-qa-20261120020304 accepted
TIME restore: succeeded after AWHILE
TIME run ended: succeeded
lift on xy-0146-qa succeeded (AWHILE)
  calls    MANY to AWS, SOME of them to change something
  more     snaplift show RUN

$ with-standin seed.json snaplift run lift.yml xy-0146-qa --json 2>/dev/null | grep -v stage-note | sed -E 's/.*"event":"([^"]*)".*"stage":"([^"]*)".*/\1 \2/; s/.*"event":"([^"]*)".*/\1/; s/.*("result":"[^"]*").*("exit":[0-9]+).*("mutating":[0-9]+).*/\1 \2 \3/'
run-started
run-locked
stage-started source
stage-ended source
stage-started previous
stage-intent previous
stage-result previous
stage-ended previous
stage-started restore
stage-intent restore
stage-result restore
stage-report restore
stage-ended restore
run-ended
"result":"succeeded" "exit":0 "mutating":4

$ with-standin seed.json snaplift run lift.yml xy-0146-qa --trace calls >/dev/null 2>&1; cut -d' ' -f2-6 calls | grep change
ssm PutParameter change 1 200
ssm PutParameter change 1 200
rds RestoreDBInstanceFromDBSnapshot change 1 200
ssm DeleteParameter change 1 200

$ with-standin seed.json snaplift status xy-0146-qa | neutral
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261001000000
since     TIME, for AWHILE, set by seed
database  xy-0146-qa-20261001000000  available  active  db.t4g.micro  20 GiB  AWHILE old
storage   20 GiB in 1 database
lock      free
lease     free

$ with-standin seed.json snaplift status xy-0146-qa --json | neutral | sed -E 's/"age":[0-9]+/"age":N/'
{"stack":"xy-0146-qa","account":"123456789012","region":"eu-west-1","active":"20261001000000","promotion":{"since":"TIME","since_is":"history","set_by":"seed"},"databases":[{"id":"xy-0146-qa-20261001000000","kind":"instance","status":"available","role":"active","class":"db.t4g.micro","storage":20,"created":"TIME","age":N}],"storage":{"databases":1,"gib":20,"snapshots":0,"snapshots_gib":0},"orphans":[],"runs":[],"unfinished":[],"unknown":[]}

$ with-standin seed.json snaplift unlock xy-0146-qa 20261121-010710-abcd
xy-0146-qa is not locked

$ with-standin slow.json bash interrupted.sh 2>&1 | neutral
TIME source: succeeded after AWHILE
TIME previous: started: parameters.stash
TIME previous: begins: set /xy-0146-qa/db/previous-timestamp to 20261001000000
TIME previous: done: /xy-0146-qa/db/previous-timestamp is 20261001000000
TIME previous: succeeded after AWHILE
TIME restore: started: database.restore
TIME restore: begins: restore xy-0146-qa-20261120020304 from dev-1
TIME restore: done: restore of xy-0146-qa-20261120020304 accepted
TIME restore: sees: xy-0146-qa-20261120020304 is creating
TIME stopping: the call in flight is finished, nothing new begins
TIME restore: stopped after AWHILE: interrupted
TIME run ended: interrupted
lift on xy-0146-qa was interrupted and can go on (AWHILE)
  why      run RUN was interrupted; stack xy-0146-qa stays locked for run RUN
  changed  previous: set /xy-0146-qa/db/previous-timestamp to 20261001000000
  changed  restore: restore xy-0146-qa-20261120020304 from dev-1
  calls    MANY to AWS, SOME of them to change something
  resume   snaplift resume RUN
  rollback snaplift rollback RUN
  look     snaplift status xy-0146-qa
  more     snaplift show RUN
=> 6
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
snaplift: run RUN is interrupted and no process drives it
  next: undo what it has done: snaplift rollback RUN
=> 1
snaplift: xy-0146-qa is held in Parameter Store by run RUN (OWNER), not by RUN
  next: if that run is the one: snaplift unlock xy-0146-qa RUN
=> 4
snaplift: the lock of xy-0146-qa was left alone
  next: a resumed run takes back its own lock: snaplift resume RUN; to break it without being asked: --yes
=> 5
=> 137
RUN  xy-0146-qa  lift      running  TIME  changed AWHILE ago  (its process is gone)

go on: snaplift resume RUN; put back: snaplift rollback RUN
TIME run RUN: lift on xy-0146-qa
TIME rolling back: as asked
TIME restore: undo started: database.restore
TIME restore: begins: delete database xy-0146-qa-20261120020304 without a final snapshot
TIME restore: done: deletion of xy-0146-qa-20261120020304 accepted
TIME restore: undo succeeded
TIME previous: undo started: parameters.stash
TIME previous: begins: delete /xy-0146-qa/db/previous-timestamp
TIME previous: done: /xy-0146-qa/db/previous-timestamp is deleted
TIME previous: undo succeeded
TIME run ended: rolled-back
lift on xy-0146-qa is rolled back: everything is as before it (AWHILE)
  undone   restore, previous
  calls    MANY to AWS, SOME of them to change something
  more     snaplift show RUN
=> 0
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261001000000
since     TIME, for AWHILE, set by seed
database  xy-0146-qa-20261001000000  available  active  db.t4g.micro  20 GiB  AWHILE old
storage   20 GiB in 1 database
lock      free
lease     free

runs, newest first
RUN  lift      rolled-back  TIME  changed AWHILE ago

$ with-standin slow.json bash resumed.sh 2>&1 | neutral
=> 137
TIME run RUN: lift on xy-0146-qa
TIME restore: started: database.restore
TIME restore: succeeded after AWHILE
TIME run ended: succeeded
lift on xy-0146-qa succeeded (AWHILE)
  calls    MANY to AWS, SOME of them to change something
  more     snaplift show RUN
=> 0
  17  TIME  run-resumed  {"owner":"r
  18  TIME  restore stage-started  {
  20  TIME  restore stage-ended succ
  21  TIME  run-ended succeeded
lift on xy-0146-qa had succeeded already (AWHILE)
  calls    0 to AWS, 0 of them to change something
  more     snaplift show RUN
=> 0
Putting back run RUN: lift on xy-0146-qa

succeeded  TIME, AWHILE ago
lost       what was written to xy-0146-qa-20261120020304
           since TIME, AWHILE ago
           about 270 write operations since TIME, at most 0.9 a
           second
kept in    xy-0146-qa-20261120020304-final-TIME
time       no history: not all of it has been put back before

in this order:
  restore   database.restore
            rds:DeleteDBInstance xy-0146-qa-20261120020304
              (FinalDBSnapshotIdentifier
              xy-0146-qa-20261120020304-final-TIME)
  previous  parameters.stash
            ssm:DeleteParameter /xy-0146-qa/db/previous-timestamp

snaplift: nothing was changed: that what was written to xy-0146-qa-20261120020304 since TIME is lost to the stack has not been accepted
  next: snaplift rollback RUN --accept-data-loss
=> 5

$ with-standin slow.json bash edited.sh 2>&1 | neutral
=> 137
snaplift: --set is given without --pipeline or --stack
  next: a run is resumed as it was begun, or by an edited file: --pipeline FILE
=> 2
snaplift: the definition slip.yml or its inputs are wrong
  slip.yml:14:5: unknown key "timout" in stage "restore"; expected one of uses, needs, with, if, enabled, timeout, retry; did you mean "timeout"?
  next: correct what is listed above; to check: snaplift validate slip.yml
=> 2
snaplift: differs.yml differs from run RUN in what has been done already
  stage previous: input "password" was "/xy-0146-qa/db/password", and now is "/xy-0146-qa/db/secret"
  next: keep these as they were, or go on without --pipeline
=> 2
TIME run RUN: lift on xy-0146-qa
TIME restore: started: database.restore
TIME restore: succeeded after AWHILE
TIME run ended: succeeded
lift on xy-0146-qa succeeded (AWHILE)
  calls    MANY to AWS, SOME of them to change something
  more     snaplift show RUN
=> 0
  16  TIME  run-edited  {"pipeline":
  17  TIME  lock-intent  {"place":{"
  18  TIME  run-resumed  {"owner":"r
  19  TIME  restore stage-started  {
  21  TIME  restore stage-ended succ
  22  TIME  run-ended succeeded

$ with-standin still.json bash cancelled.sh 2>&1 | neutral
RUN  xy-0146-qa  lift      running  TIME  changed AWHILE ago
lift on xy-0146-qa did not begin: another run holds the stack (AWHILE)
  why      stack xy-0146-qa is held by run RUN of OWNER, taken AWHILE ago, last renewed AWHILE ago
  calls    0 to AWS, 0 of them to change something
  next     wait for it, or `snaplift cancel RUN`
  more     snaplift show RUN
=> 4
snaplift: run RUN is still being driven by OWNER
  next: stop it instead: snaplift cancel RUN
=> 5
it is being driven by OWNER; to stop it: snaplift cancel RUN
asked OWNER to stop run RUN and to put back what it has done; to follow it: snaplift show RUN
=> 0
=> 1
TIME run ended: rolled-back
lift on xy-0146-qa was cancelled, and everything was put back (AWHILE)
  why      run RUN was cancelled by OWNER
  undone   restore, previous
  calls    MANY to AWS, SOME of them to change something
  more     snaplift show RUN
snaplift: run RUN has ended: rolled-back
  next: what it did: snaplift show RUN
=> 1
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261001000000
since     TIME, for AWHILE, set by seed
database  xy-0146-qa-20261001000000  available  active  db.t4g.micro  20 GiB  AWHILE old
storage   20 GiB in 1 database
lock      free
lease     free

runs, newest first
RUN  lift      locked       TIME  changed AWHILE ago
RUN  lift      rolled-back  TIME  changed AWHILE ago
xy-0146-qa is not locked
=> 6
xy-0146-qa is unlocked; what run RUN did stays as it is (snaplift show RUN)
=> 0
xy-0146-qa is not locked

$ with-standin seed.json bash -c 'AWS_SECRET_ACCESS_KEY=wrong snaplift status xy-0146-qa'
! snaplift: ssm GetParameters: InvalidSignatureException: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details
!   next: check the secret key (from the environment (AWS_ACCESS_KEY_ID)) and this machine's clock
? 1
