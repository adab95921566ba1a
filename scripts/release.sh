#!/usr/bin/env bash
# Makes everything that is handed out and tries it: the folder for Linux, then folder, zip and installer for Windows
# under Wine. Not part of CI: it takes about ten minutes.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

cd "$PROJECT"
bash scripts/build.sh
bash scripts/build_windows.sh
bash scripts/try_windows.sh
(cd dist/windows && sha256sum ./*.zip ./*.exe >SHA256SUMS)
say "都在 dist/ 里"
