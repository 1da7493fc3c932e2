# What the store knows, and stores that can't be used.
$ snaplift runs
! no runs in this store; begin one: snaplift run

$ snaplift runs --json


$ snaplift runs xy-0146-qa
! no runs of xy-0146-qa in this store; begin one: snaplift run

$ snaplift runs nonsense
! snaplift: stack "nonsense": expected <customer>-<project>-<env>, for example xy-0146-qa
!   next: what a stack may be called: snaplift help name
? 2

$ snaplift show 20261121-010710-abcd
! snaplift: there is no run 20261121-010710-abcd in this store
!   next: the runs there are: snaplift runs; another store: --store or SNAPLIFT_STORE
? 2

$ snaplift cancel 20261121-010710-abcd
! snaplift: there is no run 20261121-010710-abcd in this store
!   next: the runs there are: snaplift runs; another store: --store or SNAPLIFT_STORE
? 2

$ echo "this is no database, and long enough to be seen as none" > junk.db; snaplift runs --store junk.db
! snaplift: the store junk.db: can't read it: it is not a Snaplift store (not a database)
!   next: move the file away (keep it: it may name runs that are not finished) or bring it back from a backup, or name another file in SNAPLIFT_STORE
? 1

$ snaplift runs --store /proc/nowhere/runs.db
! snaplift: can't make the folder /proc/nowhere for the store: No such file or directory
!   next: make it, or name another file in SNAPLIFT_STORE
? 1

$ SNAPLIFT_STORE=/dev/null/runs.db snaplift runs
! snaplift: the store /dev/null/runs.db: can't open it: Not a directory
!   next: make the file and its folder writable for this user, or name another file in SNAPLIFT_STORE
? 1
