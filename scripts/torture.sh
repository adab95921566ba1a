#!/usr/bin/env bash
# The long run: kills in the middle of every deed, full and read-only disks, flipped bits, mangled files.
# Usage: scripts/torture.sh [--short] [--only kills|typing|disks|flips|mangled]… [--seed N] [-o FILE]; root, to mount.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

need_packages "${QT_PACKAGES[@]}"
need_environment "[dev]"
cd "$PROJECT"
exec "$BIN/python" -m tests.torture "$@"
