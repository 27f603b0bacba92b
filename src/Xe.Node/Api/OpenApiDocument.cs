using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Xe.Core.Views;

namespace Xe.Node.Api;

/// <summary>The OpenAPI 3.1 description of the API, made from the route table and the views.</summary>
internal static class OpenApiDocument
{
    private static readonly JsonSchemaExporterOptions SchemaOptions = new() { TreatNullObliviousAsNonNullable = true };

    /// <summary>The document of a table, indented, one line feed at the end.</summary>
    public static string Write(RouteTable routes)
    {
        JsonObject paths = [];
        foreach (ApiRoute route in routes.Routes)
        {
            string path = route.Template.Replace("...}", "}", StringComparison.Ordinal);
            if (paths[path] is not JsonObject operations)
                paths[path] = operations = [];
            operations[route.Method.ToLowerInvariant()] = Operation(route);
        }
        JsonObject document = new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "XE node",
                ["version"] = NodeVersion.Build,
                ["description"] = "Amounts are micro-units and times Unix nanoseconds: 64-bit integers, beyond what a double holds exactly.",
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject
                    {
                        ["type"] = "http",
                        ["scheme"] = "bearer",
                        ["description"] = "The content of api.token in the node's data directory; operator routes also take the admin token",
                    },
                },
            },
        };
        return document.ToJsonString(new JsonSerializerOptions { WriteIndented = true }).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Operation(ApiRoute route)
    {
        string key = OpenApiTypes.KeyOf(route);
        JsonObject operation = new()
        {
            ["summary"] = route.Description,
            ["tags"] = new JsonArray(route.Group),
        };
        JsonArray parameters = [.. Names(route.Template).Select(name => (JsonNode)Parameter(name, "path"))];
        foreach (string name in OpenApiTypes.Queries.GetValueOrDefault(key) ?? [])
            parameters.Add((JsonNode)Parameter(name, "query"));
        if (parameters.Count > 0)
            operation["parameters"] = parameters;
        if (OpenApiTypes.Bodies.TryGetValue(key, out JsonTypeInfo? body))
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", body) };
        bool creates = key is "POST /blocks/{type}" or "POST /statechain/blocks";
        JsonTypeInfo? answer = OpenApiTypes.Answers[key];
        operation["responses"] = new JsonObject
        {
            [creates ? "201" : "200"] = new JsonObject
            {
                ["description"] = answer is null ? "Server-sent events" : "Success",
                ["content"] = answer is null ? Content("text/event-stream", null) : Content("application/json", answer),
            },
            ["default"] = new JsonObject { ["description"] = "Failure", ["content"] = Content("application/json", ViewsJson.Default.ErrorView) },
        };
        if (route.Access != ApiAccess.Open)
            operation["security"] = new JsonArray(new JsonObject { ["token"] = new JsonArray() });
        return operation;
    }

    private static JsonObject Content(string mediaType, JsonTypeInfo? type) => new()
    {
        [mediaType] = type is null ? [] : new JsonObject { ["schema"] = type.GetJsonSchemaAsNode(SchemaOptions) },
    };

    private static JsonObject Parameter(string name, string place)
    {
        JsonObject parameter = new() { ["name"] = name, ["in"] = place, ["schema"] = new JsonObject { ["type"] = "string" } };
        if (place == "path")
            parameter["required"] = true;
        return parameter;
    }

    private static IEnumerable<string> Names(string template) => template.Split('/')
        .Where(segment => segment is ['{', .., '}']).Select(segment => segment.Trim('{', '}').Replace("...", "", StringComparison.Ordinal));
}
