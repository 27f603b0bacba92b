namespace Xe.Node.Net.Wire;

/// <summary>How reading a JSON value from a stream ended.</summary>
internal enum JsonReadStatus
{
    /// <summary>A value was read.</summary>
    Value,
    /// <summary>The stream ended before a value began: the normal end of a sequence.</summary>
    EndOfStream,
    /// <summary>The bytes are no JSON object, the stream ended inside one, or the limit was reached inside one.</summary>
    Malformed,
}
