#!/usr/bin/env bash
# Everything that must hold before a change is handed in: lint, types, import rules, all tests.
# Usage: scripts/test.sh [PYTEST ARGUMENTS]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

need_packages "${TEST_PACKAGES[@]}"
need_environment "[dev]"

cd "$PROJECT"
scripts/lint.sh
say "测试"
exec "$BIN/python" -m pytest "$@"
