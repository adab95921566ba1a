@echo off
rem Lint, types, import rules and all tests that can run on Windows.
setlocal
chcp 65001 >nul
cd /d "%~dp0.."
call scripts\environment.cmd "[dev]" || exit /b 3
.venv\Scripts\ruff.exe format --check --quiet . || exit /b 1
.venv\Scripts\ruff.exe check --quiet . || exit /b 1
.venv\Scripts\mypy.exe --no-error-summary || exit /b 1
.venv\Scripts\lint-imports.exe || exit /b 1
.venv\Scripts\python.exe -m pytest %*
