#!/usr/bin/env bash
# Runs the parts of a long job, some side by side, and ends with a table of what took how long.
#
# Each part's output goes to target/logs/NAME.log. Of a part that passed one sees the closing lines of its own runner; of one
# that failed, the whole log. A part that could not be run counts as failed: nothing is left out in silence. Sourced, never run.

LOGS=$ROOT/target/logs
PARTS=()
mkdir -p "$LOGS"
# Each part is a process group of its own, so that whoever ends us ends all of it: Ctrl-C reaches no background job.
stop_parts() {
    local pid
    for pid in $(jobs -p); do
        kill -- "-$pid" 2>/dev/null || true
    done
}
trap stop_parts EXIT
trap 'exit 130' INT TERM

# What the runners themselves say at the end: cargo test, Surefire, swift test, cargo-deny.
readonly closing_lines='^test result:|Tests run:.*Time elapsed|Tests run:.*Skipped: [0-9]+$|Executed [0-9]+ test|Test run with|^(bans|licenses|sources) ok'

# part NAME COMMAND...: starts it in the background.
part() {
    local name=$1
    shift
    PARTS+=("$name")
    rm -f "$LOGS/$name".*
    : >"$LOGS/$name.log"
    date +%s >"$LOGS/$name.start"
    set -m
    (
        trap - EXIT INT TERM
        status=0
        "$@" </dev/null >"$LOGS/$name.log" 2>&1 || status=$?
        date +%s >"$LOGS/$name.end"
        echo "$status" >"$LOGS/$name.status"
    ) &
    set +m
    echo $! >"$LOGS/$name.pid"
}

# finish NAME...: waits for them and shows what there is to see. Fails if one failed.
finish() {
    local name all=0
    for name in "$@"; do
        wait "$(cat "$LOGS/$name.pid")" || true
        show "$name" || all=1
    done
    return $all
}

show() {
    local name=$1
    if passed "$name"; then
        printf '\n== %s: passed in %s\n' "$name" "$(taken "$name")"
        grep -E "$closing_lines" "$LOGS/$name.log" || true
    else
        printf '\n== %s: FAILED after %s; its log:\n' "$name" "$(taken "$name")"
        cat "$LOGS/$name.log"
        return 1
    fi
}

# run NAME COMMAND...: one part, alone.
run() {
    part "$@"
    finish "$1"
}

# watch NAME COMMAND...: one part, alone, whose output a person wants to see as it comes (a long compilation).
watch() {
    local name=$1
    part "$@"
    printf '\n== %s\n' "$name"
    set -m
    tail -n +1 -f "$LOGS/$name.log" 2>/dev/null &
    set +m
    local tail=$!
    wait "$(cat "$LOGS/$name.pid")" || true
    sleep 1
    kill "$tail" 2>/dev/null || true
    passed "$name" && printf '== %s: passed in %s\n' "$name" "$(taken "$name")"
}

# not_run NAME REASON: a part that something else's failure made pointless.
not_run() {
    PARTS+=("$1")
    rm -f "$LOGS/$1".*
    echo "$2" >"$LOGS/$1.reason"
}

passed() { [ "$(cat "$LOGS/$1.status" 2>/dev/null)" = 0 ]; }

taken() {
    local seconds=$(($(cat "$LOGS/$1.end" 2>/dev/null || date +%s) - $(cat "$LOGS/$1.start")))
    printf '%d min %02d s' $((seconds / 60)) $((seconds % 60))
}

# The closing table. Fails if any part failed or was not run.
report() {
    local name all=0
    printf '\n%-22s %14s   %s\n' part took result
    printf -- '------------------------------------------------\n'
    for name in "${PARTS[@]}"; do
        if [ -e "$LOGS/$name.reason" ]; then
            printf '%-22s %14s   NOT RUN: %s\n' "$name" - "$(cat "$LOGS/$name.reason")"
            all=1
        elif passed "$name"; then
            printf '%-22s %14s   passed\n' "$name" "$(taken "$name")"
        else
            printf '%-22s %14s   FAILED, see target/logs/%s.log\n' "$name" "$(taken "$name")" "$name"
            all=1
        fi
    done
    printf '%-22s %14s\n\n' 'in all' "$(printf '%d min %02d s' $((SECONDS / 60)) $((SECONDS % 60)))"
    return $all
}
