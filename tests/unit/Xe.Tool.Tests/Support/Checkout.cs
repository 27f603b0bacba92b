namespace Xe.Tool.Tests.Support;

/// <summary>The checkout the tests were built from.</summary>
internal static class Checkout
{
    internal static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Xe.Tools.sln")))
                return directory.FullName;
        }
        throw new InvalidOperationException("the tests do not lie in a checkout");
    }
}
