using Xe.Core.Blocks;
using Xe.Core.Leases;
using Xe.Core.Primitives;

namespace Xe.Node.Net.Attestation;

/// <summary>Distinct, trusted, valid attestations in order of arrival. Thread-safe.</summary>
internal sealed class AttestationCollection(TimekeeperSet trusted, Bytes32 identifier)
{
    private readonly Lock _gate = new();
    private readonly List<TimekeeperAttestation> _list = [];
    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the threshold is reached.</summary>
    public Task ThresholdMet => _met.Task;

    public void Take(TimekeeperAttestation attestation)
    {
        if (!trusted.Contains(attestation.PublicKey) || !AttestationList.IsSigned(attestation, identifier))
            return;
        lock (_gate)
        {
            if (_list.Count >= AttestationList.MaxEntries || _list.Exists(held => held.PublicKey == attestation.PublicKey))
                return;
            _list.Add(attestation);
            if (_list.Count >= trusted.Threshold)
                _met.TrySetResult();
        }
    }

    public IReadOnlyList<TimekeeperAttestation> Snapshot()
    {
        lock (_gate)
            return [.. _list];
    }
}
