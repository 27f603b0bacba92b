namespace Xe.Core.Tests.Vectors;

/// <summary>A fact about the SDK's vectors; shown as skipped where the file is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SdkFactAttribute : FactAttribute
{
    public SdkFactAttribute() => Skip = VectorFile is null ? "sdk-vectors.json is neither beside the repository nor named by XE_SDK_VECTORS" : null;

    internal static string? VectorFile { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("XE_SDK_VECTORS") is { } named)
            return named;
        for (DirectoryInfo? directory = new(ChainVectorTests.RepositoryRoot()); directory is not null; directory = directory.Parent)
        {
            string candidate = Path.Combine(directory.FullName, "shared", "data", "vectors", "sdk-vectors.json");
            if (File.Exists(candidate))
                return candidate;
        }
        return null;
    }
}
