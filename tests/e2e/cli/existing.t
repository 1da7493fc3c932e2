# A stack on a database of the operator's own.
$ with-standin existing.json snaplift status xy-0146-qa
stack     xy-0146-qa in 123456789012 eu-west-1
existing  ops-main: your own, Snaplift only looks at it
lock      free
lease     free

$ with-standin existing.json snaplift status xy-0146-qa --json
{"stack":"xy-0146-qa","account":"123456789012","region":"eu-west-1","existing":"ops-main","databases":[],"storage":{"databases":0,"gib":0,"snapshots":0,"snapshots_gib":0},"orphans":[],"runs":[],"unfinished":[],"unknown":[]}

$ with-standin existing.json snaplift run own.yml xy-0146-uat 2>&1 | neutral | grep -e begins -e ended
TIME database: begins: set /xy-0146-uat/db/existing to ops-main
TIME database: begins: set /xy-0146-uat/db/host to ops-main.standin.eu-west-1.rds.amazonaws.com
TIME database: begins: set /xy-0146-uat/db/port to 5432
TIME database: begins: set /xy-0146-uat/db/name to shop
TIME database: begins: set /xy-0146-uat/db/user to boss
TIME run ended: succeeded

# While what Snaplift manages for the stack is there, it is named.
$ with-standin existing.json snaplift run own.yml xy-0146-prod 2>&1 | neutral | tail -4
  why      stack xy-0146-prod still has the DB instance xy-0146-prod-20261001000000, which Snaplift manages
  calls    3 to AWS, 0 of them to change something
  next     move what is in it, then delete it: aws rds delete-db-instance --db-instance-identifier xy-0146-prod-20261001000000 --final-db-snapshot-identifier NAME
  more     snaplift show RUN
? 5

$ with-standin existing.json snaplift plan own.yml xy-0146-prod
own on xy-0146-prod, as far as can be known now

account    123456789012 in eu-west-1, as
           arn:aws:iam::123456789012:user/AKIAEXAMPLE

 1. database (database.existing)
    blocked: see below
      database                   ops-main

duration   not known: no run of own has succeeded yet in this store

blocks     database.existing: stack xy-0146-prod still has the DB instance
           xy-0146-prod-20261001000000, which Snaplift manages (database)
           next: move what is in it, then delete it: aws rds delete-db-instance
           --db-instance-identifier xy-0146-prod-20261001000000
           --final-db-snapshot-identifier NAME

a run would be refused or fail; 1 stage, nothing to change; nothing was changed
(4 reads)
? 5

# And nothing is lifted onto one's own.
$ with-standin existing.json snaplift run lift.yml xy-0146-qa 2>&1 | neutral | grep -e ' why ' -e ' next '
  why      database ops-main of stack xy-0146-qa is self-managed: Snaplift never restores, changes or deletes it
  next     existing.yml moves services onto it; without the parameter /xy-0146-qa/db/existing the stack's database is Snaplift's to manage
? 5
