# What every suite needs: the built module, a folder that goes away, and nodes that stop with it.
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
$ModulePath = if ($env:XE_MODULE) { $env:XE_MODULE } else { Join-Path $root 'artifacts/module/Xe/Xe.psd1' }
if (-not (Test-Path $ModulePath)) { throw "the module is not built: dotnet build src/Xe.PowerShell -t:BuildModule -c Release" }
Import-Module $ModulePath -Force

# Makes a folder for a suite, with a wallet directory of its own.
function New-Sandbox {
    $path = Join-Path ([IO.Path]::GetTempPath()) "xe-pester-$([Guid]::NewGuid().ToString('n').Substring(0, 12))"
    $null = New-Item -ItemType Directory $path
    foreach ($name in 'XE_NODE', 'XE_DATA', 'XE_TOKEN', 'XE_WALLET', 'XE_WALLET_PASSWORD') { Remove-Item "env:$name" -ErrorAction Ignore }
    $env:XE_WALLET_DIR = Join-Path $path 'wallets'
    $path
}

# Starts a node of the development network on free ports, without peers.
function Start-TestNode([string] $Path) {
    Start-XeNode -DataPath $Path -ApiPort 0 -Port 0 -MetricsAddress '' -NoNetwork
}

# Ends every node below a folder, whatever state the suite left it in, and removes the folder.
function Remove-Sandbox([string] $Path) {
    Set-Location ([IO.Path]::GetTempPath())
    Disconnect-XeNode
    Get-ChildItem $Path -Recurse -Filter node.json -ErrorAction Ignore | ForEach-Object {
        Stop-XeNode -DataPath $_.DirectoryName -ErrorAction Ignore -WarningAction Ignore
    }
    Remove-Item $Path -Recurse -Force -ErrorAction Ignore
}
