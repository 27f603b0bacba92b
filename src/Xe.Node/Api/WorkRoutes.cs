using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Xe.Core.Json;
using Xe.Core.Primitives;
using Xe.Core.Views;
using Xe.Core.Work;

namespace Xe.Node.Api;

/// <summary>Work for the owner's wallets. Never for strangers: it costs this machine's processors (spec 08 §15.3.5).</summary>
[SuppressMessage("Design", "CA1001", Justification = "a semaphore without a wait handle holds nothing; it lives as long as the server")]
internal sealed class WorkRoutes(ApiContext api)
{
    private const int MaxWaiting = 8;

    // How much harder than the network's a request may be.
    private const double HarderFactor = 16;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _present;

    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/pow", "Find proof of work", ApiAccess.Owner, Solve) { Group = "blocks", IsStream = true },
    ];

    private async Task Solve(ApiRequest request)
    {
        if (await BodyReader.ReadAsync(request.Http, api.Core.Clock).ConfigureAwait(false) is not { } body || Read(body.Span) is not (string hashText, string difficultyText))
        {
            await request.ErrorAsync(StatusCodes.Status400BadRequest, "invalid request body").ConfigureAwait(false);
            return;
        }
        ulong difficulty = api.Core.Genesis.Rules.WorkDifficulty;
        if (!Hash256.TryParse(hashText, out Hash256 hash))
            await request.ErrorAsync(StatusCodes.Status400BadRequest, "hash must be 64 hex digits").ConfigureAwait(false);
        else if (difficultyText.Length > 0 && !ulong.TryParse(difficultyText, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out difficulty))
            await request.ErrorAsync(StatusCodes.Status400BadRequest, "difficulty must be at most 16 hex digits").ConfigureAwait(false);
        else if (WorkDifficulty.ExpectedAttempts(difficulty) > HarderFactor * Math.Max(WorkDifficulty.ExpectedAttempts(api.Core.Genesis.Rules.WorkDifficulty), WorkDifficulty.ExpectedAttempts(WorkDifficulty.Chat)))
            await request.ErrorAsync(StatusCodes.Status400BadRequest, "difficulty too high").ConfigureAwait(false);
        else
            await Queue(request, hash, difficulty).ConfigureAwait(false);
    }

    private async Task Queue(ApiRequest request, Hash256 hash, ulong difficulty)
    {
        try
        {
            if (Interlocked.Increment(ref _present) > MaxWaiting + 1)
            {
                await request.ErrorAsync(StatusCodes.Status429TooManyRequests, "too many work requests").ConfigureAwait(false);
                return;
            }
            await _turn.WaitAsync(request.Aborted).ConfigureAwait(false);
            try
            {
                WorkResult found = await WorkSearch.FindAsync(hash.Value.Span, difficulty, null, request.Aborted).ConfigureAwait(false);
                WorkView view = new()
                {
                    Hash = hash.ToString(),
                    PowNonce = found.Nonce,
                    Difficulty = difficulty.ToString("x", CultureInfo.InvariantCulture),
                    Work = found.Value.ToString("x", CultureInfo.InvariantCulture),
                };
                await request.JsonAsync(view, ViewsJson.Default.WorkView).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _present);
        }
    }

    private static (string Hash, string Difficulty)? Read(ReadOnlySpan<byte> body)
    {
        if (!GoJsonReader.TryCreate(body, TrailingData.Ignore, refuseUnknownMembers: false, out GoJsonReader reader, out _))
            return null;
        string hash = "", difficulty = "";
        if (reader.BeginObject())
        {
            while (reader.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("hash"u8))
                    reader.ReadString(ref hash);
                else if (name.SequenceEqual("difficulty"u8))
                    reader.ReadString(ref difficulty);
                else
                    reader.SkipUnknown();
            }
        }
        return reader.Failed ? null : (hash, difficulty);
    }
}
