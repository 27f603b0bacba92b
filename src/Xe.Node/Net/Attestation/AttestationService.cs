using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Xe.Core;
using Xe.Core.Blocks;
using Xe.Core.Json;
using Xe.Core.Leases;
using Xe.Core.Ledger;
using Xe.Core.Primitives;
using Xe.Libp2p;
using Xe.Node.AccountDirectory;
using Xe.Node.Net.Messaging;
using Xe.Node.Net.Wire;

namespace Xe.Node.Net.Attestation;

/// <summary>Signs "this identifier at this time" for others (spec 07 §4.3, 12 §5.2). Every node answers; who counts as a
/// timekeeper is the asker's matter. The texts are matched by clients.</summary>
public sealed class AttestationService
{
    private const int IdentifierLength = 64;
    private const int MaxRemembered = 65_536;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly string EndMarker = new('0', 16);

    private readonly Ledger _ledger;
    private readonly DirectoryTable _directory;
    private readonly TimeProvider _clock;
    private readonly Func<Bytes32, long, TimekeeperAttestation> _sign;
    private readonly Lock _gate = new();
    private readonly FifoMap<(PeerId Peer, string Identifier), long> _served = new(MaxRemembered);

    /// <summary>A service.</summary>
    /// <param name="ledger">Whose leases may be attested.</param>
    /// <param name="directory">Whose accounts may be attested.</param>
    /// <param name="clock">The time attested.</param>
    /// <param name="sign">Signs identifier and time with the node's key.</param>
    public AttestationService(Ledger ledger, DirectoryTable directory, TimeProvider clock, Func<Bytes32, long, TimekeeperAttestation> sign) =>
        (_ledger, _directory, _clock, _sign) = (ledger, directory, clock, sign);

    /// <summary>Attests for a peer: one identifier at most once in 30 s.</summary>
    internal MessageReply Answer(PeerId peer, ReadOnlyMemory<byte> payload)
    {
        if (!TryReadRequest(payload.Span, out string? identifier, out string error))
            return MessageReply.Fail("invalid request: " + error);
        if (identifier.Length == 0)
            return MessageReply.Fail("lease_hash required");
        lock (_gate)
        {
            if (_served.TryGet((peer, identifier), out long last) && Interval - _clock.GetElapsedTime(last) is { Ticks: > 0 } wait)
                return MessageReply.Fail("rate limited: retry after " + GoText.Duration(wait.Ticks * TimeSpan.NanosecondsPerTick));
        }
        if (identifier.Length != IdentifierLength)
            return MessageReply.Fail(string.Create(CultureInfo.InvariantCulture, $"invalid identifier length: {identifier.Length}"));
        if (CheckEntitled(identifier) is { } refused)
            return MessageReply.Fail(refused.Text);
        if (!Bytes32.TryParse(identifier, out Bytes32 bytes))
            return MessageReply.Fail(Unknown(identifier).Text);
        lock (_gate)
        {
            _served.Remove((peer, identifier));
            _served.Set((peer, identifier), _clock.GetTimestamp());
        }
        return MessageReply.Of(StreamWriting.ToBytes(_sign(bytes, _clock.UnixNow()), (ref GoJsonWriter writer, TimekeeperAttestation value) =>
        {
            writer.BeginObject();
            writer.Name("attestation"u8);
            AttestationJson.Write(ref writer, value);
            writer.EndObject();
        }));
    }

    /// <summary>Attests without the per-peer limit, for the local API.</summary>
    /// <param name="identifier">64 hex characters.</param>
    /// <param name="attestation">The signature over identifier and the present.</param>
    /// <param name="rejection">Why it is refused.</param>
    public bool TryAttest(
        string identifier, [NotNullWhen(true)] out TimekeeperAttestation? attestation, [NotNullWhen(false)] out Rejection? rejection)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        attestation = null;
        rejection = identifier.Length == 0
            ? new Rejection("attestation_missing", "lease_hash required")
            : identifier.Length != IdentifierLength
                ? new Rejection("attestation_length", string.Create(CultureInfo.InvariantCulture, $"invalid attestation identifier length: {identifier.Length}"))
                : CheckEntitled(identifier);
        if (rejection is not null)
            return false;
        if (!Bytes32.TryParse(identifier, out Bytes32 bytes))
        {
            rejection = Unknown(identifier);
            return false;
        }
        attestation = _sign(bytes, _clock.UnixNow());
        return true;
    }

    private Rejection? CheckEntitled(string identifier)
    {
        if (Hash256.TryParse(identifier, out Hash256 hash) && _ledger.State.GetLease(hash) is { } lease)
        {
            return lease.State is LeaseState.Created or LeaseState.Accepted
                ? null
                : new Rejection("attestation_lease_state", $"lease {Hex.Short(identifier)} is {lease.State.Name()}: no attestation-gated transitions remain");
        }
        if (Address.TryParse(identifier, out Address account) && _directory.Lookup(account) is not null)
            return null;
        bool isEndMarker = identifier.AsSpan(32, 16).SequenceEqual(EndMarker) && _directory.HasLiveMatch(identifier[..32], identifier[48..]);
        return isEndMarker ? null : Unknown(identifier);
    }

    private static Rejection Unknown(string identifier) =>
        new("attestation_unknown", $"unknown attestation identifier {Hex.Short(identifier)}: not a live lease or a registered provider");

    private static bool TryReadRequest(ReadOnlySpan<byte> json, [NotNullWhen(true)] out string? identifier, out string error)
    {
        identifier = "";
        error = "";
        if (!GoJsonReader.TryCreate(json, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out string? syntax))
        {
            error = syntax ?? "";
            return false;
        }
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("lease_hash"u8))
                    reader.ReadString(ref identifier);
                else
                    reader.SkipUnknown();
            }
        }
        error = reader.Error ?? "";
        return !reader.Failed;
    }
}
