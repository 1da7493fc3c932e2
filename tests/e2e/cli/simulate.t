# snaplift simulate: stories in virtual time.
$ snaplift simulate "$ROOT/pipelines/promote.yml" --seeds 1..2 --faults '' | sed -E 's/[0-9]+\.[0-9] s/TIME/; s/[0-9]+ calls/CALLS/'
2 stories in TIME: 4 processes, CALLS; 2 succeeded; 0 wrong

$ snaplift simulate "$ROOT/pipelines/promote.yml" --seeds 1..2 --kinds slow | sed 's/^.*; //'
0 wrong

$ for jobs in 1 2 5; do snaplift simulate "$ROOT/pipelines/promote.yml" --seeds 3..9 --trace --jobs "$jobs" >"$jobs.log"; done; sed -i 's/ in [0-9.]* s:/ in TIME:/' 1.log 2.log 5.log && cmp 1.log 2.log && cmp 1.log 5.log && grep -c '^seed ' 1.log
7

$ snaplift simulate "$ROOT/pipelines/promote.yml" --jobs none
! snaplift: --jobs none is not a number of processes
!   next: write a whole number from 1 to 1024, as in --jobs 4
? 2

$ snaplift simulate "$ROOT/pipelines/promote.yml" --seeds ten
! snaplift: --seeds ten is not A..B
!   next: write two numbers, as in --seeds 1..1000, or one
? 2

$ snaplift simulate "$ROOT/pipelines/promote.yml" --minutes soon
! snaplift: --minutes soon is not a number of minutes
!   next: write a whole number, as in --minutes 10
? 2

$ snaplift simulate "$ROOT/pipelines/promote.yml" --faults c12:drop-aftr 2>&1 | cut -c1-60
snaplift: "drop-aftr" is no fault; the nearest is drop-after
  next: these there are: throttled throttled-exception reque
? 2

$ snaplift simulate "$ROOT/pipelines/promote.yml" --faults drop-after
! snaplift: "drop-after" is no fault; drop-after is written cNUMBER:drop-after
? 2

$ snaplift simulate "$ROOT/pipelines/promote.yml" --kinds thunder 2>&1 | cut -c1-60
snaplift: "thunder" is no fault
  next: these there are: throttled throttled-exception reque
? 2

$ snaplift simulate "$ROOT/pipelines/first-time.yml" --seeds 1..2 --faults '' | sed 's/^.*; //'
0 wrong

$ snaplift simulate "$ROOT/pipelines/existing.yml" --seeds 1..2 --faults '' | sed 's/^.*; //'
0 wrong

$ snaplift simulate "$ROOT/pipelines/promote.yml" --seeds 1 --faults c1:neighbour-longer,c2:neighbour-shorter,c3:neighbour-project | sed 's/^.*; //'
0 wrong

# What a story that ends wrongly tells to play it again has all that it was played with: a judge that knows no
# run without final snapshots finds some.
$ cp "$ROOT/pipelines/promote.yml" "it's mine.yml"; snaplift simulate "it's mine.yml" --set services=web,worker --set final_snapshot=false --seeds 1..9 --kinds kept,swept --first >told; sed -n 's/^again: //p' told; eval "$(sed -n 's/^again: //p' told)" | sed -n 's/^.*; //; $p'
snaplift simulate 'it'\''s mine.yml' --seeds 3 --set services=web,worker --set final_snapshot=false --faults 'kept,swept' --trace
1 wrong
? 7
