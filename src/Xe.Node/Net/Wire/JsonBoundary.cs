using System.Buffers;

namespace Xe.Node.Net.Wire;

/// <summary>Finds where a JSON object ends without judging its syntax: brackets outside strings are counted. Every byte is
/// looked at once. The parser judges afterwards.</summary>
internal struct JsonBoundary
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("{}[]\""u8);

    private long _depth;
    private bool _inString;
    private bool _isEscaped;

    /// <summary>True once a byte of the value was seen.</summary>
    public readonly bool HasBegun => _depth > 0;

    /// <summary>Goes on with the next bytes.</summary>
    /// <param name="bytes">What follows what was scanned before.</param>
    /// <param name="used">How many of them belong to the value so far.</param>
    public JsonBoundaryResult Scan(ReadOnlySpan<byte> bytes, out int used)
    {
        used = 0;
        if (_depth == 0)
        {
            while (used < bytes.Length && bytes[used] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
                used++;
            if (used == bytes.Length)
                return JsonBoundaryResult.More;
            if (bytes[used] != '{')
                return JsonBoundaryResult.Malformed;
        }
        while (used < bytes.Length)
        {
            if (_inString)
            {
                SkipString(bytes, ref used);
                continue;
            }
            int next = bytes[used..].IndexOfAny(Structure);
            if (next < 0)
            {
                used = bytes.Length;
                break;
            }
            used += next;
            byte found = bytes[used++];
            if (found == '"')
                _inString = true;
            else if (found is (byte)'{' or (byte)'[')
                _depth++;
            else if (--_depth == 0)
                return JsonBoundaryResult.Complete;
        }
        return JsonBoundaryResult.More;
    }

    private void SkipString(ReadOnlySpan<byte> bytes, ref int used)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
            used++;
            return;
        }
        int next = bytes[used..].IndexOfAny((byte)'"', (byte)'\\');
        if (next < 0)
        {
            used = bytes.Length;
            return;
        }
        used += next + 1;
        if (bytes[used - 1] == '"')
            _inString = false;
        else
            _isEscaped = true;
    }
}
