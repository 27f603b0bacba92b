namespace Xe.Core.Crypto.Verification;

/// <summary>A held table of the <see cref="KeyCache"/>.</summary>
internal readonly record struct KeyTable(KeyCacheShard Shard, int Slot)
{
    internal nint Address => Shard.Address(Slot);
}
