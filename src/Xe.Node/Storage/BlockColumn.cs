namespace Xe.Node.Storage;

/// <summary>Columns of <see cref="SqliteLookup.Block"/>.</summary>
internal static class BlockColumn
{
    public const int Hash = 0;
    public const int Account = 1;
    public const int Height = 2;
    public const int Previous = 3;
    public const int Timestamp = 4;
    public const int Xe = 5;
    public const int Xusd = 6;
    public const int Representative = 7;
    public const int Status = 8;
    public const int Crc = 9;
    public const int Body = 10;
}
