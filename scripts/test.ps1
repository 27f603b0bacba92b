# Everything that tests, as scripts/test.sh does, on a machine without bash. Names limit it to those test projects.
#Requires -Version 7.4
param([Parameter(ValueFromRemainingArguments)][string[]] $Name)
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
Set-Location $root
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

function Write-Note([string] $Text) { [Console]::Error.WriteLine($Text) }

if (-not (Get-Command dotnet -ErrorAction Ignore)) {
    Write-Note 'error: the .NET 10 SDK is missing: https://dotnet.microsoft.com/download'
    exit 1
}
$results = Join-Path $root 'artifacts/test-results'
if (Test-Path $results) { Remove-Item -Recurse -Force $results }
$null = New-Item -ItemType Directory -Force $results

& dotnet build Xe.Tools.sln -c Release --nologo -v q -warnaserror | ForEach-Object { Write-Note $_ }
if ($LASTEXITCODE -ne 0) { Write-Note 'the build failed'; '0 passed, 1 failed'; exit 1 }

$passed = $failed = $skipped = 0
$projects = Get-ChildItem tests -Recurse -Filter '*.Tests.csproj' | Where-Object FullName -NotMatch 'node_modules' | Sort-Object Name
foreach ($project in $projects) {
    if ($Name -and $project.BaseName -notin $Name) { continue }
    Write-Note "== $($project.BaseName)"
    $trx = Join-Path $results "$($project.BaseName).trx"
    & dotnet test $project.FullName -c Release --no-build --nologo --logger 'console;verbosity=minimal' `
        --logger "trx;LogFileName=$($project.BaseName).trx" --results-directory $results --blame-hang-timeout 10m --blame-hang-dump-type none
    $code = $LASTEXITCODE
    $good = $bad = $total = 0
    if (Test-Path $trx) {
        $counters = ([xml](Get-Content -Raw $trx)).TestRun.ResultSummary.Counters
        $total = [int]$counters.total
        $good = [int]$counters.passed
        $bad = [int]$counters.failed + [int]$counters.error + [int]$counters.timeout + [int]$counters.aborted
    }
    if ($code -ne 0 -and $bad -eq 0) { $bad = 1; $total = [Math]::Max($total, $good + 1) }
    $passed += $good
    $failed += $bad
    $skipped += $total - $good - $bad
}

if ((Test-Path 'tests/pester/*.Tests.ps1') -and (-not $Name -or 'pester' -in $Name)) {
    $log = Join-Path $results 'pester.log'
    & (Get-Process -Id $PID).Path -NoLogo -NoProfile -NonInteractive -File (Join-Path $PSScriptRoot 'pester.ps1') | Tee-Object -FilePath $log
    $code = $LASTEXITCODE
    $line = Get-Content $log | Where-Object { $_ -match '^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$' } | Select-Object -Last 1
    if ($line -match '^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$') {
        $bad = [int]$Matches[2]
        $passed += [int]$Matches[1]
        $failed += if ($code -ne 0 -and $bad -eq 0) { 1 } else { $bad }
        $skipped += [int]$Matches[3]
    }
    else {
        Write-Note 'the Pester suite did not run; it needs: Install-PSResource Pester -Version 5.7.1'
        $failed++
    }
}

if ($passed + $failed -eq 0) { Write-Note 'no test ran'; '0 passed, 1 failed'; exit 1 }
if ($skipped) { "$passed passed, $failed failed, $skipped skipped" } else { "$passed passed, $failed failed" }
exit [int]($failed -gt 0)
