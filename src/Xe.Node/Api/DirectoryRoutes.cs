using Microsoft.AspNetCore.Http;
using Xe.Core;
using Xe.Core.AccountDirectory;
using Xe.Core.Blocks;
using Xe.Core.Json;
using Xe.Core.Records;
using Xe.Core.Views;

namespace Xe.Node.Api;

/// <summary>Attestation and the account directory (spec 08 §11, §12.1, §12.2).</summary>
internal sealed class DirectoryRoutes(ApiContext api)
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/attestation/request", "Sign the present time for a lease or provider", ApiAccess.Write, Attest) { Group = "attestation" },
        new("GET", "/directory", "Live directory entries", ApiAccess.Open, List) { Group = "directory" },
        new("GET", "/directory/{account}", "The directory entry of an account", ApiAccess.Open, Get) { Group = "directory" },
        new("POST", "/directory/register", "Register an account with a node", ApiAccess.Write, Register) { Group = "directory" },
    ];

    private async Task Attest(ApiRequest request)
    {
        if (await BodyReader.ReadAsync(request.Http, api.Core.Clock).ConfigureAwait(false) is not { } body || ReadIdentifier(body.Span) is not { } identifier)
            await request.ErrorAsync(StatusCodes.Status400BadRequest, "invalid request body").ConfigureAwait(false);
        else if (api.Services.TryAttest(identifier, out TimekeeperAttestation? attestation, out Rejection? rejection))
            await request.JsonAsync(attestation!, ViewsJson.Default.TimekeeperAttestation).ConfigureAwait(false);
        else
            await request.ErrorAsync(StatusCodes.Status400BadRequest, rejection!.Text).ConfigureAwait(false);
    }

    private Task List(ApiRequest request) => request.JsonAsync(
        [.. LedgerSnapshots.Page(api.Services.Directory.List(), request)], ViewsJson.Default.IReadOnlyListDirectoryRegistration);

    private Task Get(ApiRequest request) =>
        ApiContext.ReadAddress(request.Argument) is { } account && api.Services.Directory.Lookup(account) is { } entry
            ? request.JsonAsync(entry, ViewsJson.Default.DirectoryRegistration)
            : request.ErrorAsync(StatusCodes.Status404NotFound, "account not found in directory");

    private async Task Register(ApiRequest request)
    {
        if (await BodyReader.ReadAsync(request.Http, api.Core.Clock).ConfigureAwait(false) is not { } body
            || !RegistrationJson.TryRead(body.Span, JsonStrictness.Lenient, out DirectoryRegistration? registration, out _))
        {
            await request.ErrorAsync(StatusCodes.Status400BadRequest, "invalid request body").ConfigureAwait(false);
            return;
        }
        if (api.Services.Directory.Register(registration) is { } rejection)
        {
            await request.ErrorAsync(StatusCodes.Status400BadRequest, rejection.Text).ConfigureAwait(false);
            return;
        }
        api.Services.SpreadRegistration(registration);
        await request.JsonAsync(new OkView { Ok = true }, ViewsJson.Default.OkView).ConfigureAwait(false);
    }

    private static string? ReadIdentifier(ReadOnlySpan<byte> body)
    {
        if (!GoJsonReader.TryCreate(body, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out _))
            return null;
        string identifier = "";
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("lease_hash"u8))
                    reader.ReadString(ref identifier);
                else
                    reader.SkipUnknown();
            }
        }
        return reader.Failed ? null : identifier;
    }
}
