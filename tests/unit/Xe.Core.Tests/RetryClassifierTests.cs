namespace Xe.Core.Tests;

public sealed class RetryClassifierTests
{
    // The list of spec 03 §19, once more and by hand.
    [Theory]
    [InlineData("previous block not found")]
    [InlineData("source send not pending: x")]
    [InlineData("certificate abc not found")]
    [InlineData("frontier mismatch")]
    [InlineData("previous mismatch: got a, want b")]
    [InlineData("GetAccountChain: disk")]
    [InlineData("GetBlock: disk")]
    [InlineData("account has unresolved conflict — block rejected pending resolution")]
    [InlineData("CommitBlock: Transaction Conflict. Please retry")]
    [InlineData("lease not yet accepted for settle (state created): retry after accept")]
    [InlineData("lease_accept epoch not yet available for accept time 1")]
    [InlineData("… retry after statechain syncs")]
    [InlineData("cancel-wins: provider chain busy: retry after sync")]
    [InlineData("send from unopened account: a")]
    [InlineData("verify: verify: HashBlock: MarshalBlock: unknown block type \"x\"")]
    [InlineData("block type \"x\" requires feature \"y\": not yet activated")]
    public void A_listed_phrase_makes_a_refusal_retryable(string text)
    {
        Assert.True(RetryClassifier.IsRetryable(text));
        Assert.True(new Rejection("code", text).Retryable);
        Assert.True(new Rejection("code", text).Prefixed("conflict block: ").Retryable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Not Found")]
    [InlineData("previous Mismatch")]
    [InlineData("getblock: disk")]
    [InlineData("lease already accepted")]
    [InlineData("cannot cancel lease in accepted state: accept is finalized")]
    [InlineData("signature verification failed")]
    [InlineData("balance mismatch: expected 1, got 2")]
    public void Anything_else_is_terminal(string text) => Assert.False(RetryClassifier.IsRetryable(text));
}
