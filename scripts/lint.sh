#!/usr/bin/env bash
# Format, lint, types and import rules; changes nothing.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

need_environment "[dev]"
cd "$PROJECT"
say "格式、代码检查、类型、导入规则"
"$BIN/ruff" format --check --quiet . || fail "有文件未按格式书写：请运行 scripts/format.sh。"
"$BIN/ruff" check --quiet .
"$BIN/mypy" --no-error-summary
"$BIN/mypy" --no-error-summary --config-file tests/mypy.ini tests/core tests/ui
"$BIN/mypy" --no-error-summary --explicit-package-bases tests/end2end tests/benchmarks tests/torture scripts/*.py
report=$("$BIN/lint-imports" 2>&1) || {
    printf '%s\n' "$report"
    exit 1
}
