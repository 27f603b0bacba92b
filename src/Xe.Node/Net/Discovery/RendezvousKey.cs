using System.Security.Cryptography;
using System.Text;

namespace Xe.Node.Net.Discovery;

/// <summary>The key under which nodes of a network announce themselves in the DHT (spec 07 §9.3).</summary>
internal static class RendezvousKey
{
    private const string Namespace = "xe/discovery/1";
    private const byte Sha256Code = 0x12;
    private const byte DigestLength = 0x20;

    /// <summary>The multihash of provider records: SHA-256 of the namespace.</summary>
    internal static byte[] Of(string networkId)
    {
        string name = networkId.Length == 0 ? Namespace : $"{Namespace}/{networkId}";
        return [Sha256Code, DigestLength, .. SHA256.HashData(Encoding.UTF8.GetBytes(name))];
    }
}
