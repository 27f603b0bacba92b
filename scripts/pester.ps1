# Runs tests/pester and ends with the plain line "N passed, N failed[, N skipped]".
#Requires -Version 7.4
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$tools = Join-Path $root 'artifacts/tools/modules'
if (Test-Path $tools) { $env:PSModulePath = $tools + [IO.Path]::PathSeparator + $env:PSModulePath }
Import-Module Pester -MinimumVersion 5.5
dotnet build (Join-Path $root "src/Xe.PowerShell") -t:BuildModule -c Release --nologo -v q
if ($LASTEXITCODE -ne 0) { throw "the module could not be built" }
$configuration = New-PesterConfiguration
$configuration.Run.Path = Join-Path $root 'tests/pester'
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.CIFormat = 'None'
$result = Invoke-Pester -Configuration $configuration
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
$skipped = $result.SkippedCount + $result.NotRunCount + $result.InconclusiveCount
$line = "$($result.PassedCount) passed, $failed failed"
if ($skipped -gt 0) { $line += ", $skipped skipped" }
[Console]::Out.WriteLine($line)
exit [int]($failed -gt 0)
