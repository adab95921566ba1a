#!/usr/bin/env bash
# Collects the locked wheels of one system in dist/wheels: `wheelhouse.sh win_amd64|x86_64|aarch64 [EXTRA]`.
# x86_64 and aarch64 are Linux with glibc 2.28; a package without such a wheel is named and ends it.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

SYSTEM=${1:?win_amd64, x86_64 or aarch64}
FOLDER="$PROJECT/dist/wheels/$SYSTEM"
case $SYSTEM in
    win_amd64) platforms=(--platform win_amd64) ;;
    x86_64 | aarch64)
        platforms=(--platform "manylinux2014_$SYSTEM" --platform "manylinux2010_$SYSTEM")
        for minor in 28 27 26 24 17 12 5; do platforms+=(--platform "manylinux_2_${minor}_$SYSTEM"); done
        ;;
    *) fail "不认识的系统：$SYSTEM" ;;
esac

need_environment ""
rm -rf "$FOLDER"
mkdir -p "$FOLDER"
"$BIN/python" "$PROJECT/scripts/locked.py" "${2:-}" >"$FOLDER/locked.txt"
say "收集 $SYSTEM 的软件包"
"$BIN/python" -m pip download -q --disable-pip-version-check --require-hashes --no-deps --only-binary=:all: \
    --implementation cp --python-version 3.11 --abi cp311 --abi abi3 --abi none "${platforms[@]}" \
    -r "$FOLDER/locked.txt" -d "$FOLDER"
