# What was kept of retired databases, and is due, is retired.
$ with-standin seed.json snaplift sweep
0 kept, 0 due, in 2 stacks

$ with-standin kept.json snaplift sweep --dry-run | sed -E 's/  [^ ]+ ([^ ]+ )?(over|to go)/  AWHILE \2/'
due      xy-0146-prod-20260701000000  running  until 2026-11-06 01:30:00Z  AWHILE over  run 20261105-010203-kept
due      xy-0146-qa-20260801000000  running  until 2026-11-06 01:30:00Z  AWHILE over  run 20261105-010203-kept
kept     xy-0146-qa-20260901000000  stopped  until 2126-11-06 01:30:00Z  AWHILE to go  run 20261105-010203-kept, and it runs: to be stopped again
3 kept, 2 due, in 3 stacks

$ with-standin kept.json snaplift sweep xy-0146-qa --dry-run --json | sed -E 's/"age":[0-9]+/"age":0/'
{"stack":"xy-0146-qa","timestamp":"20260801000000","database":"xy-0146-qa-20260801000000","as":"running","until":"2026-11-06T01:30:00.000Z","run":"20261105-010203-kept","age":0,"due":true,"astray":false}
{"stack":"xy-0146-qa","timestamp":"20260901000000","database":"xy-0146-qa-20260901000000","as":"stopped","until":"2126-11-06T01:30:00.000Z","run":"20261105-010203-kept","age":0,"due":false,"astray":true}
{"result":"listed","exit":0,"stacks":1,"kept":2,"due":1,"left":0,"locked":0,"unseen":0}

# Other databases have the names by now: each stack has its turn, and they are left.
$ with-standin kept.json snaplift sweep 2>&1 | neutral | sed -E 's/  [^ ]+ ([^ ]+ )?(over|to go)/  AWHILE \2/; s/db-[A-Z0-9]{26}/db-ANOTHER/g' | grep -v ' sees: '
due      xy-0146-prod-20260701000000  running  until TIME  AWHILE over  run RUN
due      xy-0146-qa-20260801000000  running  until TIME  AWHILE over  run RUN
kept     xy-0146-qa-20260901000000  stopped  until TIME  AWHILE to go  run RUN, and it runs: to be stopped again
3 kept, 2 due, in 3 stacks
TIME run RUN: sweep on xy-0146-prod
TIME sweep: started: database.sweep
TIME sweep: reports: left xy-0146-prod-20260701000000: database xy-0146-prod-20260701000000 has resource id db-ANOTHER, and the one that is kept had db-20260701000000
TIME sweep: succeeded after AWHILE
TIME run ended: unchanged
sweep on xy-0146-prod has changed nothing (AWHILE)
  report   sweep: left xy-0146-prod-20260701000000: database xy-0146-prod-20260701000000 has resource id db-ANOTHER, and the one that is kept had db-20260701000000
  calls    4 to AWS, 0 of them to change something
  more     snaplift show RUN
TIME run RUN: sweep on xy-0146-qa
TIME sweep: started: database.sweep
TIME sweep: reports: left xy-0146-qa-20260801000000: database xy-0146-qa-20260801000000 has resource id db-ANOTHER, and the one that is kept had db-20260801000000
TIME sweep: reports: left xy-0146-qa-20260901000000: database xy-0146-qa-20260901000000 has resource id db-ANOTHER, and the one that is kept had db-20260901000000
TIME sweep: succeeded after AWHILE
TIME run ended: unchanged
sweep on xy-0146-qa has changed nothing (AWHILE)
  report   sweep: left xy-0146-qa-20260801000000: database xy-0146-qa-20260801000000 has resource id db-ANOTHER, and the one that is kept had db-20260801000000
  report   sweep: left xy-0146-qa-20260901000000: database xy-0146-qa-20260901000000 has resource id db-ANOTHER, and the one that is kept had db-20260901000000
  calls    5 to AWS, 0 of them to change something
  more     snaplift show RUN
? 5

$ with-standin kept.json snaplift sweep xy-0146-prod --json 2>/dev/null | neutral | grep -v '"event"' | sed -E 's/"age":[0-9]+/"age":0/; s/db-[A-Z0-9]{26}/db-ANOTHER/g; s/"ms":[0-9]+/"ms":0/'
{"stack":"xy-0146-prod","timestamp":"20260701000000","database":"xy-0146-prod-20260701000000","as":"running","until":"TIME","run":"RUN","age":0,"due":true,"astray":false}
{"result":"unchanged","exit":0,"run":"RUN","pipeline":"sweep","stack":"xy-0146-prod","ms":0,"calls":4,"mutating":0,"reports":["sweep: left xy-0146-prod-20260701000000: database xy-0146-prod-20260701000000 has resource id db-ANOTHER, and the one that is kept had db-20260701000000"],"undone":[],"standing":[],"changed":[],"costs":[],"commands":[]}
{"result":"left","exit":5,"stacks":1,"kept":1,"due":1,"left":1,"locked":0,"unseen":0}
? 5

