using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Xe.Tool.Commands.Account;
using Xe.Tool.Commands.Block;
using Xe.Tool.Commands.Genesis;
using Xe.Tool.Commands.Multisig;
using Xe.Tool.Commands.Node;
using Xe.Tool.Commands.Wallet;

namespace Xe.Tool.Cli;

/// <summary>The JSON of the tool's own results; what the node serves is in <c>Xe.Core.Views.ViewsJson</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorResult))]
[JsonSerializable(typeof(InspectResult))]
[JsonSerializable(typeof(SubmitResult))]
[JsonSerializable(typeof(GenesisNewResult))]
[JsonSerializable(typeof(GenesisDiffResult))]
[JsonSerializable(typeof(GenesisShowResult))]
[JsonSerializable(typeof(WalletResult))]
[JsonSerializable(typeof(IReadOnlyList<WalletResult>))]
[JsonSerializable(typeof(IReadOnlyList<ReceiveResult>))]
[JsonSerializable(typeof(MultisigAddressResult))]
[JsonSerializable(typeof(NodeStatusResult))]
[JsonSerializable(typeof(NodeStopResult))]
internal sealed partial class ToolJson : JsonSerializerContext
{
    /// <summary>Without escapes that only HTML needs.</summary>
    internal static ToolJson Plain => s_plain ??= new ToolJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static ToolJson? s_plain;
}
