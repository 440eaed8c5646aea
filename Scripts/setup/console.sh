# shellcheck shell=bash
# What the scripts say: one line a step, with its time; problems with their remedy.

if [ -t 1 ]; then
    bold=$'\033[1m' red=$'\033[31m' green=$'\033[32m' plain=$'\033[0m'
else
    bold='' red='' green='' plain=''
fi

# Seconds since the epoch, with fractions where the shell has them (bash 5; macOS ships 3.2).
now() {
    if [ -n "${EPOCHREALTIME:-}" ]; then echo "$EPOCHREALTIME"; else date +%s; fi
}

# Seconds since a moment that `now` gave.
seconds_since() {
    awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.1f s", b - a }'
}

say() { printf '%s\n' "$*"; }

# One finished step: `report NAME OUTCOME START`.
report() {
    printf '  %s%-18s%s %s %s(%s)%s\n' "$bold" "$1" "$plain" "$2" "$green" "$(seconds_since "$3")" "$plain"
}

# The end: what is wrong, then each remedy on a line of its own.
fail() {
    printf '\n%serror:%s %s\n' "$red" "$plain" "$1" >&2
    shift
    for remedy in "$@"; do printf '  - %s\n' "$remedy" >&2; done
    exit 1
}
