@echo off
rem The main job on the built-in example. Needs Python 3.11 or newer. Results stand in demo-out.
setlocal
chcp 65001 >nul
cd /d "%~dp0.."
call scripts\environment.cmd "" || exit /b 3
.venv\Scripts\aimed.exe demo %* -o demo-out
