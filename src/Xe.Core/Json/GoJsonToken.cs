namespace Xe.Core.Json;

/// <summary>Kind of the JSON value a reader stands before.</summary>
public enum GoJsonToken
{
    /// <summary><c>{</c></summary>
    Object,
    /// <summary><c>[</c></summary>
    Array,
    /// <summary>A string.</summary>
    String,
    /// <summary>A number.</summary>
    Number,
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
    /// <summary><c>null</c></summary>
    Null,
}
