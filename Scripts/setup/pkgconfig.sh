# shellcheck shell=bash
# libtorch for pkg-config: .deps/pkgconfig/libtorch.pc, for packages that depend on Souk by version.

ensure_pkgconfig() {
    [ "$check_only" = no ] || return 0
    mkdir -p "$deps/pkgconfig"
    write_pkgconfig >"$deps/pkgconfig/.libtorch.pc"
    if cmp -s "$deps/pkgconfig/.libtorch.pc" "$deps/pkgconfig/libtorch.pc"; then
        rm "$deps/pkgconfig/.libtorch.pc"
        return 0
    fi
    mv "$deps/pkgconfig/.libtorch.pc" "$deps/pkgconfig/libtorch.pc"
    forget_manifests
}

write_pkgconfig() {
    cat <<TEXT
prefix=$deps/python/torch
includedir=\${prefix}/include
libdir=\${prefix}/lib

Name: libtorch
Description: PyTorch's C++ library
Version: $(torch_version)
Cflags: -I\${includedir}
Libs: -L\${libdir} -ltorch_cpu -lc10
TEXT
}

# Package.swift looks whether libtorch is here, and SwiftPM remembers what it answered before it was.
forget_manifests() {
    local cache
    for cache in "${XDG_CACHE_HOME:-$HOME/.cache}/org.swift.swiftpm" "$HOME/Library/Caches/org.swift.swiftpm"; do
        rm -f "$cache"/manifests/manifest.db*
    done
}
