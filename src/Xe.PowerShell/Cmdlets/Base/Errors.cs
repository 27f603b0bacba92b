using System.Management.Automation;
using Xe.Client;

namespace Xe.PowerShell.Cmdlets;

/// <summary>Failures as the shell reports them: a stable id, a category after spec 09 appendix A.1, and whether a retry may help.</summary>
internal static class Errors
{
    /// <summary>Key of <see cref="Exception.Data"/> that says whether the same call may pass later.</summary>
    public const string RetryableKey = "retryable";

    public static ErrorRecord Record(XeException failure, object? target)
    {
        failure.Data[RetryableKey] = failure.Retryable;
        ErrorRecord record = new(failure, Id(failure), Category(failure), target);
        if (failure.Retryable)
            record.ErrorDetails = new ErrorDetails(failure.Message) { RecommendedAction = "Try again later." };
        return record;
    }

    private static string Id(XeException failure) => failure.Code switch
    {
        XeErrors.NotFound => "XeNotFound",
        XeErrors.RateLimited => "XeRateLimited",
        XeErrors.NodeUnreachable => "XeNodeUnreachable",
        _ => "Xe" + string.Concat(failure.Code.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(p => char.ToUpperInvariant(p[0]) + p[1..])),
    };

    private static ErrorCategory Category(XeException failure) => failure.Code switch
    {
        XeErrors.NodeUnreachable or XeErrors.NodeUnknown => ErrorCategory.ConnectionError,
        XeErrors.Timeout => ErrorCategory.OperationTimeout,
        XeErrors.Unauthorized or XeErrors.WalletLocked or XeErrors.WalletPassphrase => ErrorCategory.AuthenticationError,
        XeErrors.Forbidden => ErrorCategory.PermissionDenied,
        XeErrors.NotFound or XeErrors.WalletMissing or XeErrors.NodeNotRunning => ErrorCategory.ObjectNotFound,
        XeErrors.RateLimited => ErrorCategory.LimitsExceeded,
        XeErrors.WalletExists or XeErrors.NodeRunning => ErrorCategory.ResourceExists,
        XeErrors.FileFailed => ErrorCategory.ReadError,
        XeErrors.NodeStartFailed => ErrorCategory.OpenError,
        _ => failure.Status switch
        {
            410 => ErrorCategory.InvalidOperation,
            502 => ErrorCategory.ConnectionError,
            503 => ErrorCategory.ResourceUnavailable,
            >= 500 => ErrorCategory.InvalidResult,
            _ => failure.Retryable ? ErrorCategory.ResourceUnavailable : ErrorCategory.InvalidArgument,
        },
    };
}
