namespace Xe.Client;

/// <summary>What a user can be told: a wallet that cannot be opened, a node that cannot be reached, a block that was refused.
/// The message is written for people and holds no secret.</summary>
public sealed class XeException : Exception
{
    /// <summary>A failure.</summary>
    /// <param name="code">One of <see cref="XeErrors"/>, or the code of a <see cref="Core.Rejection"/>.</param>
    /// <param name="text">For people.</param>
    /// <param name="retryable">Whether the same call may pass later.</param>
    /// <param name="status">HTTP status of the node's answer; null where it gave none.</param>
    /// <param name="cause">What lay under it.</param>
    public XeException(string code, string text, bool retryable = false, int? status = null, Exception? cause = null)
        : base(text, cause)
    {
        Code = code;
        Retryable = retryable;
        Status = status;
    }

    /// <summary>Stable name of the reason, snake_case.</summary>
    public string Code { get; }

    /// <summary>Whether the same call may pass later.</summary>
    public bool Retryable { get; }

    /// <summary>HTTP status of the node's answer; null where it gave none.</summary>
    public int? Status { get; }

    /// <summary>A refusal of the core as an exception.</summary>
    public static XeException From(Core.Rejection rejection)
    {
        ArgumentNullException.ThrowIfNull(rejection);
        return new XeException(rejection.Code, rejection.Text, rejection.Retryable);
    }
}
