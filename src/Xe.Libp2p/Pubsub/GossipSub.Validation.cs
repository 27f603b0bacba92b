using Xe.Libp2p.Crypto;
using Xe.Libp2p.Observability;
using Xe.Libp2p.Pubsub.Routing;
using Xe.Libp2p.Pubsub.Scoring;
using Xe.Libp2p.Pubsub.Wire;

namespace Xe.Libp2p.Pubsub;

/// <summary>Validation: signature first, then "seen", so that a forged copy cannot suppress the genuine message; then the
/// topic's own validator.</summary>
public sealed partial class GossipSub
{
    private int _validating;

    private async Task ValidateAsync()
    {
        using SignatureBatch signatures = new(_options.SignatureVerifier ?? SodiumVerifier.Instance);
        Incoming[] batch = new Incoming[signatures.Capacity];
        ReadOnlyMemory<byte>[] raw = new ReadOnlyMemory<byte>[batch.Length];
        while (await _validation.Reader.WaitToReadAsync(_stopping.Token).ConfigureAwait(false))
        {
            int count = 0;
            while (count < batch.Length && _validation.Reader.TryRead(out batch[count])) count++;
            if (_stopping.IsCancellationRequested) return;
            try
            {
                Validate(batch.AsSpan(0, count), raw, signatures);
            }
            catch (Exception e)
            {
                // What was counted in and not out slows down its sender for good; the router goes on.
                _logger.PubsubLoopFailed("validation", e);
            }
            Array.Clear(batch);
            Array.Clear(raw);
        }
    }

    private void Validate(ReadOnlySpan<Incoming> batch, ReadOnlyMemory<byte>[] raw, SignatureBatch signatures)
    {
        ReadOnlySpan<SignatureCheck> checks = default;
        if (_options.SignaturePolicy == SignaturePolicy.StrictSign)
        {
            for (int i = 0; i < batch.Length; i++) raw[i] = batch[i].Message.Frame.Slice(batch[i].Raw.Start, batch[i].Raw.Length);
            checks = signatures.Run(raw.AsSpan(0, batch.Length));
        }
        for (int i = 0; i < batch.Length; i++) Validate(batch[i], checks.IsEmpty ? SignatureCheck.Valid : checks[i]);
    }

    private void Validate(in Incoming incoming, SignatureCheck check)
    {
        if (check != SignatureCheck.Valid)
            Refuse(incoming.From, incoming.Message.Topic, check == SignatureCheck.Invalid ? "wrong signature" : "undecidable signature", check == SignatureCheck.Invalid);
        if (check != SignatureCheck.Valid || !MarkSeen(incoming, out Delivery delivery))
        {
            incoming.From.Intake.Leave();
            return;
        }
        ValueTask<ValidationResult> verdict = Ask(incoming.Topic, incoming.Message, _stopping.Token, out bool started);
        if (!started) Libp2pMetrics.PubsubReceived.Add(1, new KeyValuePair<string, object?>("result", "throttled"));
        if (verdict.IsCompletedSuccessfully) Conclude(incoming, delivery, verdict.Result);
        else _ = ConcludeAsync(incoming, delivery, verdict);
    }

    private bool MarkSeen(in Incoming incoming, out Delivery delivery)
    {
        PubsubMessage message = incoming.Message;
        lock (_gate)
        {
            if (!_seen.TryAdd(message.IdBytes, out delivery))
            {
                _score.Duplicate(delivery, incoming.From.Id, message.Topic);
                return false;
            }
            _promises.Fulfil(message.IdBytes);
            if (message.Data.Length >= _options.IDontWantThresholdBytes) TellUnwanted(incoming.From, message);
            return true;
        }
    }

    // Asks the topic's validator, if any; what is over the limits is not asked and ignored.
    private ValueTask<ValidationResult> Ask(GossipTopic topic, PubsubMessage message, CancellationToken cancellationToken, out bool started)
    {
        started = true;
        if (topic.Options.Validator is not { } validator) return new ValueTask<ValidationResult>(ValidationResult.Accept);
        if (Interlocked.Increment(ref _validating) > _options.MaxConcurrentValidations || !topic.TryStartValidation())
        {
            Interlocked.Decrement(ref _validating);
            started = false;
            return new ValueTask<ValidationResult>(ValidationResult.Ignore);
        }
        try
        {
            ValueTask<ValidationResult> verdict = validator(message, cancellationToken);
            if (!verdict.IsCompletedSuccessfully) return AskAsync(topic, verdict);
            ValidationResult result = verdict.Result;
            EndValidation(topic);
            return new ValueTask<ValidationResult>(result);
        }
        catch (Exception e)
        {
            EndValidation(topic);
            _logger.PubsubValidatorFailed(topic.Name, e);
            return new ValueTask<ValidationResult>(ValidationResult.Ignore);
        }
    }

    private async ValueTask<ValidationResult> AskAsync(GossipTopic topic, ValueTask<ValidationResult> verdict)
    {
        try
        {
            return await verdict.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ValidationResult.Ignore;
        }
        catch (Exception e)
        {
            _logger.PubsubValidatorFailed(topic.Name, e);
            return ValidationResult.Ignore;
        }
        finally
        {
            EndValidation(topic);
        }
    }

    private void EndValidation(GossipTopic topic)
    {
        topic.EndValidation();
        Interlocked.Decrement(ref _validating);
    }

    private async Task ConcludeAsync(Incoming incoming, Delivery delivery, ValueTask<ValidationResult> verdict) =>
        Conclude(incoming, delivery, await verdict.ConfigureAwait(false));

    private void Conclude(in Incoming incoming, Delivery delivery, ValidationResult result)
    {
        PubsubMessage message = incoming.Message;
        incoming.From.Intake.Leave();
        lock (_gate)
        {
            switch (result)
            {
                case ValidationResult.Accept:
                    _score.Delivered(delivery, incoming.From.Id, message.Topic);
                    Distribute(message, incoming.Topic);
                    break;
                case ValidationResult.Reject:
                    _score.Rejected(delivery, incoming.From.Id, message.Topic);
                    break;
                default:
                    PeerScore.Ignored(delivery);
                    break;
            }
        }
        Libp2pMetrics.PubsubReceived.Add(1, new KeyValuePair<string, object?>("result", result switch
        {
            ValidationResult.Accept => "accepted",
            ValidationResult.Reject => "rejected",
            _ => "ignored",
        }));
    }
}
