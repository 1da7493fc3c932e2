# A run on a time axis, and what CI jobs get to see of one.
$ with-standin seed.json bash -c 'snaplift run lift.yml xy-0146-qa >/dev/null 2>&1; id=$(snaplift runs | cut -d" " -f1); snaplift timeline $id' | neutral | sed -E 's/\|.*\|.*/|BARS|/; s/^ +0 .*/AXIS/; s/^ +AWHILE/AWHILE/'
lift on xy-0146-qa: succeeded
run RUN, TIME, AWHILE

source   |BARS|
previous |BARS|
restore  |BARS|
AXIS

AWHILE  locked
  # succeeded

$ with-standin seed.json bash -c 'snaplift run lift.yml xy-0146-qa >/dev/null 2>&1; id=$(snaplift runs | cut -d" " -f1); snaplift timeline $id --svg chart.svg && snaplift timeline $id --svg - | cmp - chart.svg && head -c 4 chart.svg && tail -n 1 chart.svg; snaplift timeline $id --svg /nowhere/chart.svg'
<svg</svg>
! snaplift: can't write the timeline to /nowhere/chart.svg: No such file or directory
!   next: give --svg a file that can be written, or -
? 1

$ snaplift timeline 20261121-010710-abcd
! snaplift: there is no run 20261121-010710-abcd in this store
!   next: the runs there are: snaplift runs; another store: --store or SNAPLIFT_STORE
? 2

$ with-standin seed.json env GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=summary.md snaplift run lift.yml xy-0146-qa --set from=qa 2>&1 | neutral; neutral <summary.md
TIME run RUN: lift on xy-0146-qa
TIME run ended: refused
lift on xy-0146-qa was refused by a guard; nothing was changed (AWHILE)
  stage    source (snapshot.select)
  why      tier qa is not below qa
  calls    1 to AWS, 0 of them to change something
  next     set allow_any_direction: true (in the ready pipelines: --set any_direction=true) if this is meant
  more     snaplift show RUN
::error title=lift on xy-0146-qa was refused by a guard; nothing was changed (AWHILE)::stage source: tier qa is not below qa
## lift on xy-0146-qa: refused

```
lift on xy-0146-qa was refused by a guard; nothing was changed (AWHILE)
  stage    source (snapshot.select)
  why      tier qa is not below qa
  calls    1 to AWS, 0 of them to change something
  next     set allow_any_direction: true (in the ready pipelines: --set any_direction=true) if this is meant
  more     snaplift show RUN
```

$ with-standin seed.json env GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=summary.md bash -c 'snaplift run lift.yml xy-0146-qa >/dev/null 2>log; grep ^:: log'; grep '^[#|]' summary.md | neutral
::group::source
::endgroup::
::group::previous
::endgroup::
::group::restore
::endgroup::
## lift on xy-0146-qa: succeeded
| stage | state | took | why |
|---|---|--:|---|
| source | succeeded | AWHILE |  |
| previous | succeeded | AWHILE |  |
| restore | succeeded | AWHILE |  |
  # succeeded

$ with-standin seed.json env GITLAB_CI=true snaplift run lift.yml xy-0146-qa 2>&1 | grep -a section_ | sed -E 's/:[0-9]{10}:/:UNIX:/' | cat -v
section_start:UNIX:snaplift_1_source^M^[[0Ksource
section_end:UNIX:snaplift_1_source^M^[[0K
section_start:UNIX:snaplift_2_previous^M^[[0Kprevious
section_end:UNIX:snaplift_2_previous^M^[[0K
section_start:UNIX:snaplift_3_restore^M^[[0Krestore
section_end:UNIX:snaplift_3_restore^M^[[0K
