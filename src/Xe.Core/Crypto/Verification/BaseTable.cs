using Xe.Core.Crypto.Curve;
using Xe.Core.Primitives;

namespace Xe.Core.Crypto.Verification;

/// <summary>The multiples of the base point (<see cref="TableShape.Base"/>, 66 KB), computed once when first used.</summary>
internal static unsafe class BaseTable
{
    private static readonly AlignedWords Memory = Compute();

    internal static nint Address => (nint)Memory.Start;

    private static AlignedWords Compute()
    {
        var memory = new AlignedWords(TableShape.Base.Words(TableShape.Base.Chunks));
        var builder = new TableBuilder<FieldScalar>(TableShape.Base);
        Span<bool> decoded = stackalloc bool[1];
        builder.Build([new Bytes32(CurveConstants.EncodedBase)], TableShape.Base.Chunks, [(nint)memory.Start], decoded);
        return decoded[0] ? memory : throw new InvalidOperationException("The base point does not decode.");
    }
}
