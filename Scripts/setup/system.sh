# shellcheck shell=bash
# The machine: platform, Swift toolchain, system libraries.

swift_needed=6.1
vips_needed=8.12

# What a toolchain unpacked from an archive stands on, as swift.org lists it for Debian and Ubuntu.
swift_apt_packages='binutils g++ git libc6-dev libcurl4-openssl-dev libedit-dev libncurses-dev libpython3-dev
    libsqlite3-dev libxml2-dev tzdata uuid-dev zlib1g-dev'

# linux-x86_64, linux-aarch64 or macos-arm64: the names in dependencies.lock.
find_platform() {
    case "$(uname -s)-$(uname -m)" in
        Linux-x86_64) platform=linux-x86_64 ;;
        Linux-aarch64 | Linux-arm64) platform=linux-aarch64 ;;
        Darwin-arm64) platform=macos-arm64 ;;
        Darwin-x86_64)
            fail "Macs with an Intel processor are not supported: torch 2.13 has no build for them." \
                "use a Mac with Apple silicon, or Linux" ;;
        *)
            fail "$(uname -s) on $(uname -m) is not supported." \
                "use Linux on x86_64 or arm64, or macOS on Apple silicon" ;;
    esac
}

check_swift() {
    local start output version
    start=$(now)
    if ! command -v swift >/dev/null; then
        fail "No Swift toolchain: 'swift' is not in PATH." \
            "install Swift $swift_needed or newer: https://www.swift.org/install" \
            "or, if it is installed, put its usr/bin folder in PATH"
    fi
    if ! output=$(swift --version 2>&1) && command -v apt-get >/dev/null && [ "$check_only" = no ]; then
        say "  Swift does not start: ${output##*: error while loading }"
        install_with_apt "$swift_apt_packages"
    fi
    if ! output=$(swift --version 2>&1); then
        fail "The Swift toolchain at $(command -v swift) does not start: $output" \
            "install the libraries that it stands on: https://www.swift.org/install lists them for each system"
    fi
    version=$(printf '%s' "$output" | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+(\.[0-9]+)?).*/\1/p' | sed -n 1p)
    if ! version_at_least "$version" "$swift_needed"; then
        fail "Swift ${version:-of an unknown version} is too old: Souk needs $swift_needed or newer." \
            "install a newer toolchain: https://www.swift.org/install" \
            "found: $(command -v swift)"
    fi
    report "Swift" "$version" "$start"
}

version_at_least() {
    awk -v found="$1" -v needed="$2" 'BEGIN {
        split(found, f, "."); split(needed, n, ".")
        exit !(f[1] + 0 > n[1] + 0 || (f[1] + 0 == n[1] + 0 && f[2] + 0 >= n[2] + 0))
    }'
}

has_library() { command -v pkg-config >/dev/null && pkg-config --exists "$1"; }

# Snowball's library comes without a file for pkg-config.
has_stemmer() {
    local folder
    for folder in /usr /usr/local "${HOMEBREW_PREFIX:-/opt/homebrew}"; do
        if [ -e "$folder/include/libstemmer.h" ]; then return 0; fi
    done
    return 1
}

has_pip() { "$1" -c 'import importlib.util, sys; sys.exit(importlib.util.find_spec("pip") is None)' 2>/dev/null; }

# The first Python that has pip: that of PATH, else the system's.
find_python() {
    for python in python3 /usr/bin/python3; do
        if command -v "$python" >/dev/null && has_pip "$python"; then return 0; fi
    done
    python=''
    return 1
}

