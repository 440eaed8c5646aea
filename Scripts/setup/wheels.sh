# shellcheck shell=bash
# Fetching wheels by pip, from whatever sources pip is configured for, and only with the hashes of dependencies.lock.

lock_file=$root/Scripts/dependencies.lock

# The wheels of a group that suit this platform, in the order of the file: `package version sha256 megabytes`.
locked() {
    awk -v group="$1" -v platform="$platform" \
        '$1 == group && ($4 == platform || $4 == "any") { print $2, $3, $5, $6 }' "$lock_file"
}

# Places below .deps, and hashes in one line, of the files whose place begins with a prefix.
locked_files() { awk -v prefix="$1" '$1 == "file" && index($2, prefix) == 1 { print $2 }' "$lock_file"; }
locked_file_hashes() {
    awk -v prefix="$1" '$1 == "file" && index($2, prefix) == 1 { print $3 }' "$lock_file" | xargs
}

locked_file_hash() { awk -v path="$1" '$1 == "file" && $2 == path { print $3 }' "$lock_file"; }

hash_files() {
    if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

sha256() { hash_files "$1" | cut -d ' ' -f 1; }

pip_platforms() {
    case "$platform" in
        macos-arm64) echo --platform macosx_14_0_arm64 ;;
        linux-*)
            local tag
            for tag in manylinux_2_28 manylinux_2_25 manylinux_2_17 manylinux2014; do
                echo --platform "${tag}_${platform#linux-}"
            done ;;
    esac
}

# `fetch_wheel PACKAGE ROWS`: leaves the path of the wheel in `wheel`. ROWS are lines of `locked`, the best
# first; a later one is fetched where pip's sources lack those before it.
fetch_wheel() {
    local package=$1 rows=$2 folder=$deps/downloads/$1 name version hash megabytes
    mkdir -p "$folder"
    find_wheel "$folder" "$rows" && return 0
    while read -r name version hash megabytes; do
        say "  $name $version: fetching $megabytes MB"
        printf '%s==%s --hash=sha256:%s\n' "$name" "$version" "$hash" >"$folder/requirement.txt"
        if run_pip_download "$folder"; then
            find_wheel "$folder" "$rows" && return 0
            fail "pip said that it fetched $name $version, but $folder has no such wheel."
        fi
        if not_on_offer "$folder/pip.log" && [ "$hash" != "$(printf '%s\n' "$rows" | awk 'END { print $3 }')" ]; then
            say "  $name $version: not on offer here"
        else
            explain_pip_failure "$name $version" "$folder"
        fi
    done <<<"$rows"
}

# The wheel in a folder whose hash is one of the rows'; others are thrown away.
find_wheel() {
    local candidate found
    for candidate in "$1"/*.whl; do
        [ -e "$candidate" ] || return 1
        found=$(sha256 "$candidate")
        if printf '%s\n' "$2" | awk -v hash="$found" '$3 == hash { ok = 1 } END { exit !ok }'; then
            wheel=$candidate wheel_hash=$found
            return 0
        fi
        say "  $(basename "$candidate") has the wrong hash ($found): thrown away"
        rm -f "$candidate"
    done
    return 1
}

# On a terminal pip shows its progress; elsewhere it is silent, and a failure's words are in pip.log.
run_pip_download() {
    local folder=$1 log=$1/pip.log
    rm -f "$log"
    # shellcheck disable=SC2046  # options
    set -- -m pip download --no-deps --only-binary=:all: --require-hashes --disable-pip-version-check \
        --python-version 3.11 --implementation cp $(pip_platforms) \
        --retries 5 --dest "$folder" --requirement "$folder/requirement.txt"
    if [ -t 1 ]; then
        "$python" "$@" --log "$log" </dev/null
    else
        "$python" "$@" --progress-bar off >"$log" 2>&1 </dev/null
    fi
}

unreachable='ProxyError|NewConnectionError|NameResolution|Temporary failure in name|unreachable|refused|timed out'
untrusted='CERTIFICATE_VERIFY_FAILED|SSLError'

not_on_offer() {
    grep -qiE 'No matching distribution|DO NOT MATCH THE HASHES' "$1" && ! grep -qiE "$unreachable|$untrusted" "$1"
}

explain_pip_failure() {
    local requirement=$1 folder=$2 log=$2/pip.log
    local by_hand="or bring the file another way: put the wheel into $folder (its name does not matter, its hash does)"
    [ -t 1 ] || tail -n 12 "$log" >&2
    if grep -q 'DO NOT MATCH THE HASHES' "$log"; then
        fail "$requirement: the file on offer is not the one that Scripts/dependencies.lock pins." \
            "expected: $(grep -o 'sha256:[0-9a-f]*' "$folder/requirement.txt" | xargs)" \
            "found: $(sed -nE 's/.*Got +([0-9a-f]{64}).*/sha256:\1/p' "$log" | sed -n 1p)" \
            "a broken download or cache: python3 -m pip cache purge, then run this again" \
            "a mirror that repacks: use one that serves the original files (python3 -m pip config list)"
    elif grep -qi 'no space left' "$log"; then
        fail "$requirement: the disk is full." "free some space: df -h $deps ${TMPDIR:-/tmp}" \
            "pip unpacks in TMPDIR: point it to a roomier disk"
    elif grep -qiE "$untrusted" "$log"; then
        fail "$requirement: the certificate of the package index was not accepted." \
            "behind a company proxy: PIP_CERT=/path/of/its/certificates.pem Scripts/bootstrap" \
            "otherwise: apt-get install ca-certificates, and set the clock right (it says $(date))"
    elif grep -qiE "$unreachable" "$log"; then
        fail "$requirement: the package index could not be reached." \
            "behind a proxy: HTTPS_PROXY=http://proxy:port Scripts/bootstrap" \
            "offline: PIP_NO_INDEX=1 PIP_FIND_LINKS=/folder/with/the/wheels Scripts/bootstrap" "$by_hand" \
            "a slow line: run this again; what is complete is kept"
    elif grep -qiE 'No matching distribution|Could not find a version' "$log"; then
        fail "$requirement: the sources that pip is configured for have no wheel of it for $platform." \
            "look at them: python3 -m pip config list" \
            "a mirror may be behind: PIP_INDEX_URL=… Scripts/bootstrap" "$by_hand"
    elif grep -qi 'no such option' "$log"; then
        fail "$requirement: this pip is too old ($("$python" -m pip --version))." \
            "$python -m pip install --user --upgrade pip"
    fi
    fail "$requirement: pip failed (its words are above; all of them in $log)." "run this again" "$by_hand"
}
