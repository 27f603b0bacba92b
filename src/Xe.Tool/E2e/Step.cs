namespace Xe.Tool.E2e;

/// <summary>One step of a scenario.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Words">Its words; quoted ones are one word.</param>
/// <param name="Children">The steps of a <c>parallel</c> block.</param>
internal sealed record Step(int Line, IReadOnlyList<string> Words, IReadOnlyList<Step> Children)
{
    /// <inheritdoc />
    public override string ToString() => string.Join(' ', Words);
}
