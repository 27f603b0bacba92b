using System.CommandLine;

namespace Xe.Tool.Commands.Lease;

/// <summary><c>lease</c>: machines rented from providers.</summary>
internal static class LeaseCommands
{
    internal static Command Create() => new("lease", "Rent machines from providers")
    {
        LeaseNewCommand.Create(), LeaseGetCommand.Create(), LeaseListCommand.Create(), LeaseCancelCommand.Create(),
    };
}
