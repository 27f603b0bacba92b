@{
    RootModule             = 'Xe.PowerShell.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6f6c7f5e-6a2a-4f57-9f0b-9d7f2c1f3b9e'
    Author                 = 'The Xe.Tools authors'
    CompanyName            = 'Xe.Tools'
    Copyright              = '(c) the Xe.Tools authors. MIT licence.'
    Description            = 'Nodes, accounts, blocks, compute leases, names and messages of the XE network.'
    PowerShellVersion      = '7.6'
    CompatiblePSEditions   = @('Core')
    FormatsToProcess       = @('Xe.Format.ps1xml')
    CmdletsToExport        = @(
        'Connect-XeNode'
        'Disconnect-XeNode'
        'Get-XeBalance'
        'Get-XeBlock'
        'Get-XeNode'
        'Get-XePending'
        'Get-XeWallet'
        'Invoke-XeClaim'
        'New-XeWallet'
        'Receive-XeBlock'
        'Send-XeBlock'
        'Start-XeNode'
        'Stop-XeNode'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('XE', 'blockchain', 'lattice', 'node', 'PSEdition_Core', 'Linux', 'MacOS', 'Windows')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
