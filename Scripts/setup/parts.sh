# shellcheck shell=bash
# What is put into .deps. Each part has a stamp that names what it was made from; a part whose stamp is right
# costs nothing. Parts are made in a staging folder and moved into place, the stamp last.

stamps=$deps/.stamps
staging=$deps/.staging

# `has_part NAME KEY PATH...`: the stamp says KEY, and the paths (below .deps) are there.
has_part() {
    local name=$1 key=$2 path
    shift 2
    [ "$(cat "$stamps/$name" 2>/dev/null)" = "$key" ] || return 1
    for path in "$@"; do [ -s "$deps/$path" ] || [ -d "$deps/$path" ] || return 1; done
}

stamp_part() {
    mkdir -p "$stamps"
    printf '%s\n' "$2" >"$stamps/$1.new"
    mv -f "$stamps/$1.new" "$stamps/$1"
}

begin_part() {
    [ "$check_only" = no ] || fail "$1 is missing, or is not the one that dependencies.lock pins." "run Scripts/bootstrap"
    rm -rf "${staging:?}/$1" "$stamps/$1"
    mkdir -p "$staging/$1"
}

# Moves one file or folder from the staging of a part to its place below .deps.
place() {
    local from=$staging/$1 to=$deps/$2
    mkdir -p "$(dirname "$to")"
    if [ -d "$to" ]; then
        rm -rf "$to.old"
        mv "$to" "$to.old"
        mv "$from" "$to"
        rm -rf "$to.old"
    else
        mv -f "$from" "$to"
    fi
}

check_disk() {
    local needed=$1 free
    free=$(df -Pk "$deps" | awk 'NR == 2 { printf "%d", $4 / 1000000 }')
    [ "$free" -ge "$needed" ] || fail "The disk of $deps has $free GB left; this needs about $needed GB." \
        "free some space, or make .deps a link to a folder on a larger disk"
}

unpack() { "$python" "$root/Scripts/setup/unpack.py" "$@"; }
