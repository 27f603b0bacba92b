using Xe.Node.Storage;

namespace Xe.Node.Tests.Storage;

/// <summary>A directory for a store; gone when the test is.</summary>
public sealed class StoreDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("xe-store-").FullName;

    public string File => System.IO.Path.Combine(Path, SqliteStore.FileName);

    public SqliteStoreOptions Options => new() { Directory = Path };

    public SqliteStore Open() => SqliteStore.Open(Options);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
