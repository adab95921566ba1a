@echo off
rem Makes .venv and installs what requirements.lock holds for the extra given, "" or "[dev]", then the project.
set PYTHONUTF8=1
if not exist .venv\Scripts\python.exe (
    py -3 -m venv .venv || python -m venv .venv || exit /b 3
)
.venv\Scripts\python.exe scripts\locked.py "%~1" > .venv\locked.txt || exit /b 3
.venv\Scripts\python.exe -m pip install -q --disable-pip-version-check --require-hashes -r .venv\locked.txt || exit /b 3
.venv\Scripts\python.exe -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . || exit /b 3
