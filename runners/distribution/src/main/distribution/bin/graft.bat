@echo off
rem The graft command on Windows, of an unpacked distribution.
rem
rem   JAVA_HOME         the Java to use, version 17 or newer; without it, the java of the PATH
rem   GRAFT_JAVA_OPTS   more options for Java, for example -Xmx8g; those of JAVA_OPTS come before them
rem   GRAFT_PLUGINS     more folders of plugins, with semicolons between them
rem   GRAFT_CACHE       the folder of fetched weights and kept features
rem   GRAFT_CACHE_SIZE  most that kept features may take: 20 GB; 0 keeps none
setlocal EnableExtensions DisableDelayedExpansion
for %%i in ("%~dp0..") do set "home=%%~fi"

if not defined JAVA_HOME goto search
set "java=%JAVA_HOME%\bin\java.exe"
if exist "%java%" goto found
echo graft: JAVA_HOME is "%JAVA_HOME%", but there is no bin\java.exe in it>&2
exit /b 2

:search
set "java="
for %%j in (java.exe) do set "java=%%~$PATH:j"
if defined java goto found
echo graft: java was not found; install Java, version 17 or newer>&2
exit /b 2

rem A JDK writes its version into a file called release; only where there is none is Java asked.
:found
for %%j in ("%java%") do set "PATH=%%~dpj;%PATH%"
for %%j in ("%java%") do set "release=%%~dpj..\release"
set "version="
if exist "%release%" for /f "usebackq tokens=1,2 delims==" %%a in ("%release%") do if "%%a"=="JAVA_VERSION" set "version=%%~b"
if not defined version for /f "tokens=3" %%v in ('java -version 2^>^&1 ^| findstr /c:" version "') do set "version=%%~v"
if not defined version goto unknown
set "full=%version%"
for /f "delims=.-+_" %%v in ("%version%") do set "version=%%v"
if %version% LSS 17 goto old

set "collector="
set JAVA_OPTS 2>nul | findstr /r /c:"-XX:+Use.*GC" >nul && set "collector=named"
set GRAFT_JAVA_OPTS 2>nul | findstr /r /c:"-XX:+Use.*GC" >nul && set "collector=named"
set "options="
for /f "usebackq eol=# tokens=1-3" %%a in ("%home%\lib\java.options") do call :option "%%a" "%%b" "%%c"

"%java%" %options% %JAVA_OPTS% %GRAFT_JAVA_OPTS% -Dgraft.home="%home%" -Dgraft.command=graft -cp "%home%\lib\graft.jar" dev.graft.cli.Main %*
exit /b %ERRORLEVEL%

rem One line of java.options, by its first word.
:option
if "%~1"=="env" goto env
if "%~1"=="gc" goto gc
if %version% GEQ %~1 set "options=%options% %~2"
goto :eof
:env
if not defined %~2 set "%~2=%~3"
goto :eof
:gc
if not defined collector set "options=%options% %~2"
goto :eof

:unknown
echo graft: "%java%" does not say which version it is; Graft needs Java 17 or newer>&2
exit /b 2

:old
echo graft: "%java%" is version %full%; Graft needs Java 17 or newer: set JAVA_HOME to one>&2
exit /b 2
