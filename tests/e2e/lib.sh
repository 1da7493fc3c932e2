# shellcheck shell=bash
# For the end-to-end suites: cases, a stand-in of one's own, and waiting for events instead of sleeping.
#
#   . "$(dirname "$0")/../lib.sh"
#   begin                               a scratch folder in $work, removed at the end
#   standin SEED [OPTION...]            starts a stand-in, sets the AWS_* environment for it
#   stop_standin
#   get PATH                            what the stand-in answers to a GET
#   ok NAME | not_ok NAME WHY | skip NAME WHY
#   expect NAME COMMAND...              ok when the command succeeds
#   same NAME FOUND WANTED              ok when they are equal
#   has NAME TEXT PART                  ok when the part is in the text
#   left_running TEXT                   the command lines of processes that have it
#   finish                              prints the totals, fails when a case failed

SNAPLIFT=${SNAPLIFT:-build/snaplift}
BUILD=${BUILD:-$(dirname "$SNAPLIFT")}
passed=0 failed=0 skipped=0
children=()

ok() {
        passed=$((passed + 1))
        echo "ok - $1"
}

not_ok() {
        failed=$((failed + 1))
        echo "# $1: ${2:-}"
        echo "not ok - $1"
}

skip() {
        skipped=$((skipped + 1))
        echo "skip - $1: $2"
}

expect() {
        local name=$1
        shift
        if "$@"; then
                ok "$name"
        else
                not_ok "$name" "failed: $*"
        fi
}

same() {
        if [ "$2" = "$3" ]; then
                ok "$1"
        else
                not_ok "$1" "found \"$2\", expected \"$3\""
        fi
}

has() {
        case $2 in
        *"$3"*) ok "$1" ;;
        *) not_ok "$1" "\"$3\" is not in: $2" ;;
        esac
}

begin() {
        work=$(mktemp -d "${TMPDIR:-/tmp}/snaplift-e2e.XXXXXX")
        chmod 755 "$work"
        trap leave EXIT
        export XDG_STATE_HOME=$work/state HOME=$work NO_COLOR=1 SNAPLIFT_POLL=${SNAPLIFT_POLL:-20ms}
        unset AWS_PROFILE AWS_SESSION_TOKEN AWS_DEFAULT_REGION SNAPLIFT_STORE
}

leave() {
        local pid
        for pid in "${children[@]}"; do
                # one that has been stopped hears it when it goes on
                kill "$pid" 2>/dev/null && kill -CONT "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
        done
        rm -rf "$work"
}

# Starts a stand-in and waits for the line that says where it listens.
standin() {
        local seed=$1 line
        shift
        exec 6< <(exec "$SNAPLIFT" standin --listen 127.0.0.1:0 --seed "$seed" "$@" \
                2>>"$work/standin.log")
        standin_pid=$!
        children+=("$standin_pid")
        if ! read -r line <&6; then
                cat "$work/standin.log"
                not_ok "stand-in" "did not start"
                finish
                exit 1
        fi
        endpoint=${line##* }
        export AWS_ENDPOINT_URL=http://$endpoint AWS_REGION=eu-central-1
        export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
}

stop_standin() {
        kill "$standin_pid"
        wait "$standin_pid" 2>/dev/null || true
}

# Without any other tool.
get() {
        local host=${endpoint%:*} port=${endpoint##*:} line
        exec 9<>"/dev/tcp/$host/$port"
        printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$1" "$endpoint" >&9
        while IFS= read -r line <&9; do
                [ "$line" != $'\r' ] || break
        done
        cat <&9
        exec 9<&- 9>&-
}

left_running() {
        local file argv
        for file in /proc/[0-9]*/cmdline; do
                { mapfile -d '' -t argv <"$file"; } 2>/dev/null || continue
                case ${argv[*]} in
                *"$1"*) echo "${argv[*]}" ;;
                esac
        done
}

finish() {
        echo "$passed passed, $failed failed, $skipped skipped"
        [ "$failed" = 0 ]
}
