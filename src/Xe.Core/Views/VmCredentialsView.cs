namespace Xe.Core.Views;

/// <summary>Login of a virtual machine; today's drivers send none.</summary>
public sealed record VmCredentialsView
{
    /// <summary>User name.</summary>
    public string Username { get; init => field = value ?? ""; } = "";

    /// <summary>Password.</summary>
    public string Password { get; init => field = value ?? ""; } = "";
}
