namespace Xe.Node.Net.Messaging;

/// <summary>A request or a response.</summary>
/// <param name="Type">Type; a response repeats the request's.</param>
/// <param name="Error">Why the request failed; "" where it did not.</param>
/// <param name="Payload">JSON; <c>null</c> where there is none.</param>
internal sealed record Message(string Type, string Error, ReadOnlyMemory<byte> Payload);
