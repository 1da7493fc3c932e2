# A definition that is right, and every fault of one that is not.
$ snaplift validate good.yml
ok: good, 2 stages

$ snaplift validate good.yml xy-0146-qa --set services=web,worker
ok: good, 2 stages

$ snaplift validate --set services=web good.yml xy-0146-qa
ok: good, 2 stages

$ snaplift validate good.yml xy-0146-qa
! good.yml:6:3: input "services" (list) is required: --set services=...
? 2

$ snaplift validate good.yml xy-0146-qa --set services=web --set size=big --set nobody=1
! good.yml: unknown input "nobody"; expected one of from, size, services
! good.yml:5:3: input "size" must be a whole number (digits without leading zeros), got "big"
? 2

# The lists of what there is grow; the findings do not.
$ snaplift validate bad.yml 2>&1 | sed 's/expected one of [^;]*/expected one of .../'
bad.yml:3:17: unknown type "teir" of input "from"; expected one of ...; did you mean "tier"?
bad.yml:6:11: unknown stage type "snapshot.selekt" in stage "source"; expected one of ...; did you mean "snapshot.select"?
bad.yml:9:5: unknown key "need" in stage "restore"; expected one of ...; did you mean "needs"?
bad.yml:10:5: unknown key "timout" in stage "restore"; expected one of ...; did you mean "timeout"?
bad.yml:11:23: input "snapshot" of stage "restore" must be a string, got number: write "1" in quotes
bad.yml:11:26: unknown input "colour" of stage "restore" (database.restore); expected one of ...
bad.yml:12:3: stage "other" (database.restore) lacks its required input "snapshot": identifier or ARN of the snapshot
bad.yml:14:13: stage "other" needs "nobody", which is no stage of this pipeline
? 2

$ snaplift validate broken.yml
! broken.yml:4:1: not YAML: missing comma in flow mapping
? 2

$ snaplift validate goood.yml
! snaplift: can't read the pipeline file goood.yml: No such file or directory
!   next: did you mean good.yml?
? 2

$ snaplift validate nothing/here.yml
! snaplift: can't read the pipeline file nothing/here.yml: No such file or directory
!   next: give the path of a pipeline file, e.g. pipelines/promote.yml
? 2

$ snaplift validate .
! snaplift: can't read the pipeline file .: Is a directory
!   next: give the path of a pipeline file, e.g. pipelines/promote.yml
? 2

$ snaplift validate good.yml XY-0146-qa
! snaplift: stack "XY-0146-qa": customer "XY": expected a letter, then letters and digits, at most 10 (upper case is not folded: write it in lower case)
!   next: what a stack may be called: snaplift help name
? 2

$ mkdir pipelines && cp good.yml pipelines/lift.yml && snaplift validate lift
! snaplift: can't read the pipeline file lift: No such file or directory
!   next: did you mean pipelines/lift.yml?
? 2

$ snaplift run bad.yml xy-0146-qa --json 2>/dev/null
{"result":"broken","exit":2,"error":{"code":"invalid","text":"bad.yml was not run: the definition or its inputs are wrong","next":"correct what is listed above; to check: snaplift validate"}}
? 2

$ snaplift plan bad.yml xy-0146-qa 2>&1 | tail -1
bad.yml:14:13: stage "other" needs "nobody", which is no stage of this pipeline
? 2
