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
        'Complete-XeBlock'
        'Connect-XeNode'
        'ConvertFrom-XeMicroUnit'
        'ConvertTo-XeAddress'
        'ConvertTo-XeMicroUnit'
        'Disconnect-XeNode'
        'Export-XeWallet'
        'Get-XeAccount'
        'Get-XeActivation'
        'Get-XeBalance'
        'Get-XeBlock'
        'Get-XeCertificate'
        'Get-XeConflict'
        'Get-XeDaoKeyset'
        'Get-XeDelegation'
        'Get-XeEndpoint'
        'Get-XeFrontier'
        'Get-XeGenesis'
        'Get-XeKeyset'
        'Get-XeLease'
        'Get-XeName'
        'Get-XeNetworkReadiness'
        'Get-XeNode'
        'Get-XeNodeHealth'
        'Get-XeNodeReadiness'
        'Get-XePending'
        'Get-XeProvider'
        'Get-XeReputation'
        'Get-XeStateValue'
        'Get-XeSupply'
        'Get-XeVersion'
        'Get-XeWallet'
        'Import-XeWallet'
        'Invoke-XeBurn'
        'Invoke-XeClaim'
        'Invoke-XeMint'
        'New-XeBlock'
        'New-XeMultisigAccount'
        'New-XeWallet'
        'Receive-XeBlock'
        'Resolve-XeName'
        'Restart-XeNode'
        'Send-XeBlock'
        'Start-XeNode'
        'Stop-XeNode'
        'Submit-XeBlock'
        'Test-XeGenesis'
        'Test-XeNode'
        'Update-XeMultisigAccount'
        'Wait-XeBlock'
        'Wait-XeNode'
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
