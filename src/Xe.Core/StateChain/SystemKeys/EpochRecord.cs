using Xe.Core.Json;
using Xe.Core.Records;

namespace Xe.Core.StateChain.SystemKeys;

/// <summary>An emission epoch written by the oracle (spec 11 §6.1). All members are numbers of the record, none is derived.</summary>
public sealed record EpochRecord
{
    /// <summary>Epoch number; not compared with the key.</summary>
    public ulong Epoch { get; init; }

    /// <summary>Start, Unix ns: from here on the epoch may price leases.</summary>
    public long StartNs { get; init; }

    /// <summary>End, Unix ns; not used for lookup.</summary>
    public long EndNs { get; init; }

    /// <summary>Time-weighted average price, milli-USD.</summary>
    public ulong TwapMilliUsd { get; init; }

    /// <summary>Time-weighted average volume, milli-USD.</summary>
    public ulong TwavMilliUsd { get; init; }

    /// <summary>R from volume, × 1000.</summary>
    public ulong RVolume { get; init; }

    /// <summary>R from the price floor, × 1000.</summary>
    public ulong RPriceFloor { get; init; }

    /// <summary>R from the collusion bound, × 1000; 0 = does not bind.</summary>
    public ulong RCollusion { get; init; }

    /// <summary>R in force, × 1000.</summary>
    public ulong REffective { get; init; }

    /// <summary>Which term gave R.</summary>
    public string RSource { get; init; } = "";

    /// <summary>Phase.</summary>
    public uint Phase { get; init; }

    /// <summary>Provider stable share, × 1000.</summary>
    public uint SMilli { get; init; }

    /// <summary>Advisory.</summary>
    public bool VolumeTriggerMet { get; init; }

    /// <summary>Advisory.</summary>
    public bool TwapTriggerMet { get; init; }

    /// <summary>Payout cap, × 1000; 0 = none.</summary>
    public ulong PayoutCap { get; init; }

    /// <summary>Reads a value with the leniency of spec 11 §5; null and a text where it is none.</summary>
    public static EpochRecord? Decode(ReadOnlySpan<byte> json, out string? error)
    {
        if (!GoJsonReader.TryCreate(json, TrailingData.Refuse, refuseUnknownMembers: false, out GoJsonReader reader, out error))
            return null;
        ulong epoch = 0, twap = 0, twav = 0, rVolume = 0, rPriceFloor = 0, rCollusion = 0, rEffective = 0, payoutCap = 0;
        long start = 0, end = 0;
        uint phase = 0, share = 0;
        bool volumeMet = false, twapMet = false;
        string source = "";
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("epoch"u8))
                    reader.ReadUInt64(ref epoch);
                else if (name.SequenceEqual("start_ns"u8))
                    reader.ReadInt64(ref start);
                else if (name.SequenceEqual("end_ns"u8))
                    reader.ReadInt64(ref end);
                else if (name.SequenceEqual("twap_milli_usd"u8))
                    reader.ReadUInt64(ref twap);
                else if (name.SequenceEqual("twav_milli_usd"u8))
                    reader.ReadUInt64(ref twav);
                else if (name.SequenceEqual("r_volume"u8))
                    reader.ReadUInt64(ref rVolume);
                else if (name.SequenceEqual("r_price_floor"u8))
                    reader.ReadUInt64(ref rPriceFloor);
                else if (name.SequenceEqual("r_collusion"u8))
                    reader.ReadUInt64(ref rCollusion);
                else if (name.SequenceEqual("r_effective"u8))
                    reader.ReadUInt64(ref rEffective);
                else if (name.SequenceEqual("r_source"u8))
                    reader.ReadString(ref source);
                else if (name.SequenceEqual("phase"u8))
                    RecordJson.ReadSmall(ref reader, ref phase, byte.MaxValue);
                else if (name.SequenceEqual("s_milli"u8))
                    RecordJson.ReadSmall(ref reader, ref share, ushort.MaxValue);
                else if (name.SequenceEqual("volume_trigger_met"u8))
                    reader.ReadBoolean(ref volumeMet);
                else if (name.SequenceEqual("twap_trigger_met"u8))
                    reader.ReadBoolean(ref twapMet);
                else if (name.SequenceEqual("payout_cap"u8))
                    reader.ReadUInt64(ref payoutCap);
                else
                    reader.SkipUnknown();
            }
        }
        error = reader.Error;
        return error is not null ? null : new EpochRecord
        {
            Epoch = epoch,
            StartNs = start,
            EndNs = end,
            TwapMilliUsd = twap,
            TwavMilliUsd = twav,
            RVolume = rVolume,
            RPriceFloor = rPriceFloor,
            RCollusion = rCollusion,
            REffective = rEffective,
            RSource = source,
            Phase = phase,
            SMilli = share,
            VolumeTriggerMet = volumeMet,
            TwapTriggerMet = twapMet,
            PayoutCap = payoutCap,
        };
    }

    /// <summary>The record's JSON in compact form, as an oracle signs it.</summary>
    public byte[] ToJson() => RecordJson.ToBytes(this, (ref GoJsonWriter writer, EpochRecord epoch) =>
    {
        writer.BeginObject();
        writer.UInt64("epoch"u8, epoch.Epoch);
        writer.Int64("start_ns"u8, epoch.StartNs);
        writer.Int64("end_ns"u8, epoch.EndNs);
        writer.UInt64("twap_milli_usd"u8, epoch.TwapMilliUsd);
        writer.UInt64("twav_milli_usd"u8, epoch.TwavMilliUsd);
        writer.UInt64("r_volume"u8, epoch.RVolume);
        writer.UInt64("r_price_floor"u8, epoch.RPriceFloor);
        writer.UInt64OmitZero("r_collusion"u8, epoch.RCollusion);
        writer.UInt64("r_effective"u8, epoch.REffective);
        writer.String("r_source"u8, epoch.RSource);
        writer.UInt64("phase"u8, epoch.Phase);
        writer.UInt64OmitZero("s_milli"u8, epoch.SMilli);
        if (epoch.VolumeTriggerMet)
            writer.Boolean("volume_trigger_met"u8, true);
        if (epoch.TwapTriggerMet)
            writer.Boolean("twap_trigger_met"u8, true);
        writer.UInt64("payout_cap"u8, epoch.PayoutCap);
        writer.EndObject();
    });
}
