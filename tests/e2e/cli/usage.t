# The program without a command, with a wrong one, and with wrong options. Exit 2 throughout.
$ snaplift 2>&1
snaplift - lift a database snapshot from one tier to the next, and the services onto it

usage: snaplift COMMAND ...

  plan                    tell what a run would do; only reads
  run                     run a pipeline on a stack
  status                  show where a stack stands: databases, lock, runs
  show                    show what a run has done, stage by stage
  resume                  go on with a run that was interrupted or whose process died
  rollback                undo what a run has done

snaplift help shows all commands, snaplift help COMMAND tells more.
? 2

$ snaplift 2>/dev/null
? 2

$ snaplift version
snaplift 0.1.0

$ snaplift --version
snaplift 0.1.0

$ snaplift help | head -1
snaplift - lift a database snapshot from one tier to the next, and the services onto it

$ snaplift --help | tail -3
exit codes: 0 done or nothing to do, 1 failed and fully rolled back, 2 usage or invalid
definition, 3 rollback incomplete, 4 stack locked by another run, 5 refused by a guard,
6 waiting or interrupted (resumable), 7 findings

$ snaplift rum x y
! snaplift: there is no command "rum"
!   next: did you mean "snaplift run"? All of them: snaplift help
? 2

$ snaplift frobnicate
! snaplift: there is no command "frobnicate"
!   next: all of them: snaplift help
? 2

$ snaplift help valdate
! snaplift: there is no command "valdate"
!   next: did you mean "snaplift help validate"? All of them: snaplift help
? 2

$ snaplift help validate
snaplift validate - check a pipeline file; every fault with its place

usage: snaplift validate PIPELINE [STACK] [OPTION]...

Reads the file only: no call is made. With a STACK, or --set, the values of the
pipeline's inputs are checked too. Exit 2 when anything is wrong.

  PIPELINE                the pipeline file
  STACK                   the stack, <customer>-<project>-<env>: checks the inputs too
  --set NAME=VALUE        give an input of the pipeline its value
  --help                  show this help
  --debug                 log what happens inside, on stderr

$ snaplift validate --help | head -1
snaplift validate - check a pipeline file; every fault with its place

$ snaplift run
! snaplift: run lacks its PIPELINE
!   next: snaplift run [PIPELINE] [STACK] [OPTION]...; the options: snaplift help run
? 2

$ snaplift run good.yml
! snaplift: run lacks its STACK
!   next: snaplift run [PIPELINE] [STACK] [OPTION]...; the options: snaplift help run
? 2

$ snaplift run good.yml xy-0146-qa too-much
! snaplift: run does not take "too-much"
!   next: snaplift run [PIPELINE] [STACK] [OPTION]...; the options: snaplift help run
? 2

$ snaplift run good.yml xy-0146-qa --sett a=1
! snaplift: run has no option "--sett"
!   next: did you mean --set? All of them: snaplift help run
? 2

$ snaplift run good.yml xy-0146-qa --set
! snaplift: --set lacks its value
!   next: write --set NAME=VALUE
? 2

$ snaplift run good.yml xy-0146-qa --set novalue
! snaplift: --set novalue is not NAME=VALUE
!   next: write --set NAME=VALUE, once per input
? 2

$ snaplift run good.yml xy-0146-qa --set a=1 --set a=2
! snaplift: --set gives "a" twice
!   next: give each input once
? 2

$ snaplift run good.yml xy-0146-qa --json=1
! snaplift: --json takes no value, "1" was given
!   next: write --json alone
? 2

$ snaplift runs --store a --store b
! snaplift: --store is given twice
!   next: give it once
? 2

$ snaplift runs -x
! snaplift: runs has no option "-x"
!   next: all its options: snaplift help runs
? 2

$ snaplift version > /dev/full
! snaplift: can't write the result to stdout: No space left on device
? 1

# What the shells ask, and manual pages.
$ snaplift complete -- res
resume	go on with a run that was interrupted or whose process died

$ snaplift complete -- run good.yml xy-0146-qa --set fr
from=	

$ snaplift complete -- run good.yml xy-0146-qa --json --js


$ snaplift complete -- validate ''
:files

$ snaplift complete -- frobnicate ''


$ snaplift completion tcsh
! snaplift: there is no completion for "tcsh"
!   next: name bash, zsh or fish
? 2

$ snaplift manual frobnicate
! snaplift: there is no command "frobnicate"
!   next: all of them: snaplift help
? 2

$ snaplift manual validate
.TH "SNAPLIFT-VALIDATE" "1" "" "snaplift 0.1.0" "Snaplift"
.SH NAME
snaplift\-validate \- check a pipeline file; every fault with its place
.SH SYNOPSIS
\fBsnaplift validate\fR \fIPIPELINE\fR [\fISTACK\fR] [\fIOPTION\fR]...
.SH DESCRIPTION
Reads the file only: no call is made. With a STACK, or \-\-set, the values of the
pipeline's inputs are checked too. Exit 2 when anything is wrong.
.SH OPERANDS
.TP
\fBPIPELINE\fR
the pipeline file.
.TP
\fBSTACK\fR
the stack, <customer>\-<project>\-<env>: checks the inputs too.
.SH OPTIONS
.TP
\fB\-\-set\fR \fINAME=VALUE\fR
give an input of the pipeline its value.
.TP
\fB\-\-help\fR
show this help.
.TP
\fB\-\-debug\fR
log what happens inside, on stderr.
.SH SEE ALSO
.BR snaplift (1)

$ snaplift manual | grep -A 3 'EXIT STATUS'
.SH EXIT STATUS
.TP
\fB0\fR
done, or nothing to do.
