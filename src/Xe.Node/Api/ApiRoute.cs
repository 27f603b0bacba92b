using Microsoft.AspNetCore.Http;

namespace Xe.Node.Api;

/// <summary>One line of the route table: what the router matches, the manifest lists and the OpenAPI document describes.</summary>
/// <param name="Method">GET or POST; HEAD goes where GET does.</param>
/// <param name="Template">Path with <c>{name}</c> for one segment and <c>{name...}</c> for the rest.</param>
/// <param name="Description">In a few words.</param>
/// <param name="Access">What the caller must show.</param>
/// <param name="Handler">Answers.</param>
internal sealed record ApiRoute(string Method, string Template, string Description, ApiAccess Access, Func<ApiRequest, Task> Handler)
{
    /// <summary>True where one response lasts as long as its client stays: no write deadline.</summary>
    public bool IsStream { get; init; }

    /// <summary>Group in documents, as "accounts".</summary>
    public string Group { get; init; } = "";
}
