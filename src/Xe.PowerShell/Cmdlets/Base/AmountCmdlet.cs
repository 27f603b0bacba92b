using System.Management.Automation;
using Xe.Client;
using Xe.Core.Primitives;

namespace Xe.PowerShell.Cmdlets;

/// <summary>A signing cmdlet that is told an amount: in whole units, exactly, or in micro-units.</summary>
public abstract class AmountCmdlet : SigningCmdlet
{
    /// <summary>Parameter set with <see cref="Amount"/>.</summary>
    protected const string AmountSet = "Amount";

    /// <summary>Parameter set with <see cref="MicroUnit"/>.</summary>
    protected const string MicroUnitSet = "MicroUnit";

    /// <summary>Whole units, at most six decimal places.</summary>
    [Parameter(ParameterSetName = AmountSet, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public decimal Amount { get; set; }

    /// <summary>Micro-units.</summary>
    [Parameter(ParameterSetName = MicroUnitSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public ulong MicroUnit { get; set; }

    /// <summary>The amount in micro-units; more than six places are refused, never rounded.</summary>
    private protected ulong Micros
    {
        get
        {
            ulong micros = ParameterSetName == MicroUnitSet ? MicroUnit : Micro.FromUnits(Amount);
            return micros > 0 ? micros : throw new XeException(XeErrors.BadValue, "the amount must be above 0");
        }
    }

    internal static Asset AssetOf(string text) => string.Equals(text, "XE", StringComparison.OrdinalIgnoreCase) ? Asset.Xe : Asset.Xusd;
}
