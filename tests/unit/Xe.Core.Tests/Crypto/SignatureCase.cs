namespace Xe.Core.Tests.Crypto;

/// <summary>A signature and what spec 01 §8.3 says of it.</summary>
internal sealed record SignatureCase(string Kind, byte[] PublicKey, byte[] Message, byte[] Signature, bool Accept)
{
    public override string ToString()
    {
        return $"{Kind}: key {Convert.ToHexStringLower(PublicKey)}, message {Convert.ToHexStringLower(Message)}, signature {Convert.ToHexStringLower(Signature)}, expected {Accept}";
    }
}
