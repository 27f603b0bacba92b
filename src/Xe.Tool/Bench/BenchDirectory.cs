namespace Xe.Tool.Bench;

/// <summary>A directory for one measurement on the disk of the temporary files; gone afterwards.</summary>
internal sealed class BenchDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("xe-bench-").FullName;

    /// <summary>Bytes of all files in it.</summary>
    public long Size => new DirectoryInfo(Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
