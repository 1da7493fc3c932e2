$ snaplift name xy-0146-qa
stack       xy-0146-qa
customer    xy
project     0146
env         qa
database    xy-0146-qa-<timestamp>
parameters  /xy-0146-qa/db/active-timestamp
            /xy-0146-qa/db/previous-timestamp
            /xy-0146-qa/db/host
            /xy-0146-qa/db/port
            /xy-0146-qa/db/name
            /xy-0146-qa/db/user
            /xy-0146-qa/db/password
lock        /xy-0146-qa/lock

$ snaplift name xy-0146-qa 20261121010710
stack       xy-0146-qa
customer    xy
project     0146
env         qa
database    xy-0146-qa-20261121010710
parameters  /xy-0146-qa/db/active-timestamp
            /xy-0146-qa/db/previous-timestamp
            /xy-0146-qa/db/host
            /xy-0146-qa/db/port
            /xy-0146-qa/db/name
            /xy-0146-qa/db/user
            /xy-0146-qa/db/password
lock        /xy-0146-qa/lock

$ snaplift name xy-0146-qa 20261121010710 --json
{"stack":"xy-0146-qa","customer":"xy","project":"0146","env":"qa","database":"xy-0146-qa-20261121010710","parameters":["/xy-0146-qa/db/active-timestamp","/xy-0146-qa/db/previous-timestamp","/xy-0146-qa/db/host","/xy-0146-qa/db/port","/xy-0146-qa/db/name","/xy-0146-qa/db/user","/xy-0146-qa/db/password"],"lock":"/xy-0146-qa/lock"}

$ snaplift name xy-0146-qa 20261321010710
! snaplift: "20261321010710" is not a timestamp: 14 digits of a real UTC date and time, YYYYMMDDHHMMSS
!   next: e.g. 20261121010710
? 2

$ snaplift name common-0146-qa
! snaplift: stack "common-0146-qa": customer "common" is a reserved name
!   next: what a stack may be called: snaplift help name
? 2

$ snaplift name xy-0146
! snaplift: stack "xy-0146": expected <customer>-<project>-<env>, for example xy-0146-qa
!   next: what a stack may be called: snaplift help name
? 2

$ snaplift name xy-0146-qa-20261121010710
! snaplift: stack "xy-0146-qa-20261121010710": env "qa-20261121010710": expected a letter, then letters, digits and single inner hyphens, at most 12
!   next: what a stack may be called: snaplift help name
? 2

$ snaplift name xy-0146-abcdefghijklm
! snaplift: stack "xy-0146-abcdefghijklm": env "abcdefghijklm": expected a letter, then letters, digits and single inner hyphens, at most 12
!   next: what a stack may be called: snaplift help name
? 2

$ snaplift name 9y-0146-qa
! snaplift: stack "9y-0146-qa": customer "9y": expected a letter, then letters and digits, at most 10
!   next: what a stack may be called: snaplift help name
? 2

$ snaplift name
! snaplift: name lacks its STACK
!   next: snaplift name STACK [TIMESTAMP] [OPTION]...; the options: snaplift help name
? 2