# Swift's clang takes the C++ headers of the newest GCC that it finds; these may lack.
missing_cxx_package() {
    local newest
    newest=$(find /usr/lib/gcc/*/ -mindepth 1 -maxdepth 1 -type d -name '[0-9]*' 2>/dev/null |
        sed 's|.*/||' | sort -n | tail -n 1)
    if [ -z "$newest" ]; then
        echo g++
    elif [ ! -e "/usr/include/c++/$newest/vector" ]; then
        echo "libstdc++-$newest-dev"
    fi
}

missing_apt_packages() {
    command -v git >/dev/null || echo git
    command -v pkg-config >/dev/null || echo pkg-config
    [ -e /etc/ssl/certs/ca-certificates.crt ] || echo ca-certificates
    has_library "vips >= $vips_needed" || echo libvips-dev
    has_library sqlite3 || echo libsqlite3-dev
    has_library icu-uc || echo libicu-dev
    has_stemmer || echo libstemmer-dev
    has_library libpq || echo libpq-dev
    has_library libarchive || echo libarchive-dev
    has_library libxml-2.0 || echo libxml2-dev
    [ -e /usr/include/hnswlib/hnswlib.h ] || [ -e /usr/local/include/hnswlib/hnswlib.h ] || echo libhnswlib-dev
    command -v python3 >/dev/null || echo python3
    find_python || echo python3-pip
    missing_cxx_package
}

missing_brew_packages() {
    command -v pkg-config >/dev/null || echo pkgconf
    has_library "vips >= $vips_needed" || echo vips
    has_library icu-uc || echo icu4c
    has_stemmer || echo snowball
    has_library libpq || echo libpq
    has_library libarchive || echo libarchive
    has_library libxml-2.0 || echo libxml2
    find_python || echo python
}

ensure_system_libraries() {
    local start missing outcome="all there"
    start=$(now)
    case "$platform" in
        macos-*) missing=$(missing_brew_packages | xargs) ;;
        *) missing=$(missing_apt_packages | xargs) ;;
    esac
    if [ -n "$missing" ]; then
        if [ "$check_only" = yes ]; then
            fail "System libraries are missing: $missing" "run Scripts/bootstrap without --check"
        fi
        case "$platform" in
            macos-*) install_with_brew "$missing" ;;
            *) install_with_apt "$missing" ;;
        esac
        outcome="installed: $missing"
    fi
    find_python || fail "No Python with pip was found." "install python3 and pip, e.g. apt-get install python3-pip"
    has_library "vips >= $vips_needed" ||
        fail "libvips $vips_needed or newer was not found by pkg-config (found: $(pkg-config --modversion vips 2>&1 | sed -n 1p))." \
            "install libvips' development files from a newer release of your system"
    report "system libraries" "$outcome" "$start"
}

install_with_brew() {
    local package
    command -v brew >/dev/null || fail "Missing: $1" "install Homebrew (https://brew.sh), then run this again" \
        "or install these in another way so that pkg-config finds them"
    for package in $1; do brew install --quiet "$package"; done
}

install_with_apt() {
    local packages extra command
    packages=$(echo "$1" | xargs)
    command="apt-get install --yes --no-install-recommends $packages"
    if ! command -v apt-get >/dev/null; then
        fail "These packages of Debian and Ubuntu are missing, and this system has no apt-get: $packages" \
            "install their like: the development files of libvips, ICU, libstemmer, libpq and SQLite, pkg-config, git, Python 3 with pip, a C++ library" \
            "on Fedora: dnf install vips-devel libicu-devel libstemmer-devel libpq-devel sqlite-devel pkgconf git python3-pip libstdc++-devel"
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root=''
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=sudo
    else
        fail "These packages are missing, and installing them needs root: $packages" \
            "run as root: apt-get update && $command" "then run Scripts/bootstrap again"
    fi
    say "  apt: installing $packages"
    # A HEIC decoder is a package of its own on newer systems, and only recommended by libvips.
    case " $packages " in
        *" libvips-dev "*) extra=libheif-plugin-libde265 ;;
        *) extra='' ;;
    esac
    # The lists may be absent or stale: fetch them only when the first try fails.
    if ! apt_install "$packages"; then
        as_root_run apt-get -qq update >>"$apt_log" 2>&1 || apt_failed "$packages"
        apt_install "$packages" || apt_failed "$packages"
    fi
    if [ -n "$extra" ] && apt-cache show "$extra" >/dev/null 2>&1; then apt_install "$extra" || true; fi
}

as_root_run() {
    $as_root env DEBIAN_FRONTEND=noninteractive "$@" </dev/null
}

apt_log=${TMPDIR:-/tmp}/souk-bootstrap-apt.$$.log

apt_install() {
    # shellcheck disable=SC2086  # a list of packages
    as_root_run apt-get -qq -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 \
        install --yes --no-install-recommends $1 >>"$apt_log" 2>&1
}

apt_failed() {
    tail -n 15 "$apt_log" >&2
    fail "apt could not install: $1 (its words are above; all of them in $apt_log)" \
        "offline or behind a proxy: set http_proxy and https_proxy, or Acquire::http::Proxy in /etc/apt/apt.conf.d" \
        "a disk that is full: free some space (df -h /)" \
        "another release of the system may name them otherwise: apt-cache search libvips"
}
