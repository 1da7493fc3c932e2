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
TIME  run-reopened  {"owner":"OWNER","process":"PROCESS","accepted":{"by":"OWNER","arn":"arn:aws:iam::123456789012:user/AKIAEXAMPLE","at":MS,"how":"option"}}
TIME  lock-intent  {"place":{"region":"eu-west-1","account":"123456789012"},"owner":"OWNER","process":"PROCESS"}
TIME  rollback-started

TIME  run-ended rolled-back: run RUN was rolled back as asked
RUN  xy-0146-qa  promote   rolled-back  TIME  changed AWHILE ago  (had succeeded)
"state":"rolled-back","owner":"OWNER","created":"TIME","changed":"TIME","records":82,"had_succeeded":true}
state     rolled-back; it had succeeded
lasted    AWHILE
AWHILE  locked
AWHILE  succeeded, and put back later
AWHILE  rolling back
  # succeeded, < undone
time       about AWHILE, as rollbacks before
  roll         service.roll, usually in AWHILE
  activate     parameters.activate, usually in AWHILE
  register     task.register, usually in AWHILE
  restore      database.restore, usually in AWHILE
  previous     parameters.stash, usually in AWHILE
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261120020304
promote on xy-0146-qa had ended already: everything was put back (AWHILE)
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
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261001000000

# What of the old database is only a snapshot is restored first.
$ with-standin seed.json bash kept-snapshot.sh 2>&1 | neutral | sed -E 's/"usual":[0-9]+/"usual":MS/; s/  [^ ]+ ([^ ]+ )?old/  AGE old/; s/took .* on/took AWHILE on/'
=> 0
active     xy-0146-qa-20261001000000, again
services   web to web:1
lost       what was written to xy-0146-qa-20261120020304
           since TIME, AWHILE ago
           about 270 write operations since TIME, at most 0.9 a
           second
kept in    xy-0146-qa-20261120020304-final-TIME
restores   xy-0146-qa-20261001000000, first, from snapshot
           xy-0146-qa-20261001000000-final-TIME
           restoring took AWHILE on the way forward
time       no history: not all of it has been put back before
           forward, promote takes AWHILE

in this order:
  retire       database.retire
               rds:RestoreDBInstanceFromDBSnapshot xy-0146-qa-20261001000000
                 (DBSnapshotIdentifier
                 xy-0146-qa-20261001000000-final-TIME, DBInstanceClass
                 db.t4g.micro, Port 5432, AllocatedStorage 20,
                 PreferredBackupWindow 04:10-04:40, VpcSecurityGroupIds
                 ["sg-0000000a"], DBParameterGroupName default.postgres15,
                 DBSubnetGroupName default, AutoMinorVersionUpgrade true,
                 LicenseModel postgresql-license, OptionGroupName
                 default:postgres-15, StorageType gp3, CACertificateIdentifier
                 rds-ca-rsa2048-g1, NetworkType IPV4, EngineLifecycleSupport
                 open-source-rds-extended-support, Tags
                 {"customer":"xy","project":"0146","env":"qa","snaplift:stack":"xy-0146-qa","snaplift:timestamp":"20261001000000","snaplift:snapshot":"xy-0146-qa-20261001000000-final-TIME"})
               rds:ModifyDBInstance xy-0146-qa-20261001000000
                 (PreferredMaintenanceWindow sun:05:00-sun:05:30)
               rds:RemoveTagsFromResource
                 xy-0146-qa-20261001000000-final-TIME
               ssm:DeleteParameter /xy-0146-qa/db/kept/20261001000000
  roll         service.roll
"restored":{"database":"xy-0146-qa-20261001000000","snapshot":"xy-0146-qa-20261001000000-final-TIME"}
"restored":{"database":"xy-0146-qa-20261001000000","snapshot":"xy-0146-qa-20261001000000-final-TIME","usual":MS}
promote on xy-0146-qa is rolled back: everything is as before it (AWHILE)
  report   retire: xy-0146-qa-20261001000000 is there again, restored from xy-0146-qa-20261001000000-final-TIME
  report   restore: what was written to the database since is in its final snapshot xy-0146-qa-20261120020304-final-TIME, which is available
  undone   retire, roll, activate, register, restore, previous
  calls    MANY to AWS, SOME of them to change something
  more     snaplift show RUN
active    20261001000000
database  xy-0146-qa-20261001000000  available  active  db.t4g.micro  20 GiB  AGE old
stack    xy-0146-qa in 123456789012 eu-west-1
0 orphans, 0 unsure, in 1 stack
