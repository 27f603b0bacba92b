using System.Collections.Concurrent;
using Xe.Core.Primitives;

namespace Xe.Client.Blocks;

/// <summary>One writer per account at a time, in this process and among the user's processes: two blocks on one frontier are
/// both taken, and one of them is lost (spec 08 §8.3).</summary>
internal static class AccountGate
{
    private static readonly ConcurrentDictionary<Address, SemaphoreSlim> Gates = new();
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    internal static async Task<IDisposable> EnterAsync(Address account, TimeProvider clock, CancellationToken cancellationToken)
    {
        SemaphoreSlim gate = Gates.GetOrAdd(account, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new Entered(gate, await LockFileAsync(account, clock, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    private static async Task<FileStream?> LockFileAsync(Address account, TimeProvider clock, CancellationToken cancellationToken)
    {
        string directory = Path.Combine(Wallets.WalletLocation.Directory, "locks");
        string path = Path.Combine(directory, account + ".lock");
        while (true)
        {
            try
            {
                Files.CreatePrivateDirectory(directory);
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (UnauthorizedAccessException)
            {
                // A home that cannot be written to still lets one process work.
                return null;
            }
            catch (IOException) when (!File.Exists(path))
            {
                return null;
            }
            catch (IOException)
            {
                await Task.Delay(RetryDelay, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private sealed class Entered(SemaphoreSlim gate, FileStream? file) : IDisposable
    {
        public void Dispose()
        {
            file?.Dispose();
            gate.Release();
        }
    }
}
