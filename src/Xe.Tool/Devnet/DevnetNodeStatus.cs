namespace Xe.Tool.Devnet;

/// <summary>How a node of a devnet does.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Running">Its API answers.</param>
/// <param name="Pid">Its process; 0 where it does not run.</param>
/// <param name="ApiUrl">Its API.</param>
/// <param name="Data">Its data directory, for <c>--data</c>.</param>
/// <param name="Address">Its account.</param>
/// <param name="Peers">Connected peers.</param>
/// <param name="Accounts">Accounts held.</param>
/// <param name="Blocks">Blocks held.</param>
/// <param name="LastFinalNs">When something became final there last, Unix ns; 0 = never.</param>
internal sealed record DevnetNodeStatus(
    string Name, bool Running, int Pid, string ApiUrl, string Data, string Address, int Peers, int Accounts, long Blocks, long LastFinalNs);
