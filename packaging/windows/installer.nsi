; Installs for one user, without admin right; VERSION, FOLDER, ICON and OUT come from scripts/build_windows.sh.
; The data lies in %LOCALAPPDATA%\AIMed: neither installing nor upgrading touches it, and uninstalling asks first.

Target amd64-unicode
Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor /SOLID lzma
Name "申报助手"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\申报助手"
Icon "${ICON}"
UninstallIcon "${ICON}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "申报助手"
VIAddVersionKey /LANG=2052 "FileDescription" "申报助手安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!include LogicLib.nsh

!define PROGRAM "申报助手.exe"
!define DATA "$LOCALAPPDATA\AIMed"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\AIMed"

LoadLanguageFile "${NSISDIR}\Contrib\Language files\SimpChinese.nlf"
Page directory "" "" check_folder
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

; Only a folder of our own is ever replaced or taken away.
!macro REMOVE_PROGRAM
    RMDir /r "$INSTDIR\app"
    RMDir /r "$INSTDIR\dlls"
    RMDir /r "$INSTDIR\lib"
    RMDir /r "$INSTDIR\packages"
    RMDir /r "$INSTDIR\许可"
    Delete "$INSTDIR\${PROGRAM}"
    Delete "$INSTDIR\aimed.exe"
    Delete "$INSTDIR\python311._pth"
    Delete "$INSTDIR\python3.dll"
    Delete "$INSTDIR\python311.dll"
    Delete "$INSTDIR\vcruntime140.dll"
    Delete "$INSTDIR\vcruntime140_1.dll"
    Delete "$INSTDIR\LICENSE"
    Delete "$INSTDIR\文件来源.csv"
!macroend

; The program keeps its library open while it runs: then nothing is begun.
!macro REFUSE_WHILE_RUNNING
    ${If} ${FileExists} "$INSTDIR\python311.dll"
        ClearErrors
        FileOpen $0 "$INSTDIR\python311.dll" a
        ${If} ${Errors}
            MessageBox MB_OK|MB_ICONEXCLAMATION "申报助手正在运行。请先关闭它，再重新开始。" /SD IDOK
            SetErrorLevel 3
            Quit
        ${EndIf}
        FileClose $0
    ${EndIf}
!macroend

; associate SUFFIX KIND WORDS
!macro ASSOCIATE SUFFIX KIND WORDS
    WriteRegStr HKCU "Software\Classes\${SUFFIX}" "" "${KIND}"
    WriteRegStr HKCU "Software\Classes\${KIND}" "" "${WORDS}"
    WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
    WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
!macroend

!macro DISSOCIATE SUFFIX KIND
    ReadRegStr $0 HKCU "Software\Classes\${SUFFIX}" ""
    ${If} $0 == "${KIND}"
        DeleteRegKey HKCU "Software\Classes\${SUFFIX}"
    ${EndIf}
    DeleteRegKey HKCU "Software\Classes\${KIND}"
!macroend

!macro TELL_SHELL
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function .onInit
    ReadRegStr $0 HKCU "${UNINSTALL}" "InstallLocation"
    ${If} $0 != ""
    ${AndIf} $INSTDIR == "$LOCALAPPDATA\Programs\申报助手"
        StrCpy $INSTDIR $0
    ${EndIf}
FunctionEnd

; A folder that holds other people's files gets a folder of ours inside.
Function check_folder
    ${If} ${FileExists} "$INSTDIR\*.*"
    ${AndIfNot} ${FileExists} "$INSTDIR\python311._pth"
        StrCpy $INSTDIR "$INSTDIR\申报助手"
    ${EndIf}
FunctionEnd

Section
    Call check_folder
    !insertmacro REFUSE_WHILE_RUNNING
    !insertmacro REMOVE_PROGRAM
    ClearErrors
    SetOutPath "$INSTDIR"
    File /r "${FOLDER}\*.*"
    ${If} ${Errors}
        MessageBox MB_OK|MB_ICONSTOP "有文件没有写进“$INSTDIR”：磁盘可能已满，或文件夹不能写入。请处理后重新安装。" /SD IDOK
        SetErrorLevel 3
        Quit
    ${EndIf}
    WriteUninstaller "$INSTDIR\卸载.exe"
    CreateShortcut "$SMPROGRAMS\申报助手.lnk" "$INSTDIR\${PROGRAM}"
    !insertmacro ASSOCIATE ".aimed" "AIMed.File" "申报助手交接文件或备份"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "申报助手"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
    WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\卸载.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\卸载.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
    !insertmacro TELL_SHELL
SectionEnd

Section "Uninstall"
    !insertmacro REFUSE_WHILE_RUNNING
    !insertmacro REMOVE_PROGRAM
    Delete "$INSTDIR\卸载.exe"
    SetOutPath "$TEMP"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\申报助手.lnk"
    !insertmacro DISSOCIATE ".aimed" "AIMed.File"
    DeleteRegKey HKCU "${UNINSTALL}"
    !insertmacro TELL_SHELL
    ${If} ${FileExists} "${DATA}\*.*"
        MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 \
            "程序已卸载。要把档案库、单位档案和设置也删除吗？删除后无法找回。$\r$\n$\r$\n不确定请选“否”，以后重新安装还能接着用。" \
            /SD IDNO IDNO keep
        RMDir /r "${DATA}"
        keep:
    ${EndIf}
SectionEnd
