using System.Management.Automation;

namespace Xe.PowerShell;

/// <summary>How a value is refused that does not fit a parameter.</summary>
internal static class Binding
{
    /// <summary>For a text, an error the user sees. For a whole object from the pipeline, one the shell passes over, to go on and
    /// bind the object by its properties.</summary>
    public static ArgumentTransformationMetadataException Refuse(object value, string reason) => value is string
        ? new ArgumentTransformationMetadataException(reason)
        : new ArgumentTransformationMetadataException(reason, new PSInvalidCastException(reason));
}
