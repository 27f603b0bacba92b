using Xe.Core.Primitives;

namespace Xe.Core.Blocks;

/// <summary>One election: which block follows <paramref name="Previous"/> on <paramref name="Account"/> (spec 04). A zero
/// previous is the opening position, "0" in JSON.</summary>
public readonly record struct Position(Address Account, Hash256 Previous) : IComparable<Position>
{
    /// <summary>By account, then previous.</summary>
    public int CompareTo(Position other)
    {
        int c = Account.CompareTo(other.Account);
        return c != 0 ? c : Previous.CompareTo(other.Previous);
    }

    /// <summary>"account:previous", with "0" for the opening position.</summary>
    public override string ToString() => $"{Account}:{(Previous.IsZero ? "0" : Previous.ToString())}";

    /// <summary>By account, then previous.</summary>
    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    /// <summary>By account, then previous.</summary>
    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    /// <summary>By account, then previous.</summary>
    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    /// <summary>By account, then previous.</summary>
    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;
}