$ with-standin kept.json snaplift sweep --now
! snaplift: --now was given without a stack
!   next: name it: snaplift sweep STACK --now
? 2

# What is kept is no orphan; what is overdue is told.
$ with-standin kept.json snaplift orphans xy-0146-qa | sed -E 's/  [^ ]+ ([^ ]+ )?old/  AGE old/'
stack    xy-0146-qa in 123456789012 eu-west-1
overdue  database xy-0146-qa-20260801000000  AGE old  run 20261105-010203-kept  in 123456789012 eu-west-1: it was to be kept until 2026-11-06 01:30:00Z: snaplift sweep xy-0146-qa
0 orphans, 1 unsure, in 1 stack
? 7

$ with-standin kept.json snaplift status xy-0146-qa | grep ' kept ' | sed -E 's/  [^ ]+ ([^ ]+ )?old/  AGE old/'
database  xy-0146-qa-20260801000000  available  kept until 2026-11-06 01:30:00Z  db.t4g.micro  20 GiB  AGE old: it was to be kept until 2026-11-06 01:30:00Z: snaplift sweep xy-0146-qa
database  xy-0146-qa-20260901000000  available  kept until 2126-11-06 01:30:00Z  db.t4g.micro  20 GiB  AGE old

$ with-standin seed.json bash kept.sh 2>&1 | neutral | sed -E 's/  [^ ]+ ([^ ]+ )?(old|over|to go)/  AWHILE \2/g'
TIME retire: begins: record in /xy-0146-qa/db/kept/20261001000000 what is kept until TIME
TIME retire: begins: tag xy-0146-qa-20261001000000 as kept until TIME
TIME retire: begins: stop database xy-0146-qa-20261001000000
TIME retire: done: stop of xy-0146-qa-20261001000000 accepted
TIME retire: reports: database xy-0146-qa-20261001000000 is kept until TIME, stopped
  report   retire: database xy-0146-qa-20261001000000 is kept until TIME, stopped
database  xy-0146-qa-20261001000000  stopped  kept until TIME  db.t4g.micro  20 GiB  AWHILE old
stack    xy-0146-qa in 123456789012 eu-west-1
0 orphans, 0 unsure, in 1 stack
kept     xy-0146-qa-20261001000000  stopped  until TIME  AWHILE to go  run RUN
1 kept, 0 due, in 2 stacks
=> 0
=> 137
due      xy-0146-qa-20261001000000  stopped  until TIME  AWHILE to go  run RUN
1 kept, 1 due, in 1 stack
TIME run RUN: sweep on xy-0146-qa
TIME sweep: started: database.sweep
TIME sweep: stopped after AWHILE: stack xy-0146-qa is locked by run RUN of OWNER since TIME (AWHILE)
TIME run ended: locked
sweep on xy-0146-qa did not begin: another run holds the stack (AWHILE)
  why      stack xy-0146-qa is locked by run RUN of OWNER since TIME (AWHILE)
  calls    MANY to AWS, SOME of them to change something
  next     wait for it, or end it: `snaplift resume RUN` or `snaplift rollback RUN`; if its store is lost: `snaplift resume --stack xy-0146-qa PIPELINE`; if it is gone for good: `snaplift unlock xy-0146-qa RUN`
  more     snaplift show RUN --store other.db
=> 4
run      RUN of xy-0146-qa has not ended: it is gone on with
1 kept, 1 due, in 1 stack
TIME run ended: succeeded
=> 0
0 kept, 0 due, in 2 stacks

$ with-standin seed.json snaplift run $ROOT/pipelines/promote.yml xy-0146-qa --set services=web --set keep=stopped 2>&1 | neutral | tail -3
  calls    25 to AWS, 0 of them to change something
  next     say for how long, as in keep_for: 24h
  more     snaplift show RUN
? 5

$ with-standin seed.json snaplift run $ROOT/pipelines/promote.yml xy-0146-qa --set services=web --set keep=warm --set keep_for=1h 2>&1 | sed "s|$ROOT/||"
pipelines/promote.yml:48:3: input "keep": "warm" is not one of the choices; expected one of running, stopped, snapshot (with keep_for: how; running when not given, snapshot: its final snapshot only)
snaplift: pipelines/promote.yml was not run: the definition or its inputs are wrong
  next: correct what is listed above; to check: snaplift validate
? 2
