# shellcheck shell=bash
# libtorch in .deps/python/torch: the C++ library out of PyTorch's wheel.

# Only what a C++ program needs is kept: headers and libraries, without the Python modules and the tests.
torch_wanted=(--keep 'torch/include/*' --keep 'torch/lib/*' --keep 'torch.libs/*' --keep 'torch/version.py'
    --keep 'torch-*.dist-info/licenses/*' --drop '*libtorch_python*' --drop '*libshm*' --drop '*_test.*'
    --drop '*libbackend_with_compiler*' --drop '*libaoti_custom_ops*' --drop '*libtorch_global_deps*')
torch_cuda_libraries=(--drop 'torch/lib/*cuda*' --drop 'torch/lib/*nvrtc*' --drop 'torch/lib/*nvshmem*'
    --drop 'torch/lib/libtorch.*')

torch_rows() {
    if [ "$torch_kind" = cuda ]; then locked torch | grep -v '+cpu'; else locked torch; fi
}

torch_key() { printf '%s %s\n' "$torch_kind" "$(torch_rows | awk '{ print $3 }' | xargs)"; }

ensure_torch() {
    local start key suffix=so
    start=$(now)
    key=$(torch_key)
    case "$platform" in macos-*) suffix=dylib ;; esac
    if has_part torch "$key" python/torch/include "python/torch/lib/libtorch_cpu.$suffix"; then
        [ "$check_only" = no ] || check_torch_files
        report "libtorch" "$(torch_version), there" "$start"
        return
    fi
    begin_part torch
    if [ "$torch_kind" = cuda ]; then check_disk 12; else check_disk 4; fi
    fetch_wheel torch "$(torch_rows)"
    unpack_torch
    check_loads "$staging/torch/torch/lib/libtorch_cpu.$suffix"
    local item
    rm -rf "$deps/python/nvidia" "$deps"/python/torch-*.dist-info
    for item in "$staging"/torch/*; do place "torch/$(basename "$item")" "python/$(basename "$item")"; done
    mkdir -p "$stamps"
    (cd "$deps/python" && hash_files torch/lib/* >"$stamps/torch.files")
    stamp_part torch "$key"
    rm -rf "$deps/downloads/torch" "$deps"/downloads/nvidia-*
    report "libtorch" "$(torch_version), $(du -sm "$deps/python/torch" | cut -f 1) MB in .deps/python/torch" "$start"
}

unpack_torch() {
    local into=$staging/torch package rows
    case "$(basename "$wheel")-$torch_kind" in
        *+cpu*) unpack "$wheel" "$into" "${torch_wanted[@]}" ;;
        *macosx*) unpack "$wheel" "$into" "${torch_wanted[@]}" ;;
        *-cuda)
            unpack "$wheel" "$into" "${torch_wanted[@]}"
            add_nvidia cuda-base --drop '*/include/*'
            add_nvidia cuda --drop '*/include/*' ;;
        # A CUDA build used on the CPU: its libtorch_cpu is linked to two small libraries of CUDA's.
        *)
            unpack "$wheel" "$into" "${torch_wanted[@]}" "${torch_cuda_libraries[@]}"
            add_nvidia cuda-base --keep '*/libcudart.so*' --keep '*/libcupti.so*' --keep '*/licenses/*' ;;
    esac
}

# libtorch's own search path leads from torch/lib to nvidia/*/lib beside torch.
add_nvidia() {
    local group=$1 package
    shift
    for package in $(locked "$group" | awk '{ print $1 }'); do
        fetch_wheel "$package" "$(locked "$group" | awk -v package="$package" '$1 == package')"
        unpack "$wheel" "$staging/torch" "$@"
    done
}

check_torch_files() {
    local found
    found=$(cd "$deps/python" && hash_files torch/lib/*)
    [ "$found" = "$(cat "$stamps/torch.files")" ] || fail "The libraries in .deps/python/torch/lib were changed since they were unpacked." \
        "remove .deps/.stamps/torch and run Scripts/bootstrap again"
}

check_loads() {
    local lost
    command -v ldd >/dev/null || return 0
    lost=$(ldd "$1" | awk '/not found/ { print $1 }' | xargs)
    [ -z "$lost" ] || fail "libtorch needs libraries that this machine lacks: $lost" \
        "libgcc_s, libstdc++: apt-get install libstdc++6 libgcc-s1" \
        "a version of GLIBC: use a newer system (Debian 12, Ubuntu 22.04 or later)"
}

torch_version() { sed -nE "s/^__version__ = '(.*)'/\1/p" "$deps/python/torch/version.py"; }
