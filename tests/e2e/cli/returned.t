# A run that has succeeded, put back.
$ with-standin seed.json bash returned.sh 2>&1 | neutral
=> 0
=> 0
Putting back run RUN: promote on xy-0146-qa

succeeded  TIME, AWHILE ago
active     xy-0146-qa-20261001000000, again
services   web to web:1
lost       what was written to xy-0146-qa-20261120020304
           since TIME, AWHILE ago
           about 270 write operations since TIME, at most 0.9 a
           second
kept in    xy-0146-qa-20261120020304-final-TIME
time       no history: not all of it has been put back before
           forward, promote takes AWHILE

in this order:
  roll         service.roll
               ecs:UpdateService web (cluster xy-0146-qa, taskDefinition
                 arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1)
  activate     parameters.activate
               ssm:PutParameter /xy-0146-qa/db/active-timestamp (Value
                 20261001000000, was 20261120020304)
               ssm:PutParameter /xy-0146-qa/db/host (Value qa.example.org, was
                 xy-0146-qa-20261120020304.standin.eu-west-1.rds.amazonaws.com)
  register     task.register
               ecs:DeregisterTaskDefinition
                 arn:aws:ecs:eu-west-1:123456789012:task-definition/web:2
  credentials  database.credentials: what it did is not put back
  restore      database.restore
               rds:DeleteDBInstance xy-0146-qa-20261120020304
                 (FinalDBSnapshotIdentifier
                 xy-0146-qa-20261120020304-final-TIME)
  previous     parameters.stash
               ssm:DeleteParameter /xy-0146-qa/db/previous-timestamp

snaplift: nothing was changed: that what was written to xy-0146-qa-20261120020304 since TIME is lost to the stack has not been accepted
  next: snaplift rollback RUN --accept-data-loss
=> 5
snaplift: nothing was changed: that what was written to xy-0146-qa-20261120020304 since TIME is lost to the stack has not been accepted
  next: snaplift rollback RUN --accept-data-loss
"event":"return-plan"
"database":"xy-0146-qa-20261120020304"
"final_snapshot":"xy-0146-qa-20261120020304-final-TIME"
"result":"refused"
"exit":5
"next":"snaplift rollback RUN --accept-data-loss"
=> 0
promote on xy-0146-qa is rolled back: everything is as before it (AWHILE)
  report   restore: what was written to the database since is in its final snapshot xy-0146-qa-20261120020304-final-TIME, which is available
  undone   roll, activate, register, restore, previous
  calls    MANY to AWS, SOME of them to change something
  more     snaplift show RUN
TIME  run-ended succeeded
TIME  run-reopened  {"owner":"OWNER","accepted":{"by":"OWNER","arn":"arn:aws:iam::123456789012:user/AKIAEXAMPLE","at":MS,"how":"option"}}
TIME  rollback-started
TIME  roll undo-started

TIME  run-ended rolled-back: run RUN was rolled back as asked
RUN  xy-0146-qa  promote   rolled-back  TIME  changed AWHILE ago  (had succeeded)
"state":"rolled-back","owner":"OWNER","created":"TIME","changed":"TIME","records":88,"had_succeeded":true}
state     rolled-back; it had succeeded
lasted    AWHILE
     AWHILE  locked
     AWHILE  succeeded, and put back later
     AWHILE  rolling back
. looked first, # succeeded, < undone
time       about AWHILE, as rollbacks before
  roll         service.roll, usually in AWHILE
  activate     parameters.activate, usually in AWHILE
  register     task.register, usually in AWHILE
  restore      database.restore, usually in AWHILE
  previous     parameters.stash, usually in AWHILE
stack     xy-0146-qa in eu-west-1
active    20261120020304
promote on xy-0146-qa is rolled back: everything is as before it (AWHILE)
  undone   roll, activate, register, restore, previous
  calls    0 to AWS, 0 of them to change something
  more     snaplift show RUN
=> 0
=> 137
RUN  xy-0146-qa  promote   rolling-back  TIME  changed AWHILE ago  (had succeeded)  (its process is gone)
snaplift: run RUN had succeeded and was being put back: how far that is, only the lost store tells
  next: bring that store back; or put the stack right by hand (snaplift status xy-0146-qa), then snaplift unlock xy-0146-qa RUN
=> 5
promote on xy-0146-qa is rolled back: everything is as before it (AWHILE)
  report   restore: what was written to the database since is in its final snapshot xy-0146-qa-20261120020304-final-TIME, which is available
  undone   roll, activate, register, restore, previous
  calls    MANY to AWS, SOME of them to change something
  more     snaplift show RUN
stack     xy-0146-qa in eu-west-1
active    20261001000000
