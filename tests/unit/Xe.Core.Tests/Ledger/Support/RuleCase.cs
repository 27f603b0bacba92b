using Xe.Core.Blocks;
using Xe.Core.Ledger;

namespace Xe.Core.Tests.Ledger.Support;

/// <summary>One refusal of the specification: how to bring it about, and what it must say.</summary>
/// <param name="Name">Type and number of the check in spec 03.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Retryable">Its class.</param>
/// <param name="Make">Prepares the rig and gives the block with the exact text expected.</param>
/// <param name="Synced">Whether the block comes by sync.</param>
/// <param name="Direct">True where the credential check answers before the rule: the rule is asked alone.</param>
internal sealed record RuleCase(string Name, string Code, bool Retryable, Func<LeaseRig, (Block Block, string Text)> Make, bool Synced = false, bool Direct = false)
{
    public void Run(NetworkRules? rules = null)
    {
        var leases = new LeaseRig(rules);
        (Block block, string text) = Make(leases);
        int before = leases.Rig.Writer.Log.Count;
        Rejection? refused;
        if (Direct)
        {
            refused = leases.Rig.Judge(block, Synced);
        }
        else
        {
            AddResult result = leases.Rig.Add(block, Synced);
            Assert.Equal(AddOutcome.Rejected, result.Outcome);
            refused = result.Rejection;
        }
        Assert.Equal(text, refused?.Text);
        Assert.Equal(Code, refused!.Code);
        Assert.Equal(Retryable, refused.Retryable);
        Assert.Equal(before, leases.Rig.Writer.Log.Count);
    }
}
