using System.Text.Json;
using System.Text.Json.Serialization;
using Xe.Tool.Commands.Genesis;

namespace Xe.Tool.Cli;

/// <summary>Results whose form is fixed as indented JSON (spec 02 §5.1).</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(GenesisVerifyResult))]
internal sealed partial class IndentedJson : JsonSerializerContext;
