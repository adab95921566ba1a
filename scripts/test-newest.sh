#!/usr/bin/env bash
# The tests once more, on the newest versions that the ranges of pyproject.toml allow, in .venv-newest.
# Usage: scripts/test-newest.sh [PYTEST ARGUMENTS]
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

NEWEST="$PROJECT/.venv-newest"

need_packages "${TEST_PACKAGES[@]}"
make_environment "$NEWEST"
say "安装各依赖目前允许的最新版本"
cd "$PROJECT"
pip_install "$NEWEST" --upgrade --upgrade-strategy eager -e ".[dev]"
say "测试"
run_tests "$NEWEST/bin/python" "$@"
