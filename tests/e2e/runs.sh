# shellcheck shell=bash
# For the end-to-end suites of whole runs: the program itself, and a run that is watched event by event and cut off
# where a case wants it. After lib.sh; `args` is what `run` is given.
#
#   snaplift ARG...         the exit status is in $status, what it wrote in $work/out and $work/err
#   start ARG...            `run` in the background: its process in $run_pid, its stderr in $work/run.err
#   until_event PATTERN     reads its events until one matches; its id is in $run. Fails when the run ends first
#   ended                   reads the rest, to $work/out, and waits; the exit status is in $status
#   killed                  the same after SIGKILL
#   mutating                how many calls that change something the stand-in has heard

snaplift() {
        status=0
        "$SNAPLIFT" "$@" >"$work/out" 2>"$work/err" || status=$?
}

start() {
        # shellcheck disable=SC2154 # the suite's
        exec 7< <(exec "$SNAPLIFT" run "${args[@]}" --json "$@" 2>"$work/run.err")
        run_pid=$!
        children+=("$run_pid")
}

until_event() {
        local line
        while IFS= read -r line <&7; do
                case $line in
                *'"run":"'*)
                        run=${line#*\"run\":\"}
                        run=${run%%\"*}
                        ;;
                esac
                # shellcheck disable=SC2254 # a pattern on purpose
                case $line in
                $1) return 0 ;;
                esac
        done
        echo "# the run ended before $1"
        sed 's/^/# /' "$work/run.err"
        return 1
}

ended() {
        cat <&7 >"$work/out"
        exec 7<&-
        status=0
        wait "$run_pid" 2>/dev/null || status=$?
}

killed() {
        kill -KILL "$run_pid"
        ended
}

mutating() {
        get /_standin/calls | grep -o '"mutating":[0-9]*' | head -n 1
}
