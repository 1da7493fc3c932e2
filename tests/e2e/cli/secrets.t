# A secret from standard input or from the environment, and nowhere else.
$ printf '%s\n' New-Value-22 | with-standin secrets.json snaplift run rotate.yml xy-0146-qa --secret-stdin DB_PASSWORD 2>&1 | neutral | grep -v -e ' sees: ' -e locked | tail -4
TIME run ended: succeeded
rotate on xy-0146-qa succeeded (AWHILE)
  calls    MANY to AWS, SOME of them to change something
  more     snaplift show RUN

$ SNAPLIFT_SECRET_DB_PASSWORD=New-Value-22 with-standin secrets.json snaplift run rotate.yml xy-0146-qa 2>&1 | neutral | grep ended
TIME run ended: succeeded

$ printf %s New-Value-22 | with-standin secrets.json snaplift plan rotate.yml xy-0146-qa --secret-stdin DB_PASSWORD | tail -10
 2. put (secret.put)
      secret                     S/app
      key                        pw
      value                      DB_PASSWORD
    ~ secretsmanager:PutSecretValue S/app

duration   not known: no run of rotate has succeeded yet in this store

2 stages, 1 changing call (0 to create, 1 to change, 0 to delete); nothing was
changed (6 reads)

# The value that is there already is not written.
$ printf %s Old-Value-11 | with-standin secrets.json snaplift run rotate.yml xy-0146-qa --secret-stdin DB_PASSWORD 2>&1 | neutral | grep ended
TIME run ended: unchanged

$ printf %s New-Value-22 | with-standin secrets.json snaplift run rotate.yml xy-0146-qa --secret-stdin DB_PASSWORD --store runs.db --debug >all 2>&1; grep -c New-Value all runs.db*
all:0
runs.db:0
? 1

$ with-standin secrets.json snaplift run rotate.yml xy-0146-qa </dev/null 2>&1 | neutral | grep -A1 -e ' why '
  why      the value DB_PASSWORD was not handed in
  calls    7 to AWS, 0 of them to change something
? 5

$ with-standin secrets.json snaplift run rotate.yml xy-0146-qa --secret-stdin DB_PASSWORD </dev/null
! snaplift: there is no value DB_PASSWORD on standard input
!   next: pipe it in: printf %s VALUE | snaplift run ...
? 2

$ printf ' New-Value-22' | with-standin secrets.json snaplift run rotate.yml xy-0146-qa --secret-stdin DB_PASSWORD 2>&1 | grep -e ' why '
  why      leading or trailing white space in DB_PASSWORD
? 5

$ printf 'New\0Value' | with-standin secrets.json snaplift run rotate.yml xy-0146-qa --secret-stdin DB_PASSWORD
! snaplift: the value DB_PASSWORD on standard input is not a text
? 2

$ with-standin secrets.json snaplift run rotate.yml xy-0146-qa --secret-stdin db_password </dev/null
! snaplift: "db_password" can't name a value that is handed in
!   next: use capitals, digits and _, as in DB_PASSWORD
? 2

$ head -c 70000 /dev/zero | tr '\0' x | with-standin secrets.json snaplift run rotate.yml xy-0146-qa --secret-stdin DB_PASSWORD
! snaplift: the value DB_PASSWORD on standard input is longer than 65536 bytes
? 2
