using Xe.Core.Json;
using Xe.Core.StateChain;

namespace Xe.Core.Views;

/// <summary>State-chain blocks, values as they stand.</summary>
public sealed class StateBlockConverter : RecordConverter<StateBlock>
{
    /// <inheritdoc />
    protected override StateBlock? ReadRecord(ref GoJsonReader reader) => StateBlockJson.Read(ref reader);

    /// <inheritdoc />
    protected override void WriteRecord(ref GoJsonWriter writer, StateBlock value) => StateBlockJson.Write(ref writer, value);
}
