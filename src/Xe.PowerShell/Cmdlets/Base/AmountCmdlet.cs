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
            if (ParameterSetName == MicroUnitSet)
                return MicroUnit;
            if (Amount <= 0)
                throw new XeException(XeErrors.BadValue, "the amount must be above 0");
            decimal micro;
            try
            {
                micro = Amount * Core.Primitives.Amount.MicroPerToken;
            }
            catch (OverflowException)
            {
                throw new XeException(XeErrors.BadValue, "the amount is beyond 64 bits of micro-units");
            }
            if (decimal.Truncate(micro) != micro)
                throw new XeException(XeErrors.BadValue, $"the amount has at most six decimal places, got {Amount.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            return micro <= ulong.MaxValue ? (ulong)micro : throw new XeException(XeErrors.BadValue, "the amount is beyond 64 bits of micro-units");
        }
    }

    private protected static Asset AssetOf(string text) => string.Equals(text, "XE", StringComparison.OrdinalIgnoreCase) ? Asset.Xe : Asset.Xusd;
}
