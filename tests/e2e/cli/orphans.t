# What belongs to nothing any more: named, and deleted when asked.
$ with-standin seed.json snaplift orphans xy-0146-qa
stack    xy-0146-qa in 123456789012 eu-west-1
0 orphans, 0 unsure, in 1 stack

$ with-standin orphans.json snaplift orphans xy-0146-qa | sed -E 's/  [^ ]+ ([^ ]+ )?old/  AGE old/'
stack    xy-0146-qa in 123456789012 eu-west-1
orphan   task-definition web:2  ACTIVE  AGE old  run 20261105-010203-left  in 123456789012 eu-west-1
orphan   database xy-0146-qa-20261105000000  available  20 GiB, db.t4g.micro  AGE old  run 20261105-010203-left  in 123456789012 eu-west-1
unsure   database xy-0146-qa-20261106000000  available  20 GiB, db.t4g.micro  AGE old  in 123456789012 eu-west-1: it has the stack's name and no tag snaplift:stack
2 orphans, 1 unsure, in 1 stack
to delete: snaplift orphans xy-0146-qa --delete
? 7

$ with-standin orphans.json snaplift orphans | sed -E 's/  [^ ]+ ([^ ]+ )?old/  AGE old/'
stack    xy-0146-qa in 123456789012 eu-west-1
orphan   task-definition web:2  ACTIVE  AGE old  run 20261105-010203-left  in 123456789012 eu-west-1
orphan   database xy-0146-qa-20261105000000  available  20 GiB, db.t4g.micro  AGE old  run 20261105-010203-left  in 123456789012 eu-west-1
unsure   database xy-0146-qa-20261106000000  available  20 GiB, db.t4g.micro  AGE old  in 123456789012 eu-west-1: it has the stack's name and no tag snaplift:stack
2 orphans, 1 unsure, in 4 stacks
to delete: snaplift orphans STACK --delete
? 7

$ with-standin orphans.json snaplift orphans xy-0146-qa --json | sed -E 's/"(created|identity)":"[^"]*"/"\1":"-"/g; s/"age":[0-9]+/"age":0/'
{"stack":"xy-0146-qa","account":"123456789012","region":"eu-west-1","kind":"task-definition","name":"web:2","identity":"-","run":"20261105-010203-left","status":"ACTIVE","created":"-","age":0}
{"stack":"xy-0146-qa","account":"123456789012","region":"eu-west-1","kind":"database","name":"xy-0146-qa-20261105000000","identity":"-","run":"20261105-010203-left","status":"available","size":"20 GiB, db.t4g.micro","created":"-","age":0}
{"stack":"xy-0146-qa","account":"123456789012","region":"eu-west-1","kind":"database","name":"xy-0146-qa-20261106000000","identity":"-","status":"available","size":"20 GiB, db.t4g.micro","created":"-","age":0,"unsure":"it has the stack's name and no tag snaplift:stack"}
{"result":"orphans","exit":7,"stacks":1,"places":1,"orphans":2,"unsure":1,"unseen":0}
? 7

$ with-standin orphans.json snaplift orphans xy-0146-qa2
stack    xy-0146-qa2 in 123456789012 eu-west-1
0 orphans, 0 unsure, in 1 stack

# Nobody is there to say yes.
$ with-standin orphans.json snaplift orphans xy-0146-qa --delete 2>&1 | tail -2
snaplift: nothing was deleted
  next: to delete what is listed without being asked: --yes
? 5

$ with-standin orphans.json snaplift orphans --delete
! snaplift: --delete was given without a stack
!   next: name it: snaplift orphans STACK --delete
? 2

$ with-standin orphans.json snaplift orphans xy-0146-qa --delete --yes 2>&1 | neutral | sed -E 's/  [^ ]+ ([^ ]+ )?old/  AGE old/; s/final-[0-9]+/final-STAMP/' | grep -v ' sees: '
stack    xy-0146-qa in 123456789012 eu-west-1
orphan   task-definition web:2  ACTIVE  AGE old  run RUN  in 123456789012 eu-west-1
orphan   database xy-0146-qa-20261105000000  available  20 GiB, db.t4g.micro  AGE old  run RUN  in 123456789012 eu-west-1
unsure   database xy-0146-qa-20261106000000  available  20 GiB, db.t4g.micro  AGE old  in 123456789012 eu-west-1: it has the stack's name and no tag snaplift:stack
2 orphans, 1 unsure, in 1 stack
TIME run RUN: orphans on xy-0146-qa
TIME delete: started: orphans.delete
TIME the stack is locked for this run
TIME delete: started: orphans.delete
TIME delete: begins: delete task-definition web:2
TIME delete: done: web:2 is deleted
TIME delete: begins: delete database xy-0146-qa-20261105000000, final snapshot xy-0146-qa-20261105000000-final-TIME
TIME delete: done: deletion of xy-0146-qa-20261105000000 accepted
TIME delete: succeeded after AWHILE
TIME run ended: succeeded
orphans on xy-0146-qa succeeded (AWHILE)
  calls    MANY to AWS, SOME of them to change something
  more     snaplift show RUN
stack    xy-0146-qa in 123456789012 eu-west-1
unsure   database xy-0146-qa-20261106000000  available  20 GiB, db.t4g.micro  AGE old  in 123456789012 eu-west-1: it has the stack's name and no tag snaplift:stack
0 orphans, 1 unsure, in 1 stack
? 7

