namespace Xe.Node.Api;

/// <summary>Finds routes by exact path (spec 08 §2.5.7): case-sensitive, no trailing slash, literals before names.</summary>
internal sealed class RouteTable
{
    private readonly Compiled[] _routes;

    public RouteTable(IEnumerable<ApiRoute> routes)
    {
        Routes = [.. routes];
        // Literals win: compare segment by segment, a literal before a name before the rest.
        _routes = [.. Routes.Select(route => new Compiled(route)).OrderBy(c => c.Rank, StringComparer.Ordinal)];
    }

    /// <summary>In the order they were given.</summary>
    public IReadOnlyList<ApiRoute> Routes { get; }

    /// <summary>The route of a request; null with the allowed methods where only those are wrong, without any where the path
    /// is unknown.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Raw path, starting with "/".</param>
    /// <param name="arguments">Decoded arguments.</param>
    /// <param name="allowed">Methods of the path.</param>
    public ApiRoute? Find(string method, string path, out IReadOnlyList<string> arguments, out IReadOnlyList<string> allowed)
    {
        string wanted = method == "HEAD" ? "GET" : method;
        string[] segments = path[1..].Split('/');
        SortedSet<string>? methods = null;
        foreach (Compiled route in _routes)
        {
            if (!route.TryMatch(segments, out arguments))
                continue;
            if (route.Route.Method == wanted)
            {
                allowed = [];
                return route.Route;
            }
            methods ??= new(StringComparer.Ordinal);
            methods.Add(route.Route.Method);
            if (route.Route.Method == "GET")
                methods.Add("HEAD");
        }
        arguments = [];
        allowed = methods is null ? [] : [.. methods];
        return null;
    }

    private sealed class Compiled
    {
        private readonly string[] _segments;

        public Compiled(ApiRoute route)
        {
            Route = route;
            _segments = route.Template[1..].Split('/');
            Rank = string.Join('/', _segments.Select(s => IsRest(s) ? "\uffff" : IsName(s) ? "\ufffe" : s));
        }

        public ApiRoute Route { get; }

        /// <summary>The template without its names: in ordinal order a literal stands before a name before the rest.</summary>
        public string Rank { get; }

        public bool TryMatch(string[] segments, out IReadOnlyList<string> arguments)
        {
            arguments = [];
            bool hasRest = IsRest(_segments[^1]);
            if (hasRest ? segments.Length < _segments.Length : segments.Length != _segments.Length)
                return false;
            List<string>? found = null;
            for (int i = 0; i < _segments.Length; i++)
            {
                string expected = _segments[i];
                if (IsRest(expected))
                {
                    (found ??= []).Add(Uri.UnescapeDataString(string.Join('/', segments[i..])));
                }
                else if (IsName(expected))
                {
                    if (segments[i].Length == 0)
                        return false;
                    (found ??= []).Add(Uri.UnescapeDataString(segments[i]));
                }
                else if (Uri.UnescapeDataString(segments[i]) != expected)
                {
                    return false;
                }
            }
            arguments = found ?? arguments;
            return true;
        }

        private static bool IsName(string segment) => segment is ['{', .., '}'];

        private static bool IsRest(string segment) => segment.EndsWith("...}", StringComparison.Ordinal);
    }
}
