@echo off
rem Makes .venv and installs the project with the extra given: "" or "[dev]".
set PYTHONUTF8=1
if not exist .venv\Scripts\python.exe (
    py -3 -m venv .venv || python -m venv .venv || exit /b 3
)
.venv\Scripts\python.exe -m pip install -q --disable-pip-version-check -e ".%~1" || exit /b 3
