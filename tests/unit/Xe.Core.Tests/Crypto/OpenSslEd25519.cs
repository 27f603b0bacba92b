using System.Runtime.InteropServices;

namespace Xe.Core.Tests.Crypto;

/// <summary>OpenSSL's verification: another implementation whose rule is that of spec 01 §8.3.</summary>
internal static unsafe class OpenSslEd25519
{
    private const int Ed25519KeyType = 1087;

    private static readonly nint Library = Load();
    private static readonly delegate* unmanaged<int, nint, byte*, nuint, nint> NewKey = (delegate* unmanaged<int, nint, byte*, nuint, nint>)Export("EVP_PKEY_new_raw_public_key");
    private static readonly delegate* unmanaged<nint, void> FreeKey = (delegate* unmanaged<nint, void>)Export("EVP_PKEY_free");
    private static readonly delegate* unmanaged<nint> NewContext = (delegate* unmanaged<nint>)Export("EVP_MD_CTX_new");
    private static readonly delegate* unmanaged<nint, void> FreeContext = (delegate* unmanaged<nint, void>)Export("EVP_MD_CTX_free");
    private static readonly delegate* unmanaged<nint, nint, nint, nint, nint, int> Initialize = (delegate* unmanaged<nint, nint, nint, nint, nint, int>)Export("EVP_DigestVerifyInit");
    private static readonly delegate* unmanaged<nint, byte*, nuint, byte*, nuint, int> VerifyOnce = (delegate* unmanaged<nint, byte*, nuint, byte*, nuint, int>)Export("EVP_DigestVerify");

    /// <summary>Its verdict on a key of 32 and a signature of 64 bytes; null where the library is not there.</summary>
    internal static bool? Verify(byte[] publicKey, byte[] message, byte[] signature)
    {
        if (Library == 0)
            return null;
        fixed (byte* k = publicKey)
        fixed (byte* m = message)
        fixed (byte* s = signature)
        {
            var key = NewKey(Ed25519KeyType, 0, k, (nuint)publicKey.Length);
            var context = NewContext();
            var empty = (byte)0;
            var valid = key != 0 && Initialize(context, 0, 0, 0, key) == 1
                && VerifyOnce(context, s, (nuint)signature.Length, m == null ? &empty : m, (nuint)message.Length) == 1;
            FreeContext(context);
            FreeKey(key);
            return valid;
        }
    }

    private static nint Load()
    {
        foreach (var name in new[] { "libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll" })
        {
            if (NativeLibrary.TryLoad(name, out var handle))
                return handle;
        }
        return 0;
    }

    private static nint Export(string name)
    {
        return Library == 0 ? 0 : NativeLibrary.GetExport(Library, name);
    }
}
