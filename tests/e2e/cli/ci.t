# snaplift ci: what a tag starts, and what is refused. Commits are the same each time.
$ snaplift ci
! snaplift: . is not in a git repository
!   next: go to a checkout of the repository first
? 2

$ checkout '' snaplift ci release.yml
! snaplift: the git repository ~/repo has no commit yet
? 2

$ checkout 'commit main release.yml release.yml' snaplift ci release.yml
! snaplift: no tag leads to commit 3e6a95ce7a, which is checked out in ~/repo
!   next: check out a tag; in CI, fetch the tags (GitHub: fetch-tags: true)
? 2

$ checkout 'commit main release.yml release.yml; tag docs-1 main' snaplift ci release.yml
! nothing to do: release.yml has no entry in on.tags for docs-1

$ checkout 'commit main release.yml release.yml; tag docs-1 main' snaplift ci release.yml --json 2>/dev/null
{"result":"nothing","exit":0,"why":"release.yml has no entry in on.tags for docs-1"}

$ checkout 'commit main release.yml release.yml; tag v1.0.0-rc.1 main' snaplift ci
! snaplift: there is no folder pipelines/
!   next: name the pipeline: snaplift ci PIPELINE
? 2

$ checkout 'commit main bad.yml bad.yml; tag v1.0.0-rc.1 main' snaplift ci bad.yml 2>&1 | grep -v -e bad.yml:[5-9] -e bad.yml:1
ca47e8adef:bad.yml:3:17: unknown type "teir" of input "from"; expected one of text, number, flag, duration, list, map, stack, tier, timestamp; did you mean "tier"?
snaplift: bad.yml was not run: at commit ca47e8adef the definition or its inputs are wrong
  next: correct what is listed above, commit it and tag that
? 2

$ checkout 'commit main release.yml release.yml; tag v1.0.0-rc.1 main; tag v1.0.0 main' snaplift ci release.yml
! snaplift: commit 3e6a95ce7a has more than one tag that starts release: v1.0.0, v1.0.0-rc.1
!   next: say which: --tag TAG
? 2

$ checkout 'commit main release.yml release.yml; tag open-1 main' snaplift ci release.yml
! snaplift: release.yml:8:7: on.tags does not say the stack that open-* is for
!   next: write `stack:` there, or give --stack
? 2

$ checkout 'commit main release.yml release.yml; tag open-1 main' snaplift ci release.yml --stack XY
! snaplift: stack "XY": expected <customer>-<project>-<env>, for example xy-0146-qa (upper case is not folded: write it in lower case)
!   next: --stack takes <customer>-<project>-<env>
? 2

$ checkout 'commit main release.yml release.yml; tag v1.0.0 main' snaplift ci release.yml --stack xy-0146-qa
! snaplift: --stack xy-0146-qa, but v1.0.0 is for xy-0146-prod
!   next: leave out --stack: the pipeline says the stack
? 2

$ checkout 'commit main release.yml release.yml; tag v1.0.0-rc.1 main' snaplift ci release.yml --set accunt=1
! release.yml: unknown input "accunt"; expected one of account; did you mean "account"?
! snaplift: release.yml was not run: at commit 3e6a95ce7a the definition or its inputs are wrong
!   next: correct what is listed above, commit it and tag that
? 2

$ checkout 'commit main release.yml release.yml; tag v1.0.0-rc.1 main; commit main x -' snaplift ci release.yml --tag v1.0.0-rc.1
! snaplift: tag v1.0.0-rc.1 leads to commit 3e6a95ce7a, but 3f0c99cdea is checked out
!   next: check out the tag; if it was moved, give the commit a version of its own
? 5

$ checkout 'commit main release.yml release.yml' snaplift ci release.yml --tag v1.0.0-rc.1
! snaplift: the repository ~/repo has no tag v1.0.0-rc.1
!   next: fetch the tags: git fetch --tags
? 2

$ checkout 'commit main release.yml release.yml; tag v1.0.0-rc.1 main' env GITHUB_SHA=1111111111222222222233333333334444444444 snaplift ci release.yml
! snaplift: CI says that the job is for commit 1111111111, but 3e6a95ce7a is checked out
!   next: check out what the job was started for
? 5

# A candidate, from a detached checkout: once, and not again.
$ with-standin seed.json checkout 'commit main release.yml release.yml; annotate v1.0.0-rc.1 main; detach main' env GITHUB_ACTOR=ada bash -c 'for i in 1 2; do snaplift ci release.yml; echo "=> $?"; done; snaplift status xy-0146-qa; snaplift show $(snaplift runs | cut -d" " -f1) | head -10' 2>&1 | grep -v "^  calls" | neutral
v1.0.0-rc.1 (commit 3e6a95ce7a) starts release on xy-0146-qa
TIME run RUN: release on xy-0146-qa
TIME guard: started: identity.guard
TIME guard: succeeded after AWHILE
TIME run ended: unchanged
release on xy-0146-qa found nothing to do: everything is as it should be (AWHILE)
  more     snaplift show RUN