$ with-standin orphans.json snaplift orphans xy-0146-qa --delete --yes --no-final-snapshot --json 2>/dev/null | tail -2 | cut -c1-60
{"stack":"xy-0146-qa","account":"123456789012","region":"eu-
{"result":"orphans","exit":7,"stacks":1,"places":1,"orphans"
? 7

# Killed, and its lock broken: named, and not deleted as long as it can be put back.
$ with-standin seed.json bash left.sh 2>&1 | neutral | sed -E 's/  [^ ]+ ([^ ]+ )?old/  AGE old/'
stack    xy-0146-qa in 123456789012 eu-west-1
run      RUN has not ended, and what is its own is not listed: snaplift resume RUN, or snaplift rollback RUN
0 orphans, 0 unsure, in 1 stack
=> 0
stack    xy-0146-qa in 123456789012 eu-west-1
run      RUN holds the stack, this store does not know it, and what is its own is not listed: snaplift status xy-0146-qa
0 orphans, 0 unsure, in 1 stack
=> 0
xy-0146-qa is unlocked; what run RUN did stays as it is (snaplift show RUN)
stack    xy-0146-qa in 123456789012 eu-west-1
unsure   database xy-0146-qa-20261120020304  available  20 GiB, db.t4g.micro  AGE old  run RUN  in 123456789012 eu-west-1: its run has not ended, and holds the stack no longer
run      RUN has not ended, and holds the stack no longer: snaplift resume RUN, or snaplift rollback RUN
0 orphans, 1 unsure, in 1 stack
snaplift: nothing is deleted: what is unsure is left to you
=> 7
stack    xy-0146-qa in 123456789012 eu-west-1
orphan   database xy-0146-qa-20261120020304  available  20 GiB, db.t4g.micro  AGE old  run RUN  in 123456789012 eu-west-1
1 orphan, 0 unsure, in 1 stack
to delete: snaplift orphans xy-0146-qa --delete --store other.db
=> 7
stack    xy-0146-qa in 123456789012 eu-west-1
0 orphans, 0 unsure, in 1 stack
=> 0

# Every place that a store's runs of the name have worked in, each thing with where it is; and one out of reach.
$ bash places.sh 2>&1 | neutral
stack    xy-0146-qa in 123456789012 eu-west-1
orphan   database xy-0146-qa-20261105000000  available  20 GiB, db.t4g.micro  AGE old  run RUN  in 123456789012 eu-west-1
orphan   database xy-0146-qa-20261120020304  available  20 GiB, db.t4g.micro  AGE old  run RUN  in 123456789012 eu-west-1
stack    xy-0146-qa in 123456789012 us-east-1
orphan   database xy-0146-qa-20261105000000  available  20 GiB, db.t4g.micro  AGE old  run RUN  in 123456789012 us-east-1
orphan   database xy-0146-qa-20261120020304  available  20 GiB, db.t4g.micro  AGE old  run RUN  in 123456789012 us-east-1
6 orphans, 2 unsure, in 1 stack in 2 places
to delete: snaplift orphans xy-0146-qa --delete
=> 7
3
stack     xy-0146-qa in 123456789012 eu-west-1
database  xy-0146-qa-20261105000000  available  orphan  db.t4g.micro  20 GiB  AGE old  run RUN
database  xy-0146-qa-20261120020304  available  orphan  db.t4g.micro  20 GiB  AGE old  run RUN
          to delete the orphans: snaplift orphans xy-0146-qa --delete
stack     xy-0146-qa in 123456789012 us-east-1
database  xy-0146-qa-20261105000000  available  orphan  db.t4g.micro  20 GiB  AGE old  run RUN
database  xy-0146-qa-20261120020304  available  orphan  db.t4g.micro  20 GiB  AGE old  run RUN
          to delete the orphans: snaplift orphans xy-0146-qa --delete
TIME delete: done: web:2 is deleted
TIME delete: done: deletion of xy-0146-qa-20261105000000 accepted
TIME delete: done: deletion of xy-0146-qa-20261120020304 accepted
TIME delete: done: web:2 is deleted
TIME delete: done: deletion of xy-0146-qa-20261105000000 accepted
TIME delete: done: deletion of xy-0146-qa-20261120020304 accepted
stack    xy-0146-qa in 123456789012 us-east-1
stack    xy-0146-qa in 123456789012 eu-west-1
0 orphans, 2 unsure, in 1 stack in 2 places
snaplift: stack xy-0146-qa in 123456789012 us-east-1, where run RUN has worked, was not looked into: these credentials are of account 555566667777
  next: look again with credentials of that account
snaplift: stack xy-0146-qa in 123456789012 eu-west-1, where run RUN has worked, was not looked into: these credentials are of account 555566667777
  next: look again with credentials of that account
stack    xy-0146-qa in 555566667777 eu-west-1
orphan   database xy-0146-qa-20261105000000  available  20 GiB, db.t4g.micro  AGE old  run RUN  in 555566667777 eu-west-1
2 orphans, 1 unsure, in 1 stack; 2 could not be looked into
to delete: snaplift orphans xy-0146-qa --delete
{"result":"orphans","exit":7,"stacks":1,"places":1,"orphans":2,"unsure":1,"unseen":2}
snaplift: stack xy-0146-qa in 123456789012 us-east-1, where run RUN has worked, was not looked into: these credentials are of account 555566667777
snaplift: stack xy-0146-qa in 123456789012 eu-west-1, where run RUN has worked, was not looked into: these credentials are of account 555566667777
stack     xy-0146-qa in 555566667777 eu-west-1
