namespace Xe.Node.Api;

/// <summary>The path of a request target as it was sent.</summary>
internal static class RequestPath
{
    /// <summary>The raw path of a target in origin or absolute form; never empty, starts with "/".</summary>
    public static string Of(string rawTarget)
    {
        string target = rawTarget;
        if (!target.StartsWith('/'))
        {
            int scheme = target.IndexOf("://", StringComparison.Ordinal);
            int path = scheme < 0 ? -1 : target.IndexOf('/', scheme + 3);
            target = path < 0 ? "/" : target[path..];
        }
        int end = target.IndexOfAny(['?', '#']);
        return end < 0 ? target : target[..end];
    }

    /// <summary>The path without empty, "." and ".." segments; the same object where there are none (spec 08 §2.5.7).</summary>
    public static string Clean(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal))
            return path;
        string[] segments = path.Split('/');
        List<string> kept = [];
        foreach (string segment in segments)
        {
            if (segment == ".." && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
            else if (segment is not ("" or "." or ".."))
                kept.Add(segment);
        }
        bool endsInSlash = kept.Count > 0 && segments[^1] is "" or "." or "..";
        string cleaned = "/" + string.Join('/', kept) + (endsInSlash && kept.Count > 0 ? "/" : "");
        return cleaned == path ? path : cleaned;
    }
}