=> 0
v1.0.0-rc.1 (commit 3e6a95ce7a) starts release on xy-0146-qa
nothing to do: run RUN has done v1.0.0-rc.1 on xy-0146-qa already
=> 0
stack     xy-0146-qa in 123456789012 eu-west-1
active    20261001000000
since     TIME, for AWHILE, set by seed
release   v1.0.0-rc.1 (commit 3e6a95ce7a) by ada, run RUN
database  xy-0146-qa-20261001000000  available  active  db.t4g.micro  20 GiB  AWHILE old
storage   20 GiB in 1 database
lock      free
lease     free

runs, newest first
RUN  release   unchanged    TIME  changed AWHILE ago
run       RUN
pipeline  release
stack     xy-0146-qa
state     unchanged
owner     OWNER
began     TIME
lasted    AWHILE
tag       v1.0.0-rc.1
commit    3e6a95ce7a9b71a35b89ebf083e9f95cb447356b
actor     ada

$ with-standin seed.json checkout 'commit main release.yml release.yml; tag v1.0.0-rc.1 main' snaplift ci release.yml --json 2>/dev/null | tail -1 | neutral | sed 's/"ms".*//'
{"result":"unchanged","exit":0,"run":"RUN","pipeline":"release","stack":"xy-0146-qa",

# The release needs the candidate of the same commit.
$ with-standin seed.json checkout 'commit main release.yml release.yml; tag v1.0.0 main' snaplift ci release.yml
! v1.0.0 (commit 3e6a95ce7a) starts release on xy-0146-prod
! snaplift: commit 3e6a95ce7a has not been run on xy-0146-qa, as far as this store knows
!   next: run it there first: tag it for xy-0146-qa
? 5

$ with-standin seed.json checkout 'commit main release.yml release.yml; tag v1.0.0-rc.1 main' env GITHUB_ACTOR=ada bash -c 'snaplift ci release.yml >/dev/null 2>&1; checkout "tag v1.0.0 main" snaplift ci release.yml --tag v1.0.0; echo "=> $?"; snaplift status xy-0146-prod --json' 2>&1 | grep -v "^  calls" | neutral
v1.0.0 (commit 3e6a95ce7a) starts release on xy-0146-prod
TIME run RUN: release on xy-0146-prod
TIME guard: started: identity.guard
TIME guard: succeeded after AWHILE
TIME run ended: unchanged
release on xy-0146-prod found nothing to do: everything is as it should be (AWHILE)
  more     snaplift show RUN
=> 0
{"stack":"xy-0146-prod","account":"123456789012","region":"eu-west-1","databases":[],"storage":{"databases":0,"gib":0,"snapshots":0,"snapshots_gib":0},"orphans":[],"runs":[{"run":"RUN","pipeline":"release","state":"unchanged","created":"TIME","changed":"TIME"}],"unfinished":[],"release":{"tag":"v1.0.0","commit":"3e6a95ce7a9b71a35b89ebf083e9f95cb447356b","actor":"ada","run":"RUN"},"unknown":[]}

# CI says the tag; the clone has none, and no history.
$ with-standin seed.json checkout 'commit main x -; commit main release.yml release.yml; detach main; remote main; shallow HEAD' env GITHUB_REF_TYPE=tag GITHUB_REF_NAME=v1.0.0-rc.1 GITHUB_ACTOR=octocat snaplift ci release.yml
! v1.0.0-rc.1 (commit b69c8ce93c) starts release on xy-0146-qa
! snaplift: nobody can tell whether v1.0.0-rc.1 is greater than the last version: this clone lacks history, and has no other tag
!   next: fetch the whole history and all tags (GitHub: fetch-depth: 0; GitLab: GIT_DEPTH: 0)
? 5

$ with-standin seed.json checkout 'commit main release.yml release.yml; tag v0.9.0 main; commit main x -; detach main; remote main' env CI_COMMIT_TAG=v1.0.0-rc.1 GITLAB_USER_LOGIN=tanuki CI_JOB_URL=https://gitlab.example.org/-/jobs/1 bash -c 'snaplift ci release.yml; snaplift show $(snaplift runs | cut -d" " -f1) | sed -n "5,11p"' 2>&1 | grep -v "^  calls" | neutral
v1.0.0-rc.1 (commit 3f0c99cdea) starts release on xy-0146-qa
TIME run RUN: release on xy-0146-qa
TIME guard: started: identity.guard
TIME guard: succeeded after AWHILE
TIME run ended: unchanged
release on xy-0146-qa found nothing to do: everything is as it should be (AWHILE)
  more     snaplift show RUN
owner     OWNER
began     TIME
lasted    AWHILE
tag       v1.0.0-rc.1
commit    3f0c99cdead5bfea2ab6e8fd9d08e5785a119c07
actor     tanuki
job       https://gitlab.example.org/-/jobs/1

# The version rules.
$ with-standin seed.json checkout 'commit main release.yml release.yml; tag v1.0-rc.1 main' snaplift ci release.yml
! v1.0-rc.1 (commit 3e6a95ce7a) starts release on xy-0146-qa
! snaplift: tag v1.0-rc.1 is not a version
!   next: name it vX.Y.Z, as in v1.2.3, or vX.Y.Z-rc.N for a candidate
? 5

$ with-standin seed.json checkout 'commit main release.yml release.yml; tag v1.1.0 main; commit main x -; tag v1.0.9-rc.1 main' snaplift ci release.yml
! v1.0.9-rc.1 (commit 3f0c99cdea) starts release on xy-0146-qa
! snaplift: v1.0.9-rc.1 is not greater than v1.1.0, which is there already
!   next: name it v1.1.1 or higher
? 5

$ with-standin seed.json checkout 'commit main release.yml release.yml; commit side x -; tag v1.0.0-rc.1 side; detach side' snaplift ci release.yml
! v1.0.0-rc.1 (commit 4936f590c3) starts release on xy-0146-qa
! snaplift: commit 4936f590c3 of v1.0.0-rc.1 is not in branch main
!   next: merge it first, then tag the merge
? 5

$ with-standin seed.json checkout 'commit main release.yml release.yml; tag v1.0.0-rc.1 main; detach main' bash -c 'snaplift ci release.yml; echo "=> $?"; checkout "commit main x -; untag v1.0.0-rc.1; tag v1.0.0-rc.1 main; detach main" snaplift ci release.yml' 2>&1 | grep -v "^  calls" | neutral
v1.0.0-rc.1 (commit 3e6a95ce7a) starts release on xy-0146-qa
TIME run RUN: release on xy-0146-qa
TIME guard: started: identity.guard
TIME guard: succeeded after AWHILE
TIME run ended: unchanged
release on xy-0146-qa found nothing to do: everything is as it should be (AWHILE)
  more     snaplift show RUN
=> 0
v1.0.0-rc.1 (commit 5d3445cc1a) starts release on xy-0146-qa
snaplift: v1.0.0-rc.1 was run on xy-0146-qa for commit 3e6a95ce7a before (run RUN), not for 5d3445cc1a
  next: a version is never reused: give the commit a version of its own
? 5

# One run per stack: the second is refused, or waits.
$ with-standin locked.json checkout 'commit main release.yml release.yml; tag v1.0.0-rc.1 main' snaplift ci release.yml
! v1.0.0-rc.1 (commit 3e6a95ce7a) starts release on xy-0146-qa
! snaplift: stack xy-0146-qa is held by run 20261121-010710-abcd of ada@elsewhere:7
!   next: begin again when it has ended; with busy: wait in on.tags it is waited for
? 4

$ with-standin locked.json checkout 'commit main release.yml release.yml; tag soon-1 main' snaplift ci release.yml
! soon-1 (commit 3e6a95ce7a) starts release on xy-0146-qa
! waiting, at most 50ms: stack xy-0146-qa is held by run 20261121-010710-abcd of ada@elsewhere:7
! snaplift: stack xy-0146-qa is held by run 20261121-010710-abcd of ada@elsewhere:7
!   next: begin again when it has ended
? 4

$ with-standin locked.json checkout 'commit main release.yml release.yml; tag again-1 main' bash -c 'touch said; snaplift ci release.yml 2> >(tee said >&2) & until grep -q waiting said || ! kill -0 $! 2>/dev/null; do sleep 0.1; done; snaplift unlock xy-0146-qa 20261121-010710-abcd --yes; wait $!; echo "=> $?"' 2>&1 | grep -v "  calls" | neutral
again-1 (commit 3e6a95ce7a) starts release on xy-0146-qa
waiting, at most AWHILE: stack xy-0146-qa is held by run RUN of OWNER
xy-0146-qa is unlocked; what run RUN did stays as it is (snaplift show RUN)
TIME run RUN: release on xy-0146-qa
TIME guard: started: identity.guard
TIME guard: succeeded after AWHILE
TIME run ended: unchanged
release on xy-0146-qa found nothing to do: everything is as it should be (AWHILE)
  more     snaplift show RUN
=> 0

# Also one that has not taken the lock yet, by the store's lease.
$ with-standin seed.json checkout 'commit main release.yml release.yml; tag v1.0.0-rc.1 main' bash -c 'touch said; snaplift run ../hold.yml xy-0146-qa 2>said & until grep -q "never: sees" said || ! kill -0 $! 2>/dev/null; do sleep 0.1; done; snaplift ci release.yml; echo "=> $?"; snaplift cancel $(snaplift runs | cut -d" " -f1) >/dev/null; wait $!; echo "=> $?"' 2>&1 | neutral
v1.0.0-rc.1 (commit 3e6a95ce7a) starts release on xy-0146-qa
snaplift: stack xy-0146-qa is held by run RUN of OWNER
  next: begin again when it has ended; with busy: wait in on.tags it is waited for
=> 4
=> 1

# What was left half-done is not waited for.
$ with-standin slow.json checkout 'commit main lift.yml release-lift.yml; tag lift-1 main' bash -c 'stop-at INT "restore: sees" snaplift ci lift.yml >/dev/null 2>&1; echo "=> $?"; checkout "commit main x -; tag lift-2 main" snaplift ci lift.yml; echo "=> $?"; snaplift rollback $(snaplift runs | cut -d" " -f1) >/dev/null 2>&1; echo "=> $?"' 2>&1 | grep -v "^  calls" | neutral
=> 6
lift-2 (commit a78fa8b375) starts lift on xy-0146-qa
snaplift: stack xy-0146-qa is held by run RUN, which was left half-done
  next: snaplift show RUN says how to go on with it
=> 4
=> 0

# What was restored says which commit it was for.
$ with-standin seed.json checkout 'commit main lift.yml release-lift.yml; tag lift-1 main' bash -c 'snaplift ci lift.yml 2>&1 | grep -v -e " sees: " -e report -e started; cloud-state | grep -o "\"snaplift:\(tag\|commit\)\"[^}]*"' 2>&1 | neutral
lift-1 (commit 13cea9e510) starts lift on xy-0146-qa
TIME run RUN: lift on xy-0146-qa
TIME the stack is locked for this run
TIME source: succeeded after AWHILE
TIME previous: begins: set /xy-0146-qa/db/previous-timestamp to 20261001000000
TIME previous: done: /xy-0146-qa/db/previous-timestamp is 20261001000000
TIME previous: succeeded after AWHILE
TIME restore: begins: restore xy-0146-qa-20261120020304 from dev-1
TIME restore: done: restore of xy-0146-qa-20261120020304 accepted
TIME restore: succeeded after AWHILE
TIME run ended: succeeded
lift on xy-0146-qa succeeded (AWHILE)
  calls    MANY to AWS, SOME of them to change something
  more     snaplift show RUN
"snaplift:tag","Value":"lift-1"
"snaplift:commit","Value":"13cea9e510696a8d90581b11ddc5d38b56ebd6a2"
"snaplift:tag","Value":"lift-1"
"snaplift:commit","Value":"13cea9e510696a8d90581b11ddc5d38b56ebd6a2"

# What a release brings, told to a topic.
$ with-standin release.json checkout 'commit main notes.yml notes.yml; tag v1.0.0 main; commit main a -; commit main b -; tag v1.0.1 main; detach main; remote main' bash -c 'snaplift ci notes.yml >/dev/null 2>&1; echo "=> $?"; cloud-state | grep -o "\"messages\".*\]"'
=> 0
"messages":[{"TopicArn":"arn:aws:sns:eu-west-1:123456789012:releases","Subject":"xy-0146-qa runs 1.0.1","Message":"since v1.0.0:\n- main: b (Ada Tester)\n- main: a (Ada Tester)\n"}]

# The same without CI: the tag must be given, and keeps the rules.
$ with-standin release.json checkout 'commit main notes.yml notes.yml; tag v1.0.0 main; commit side a -; tag v1.0.1 side' bash -c 'cp ../notes.yml .; for tag in v1.0.0 v1.0.1 v1.0; do snaplift run notes.yml xy-0146-qa --set tag=$tag 2>&1 | grep -e "^notes on" -e why -e next; done; snaplift run notes.yml xy-0146-qa 2>&1 | grep -e why -e next' 2>&1 | neutral
notes on xy-0146-qa was refused by a guard; nothing was changed (AWHILE)
  why      v1.0.0 is not greater than v1.0.1, which is there already
  next     name it v1.0.2 or higher
notes on xy-0146-qa was refused by a guard; nothing was changed (AWHILE)
  why      commit 7fa4adae34 of v1.0.1 is not in branch main
  next     merge it first, then tag the merge
notes on xy-0146-qa failed before it had changed anything (AWHILE)
  why      the repository has no tag, branch or commit "v1.0"
  next     correct the cause and start a new run
  why      no tag is given, and snaplift ci did not begin this run
  next     give the input tag, or run it with snaplift ci
