using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Xe.Node.Observability;

/// <summary>The values of one instrument by label set, and their text.</summary>
internal sealed class MetricFamily
{
    private readonly string _name;
    private readonly string _help;
    private readonly string _type;
    private readonly bool _isObservable;
    private readonly bool _adds;
    private readonly double[]? _bounds;
    private readonly SortedDictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly long[] _buckets;
    private double _sum;
    private long _count;

    public MetricFamily(Instrument instrument)
    {
        (_name, _help, _isObservable) = (instrument.Name, instrument.Description ?? "", instrument.IsObservable);
        bool isHistogram = instrument is Histogram<double>;
        _adds = instrument is Counter<long>;
        _type = isHistogram ? "histogram" : _adds || instrument is ObservableCounter<long> ? "counter" : "gauge";
        _bounds = isHistogram ? [.. ((Histogram<double>)instrument).Advice?.HistogramBucketBoundaries ?? []] : null;
        _buckets = new long[(_bounds?.Length ?? 0) + 1];
    }

    /// <summary>Forgets what the instrument is asked for anew, so that a series that ended is not told for ever.</summary>
    public void BeginScrape()
    {
        if (_isObservable)
            _values.Clear();
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_bounds is not null)
        {
            int bucket = 0;
            while (bucket < _bounds.Length && value > _bounds[bucket])
                bucket++;
            _buckets[bucket]++;
            _sum += value;
            _count++;
            return;
        }
        string labels = Labels(tags);
        _values[labels] = _adds ? _values.GetValueOrDefault(labels) + value : value;
    }

    public void Write(StringBuilder text)
    {
        text.Append("# HELP ").Append(_name).Append(' ').Append(_help).Append('\n');
        text.Append("# TYPE ").Append(_name).Append(' ').Append(_type).Append('\n');
        if (_bounds is not null)
        {
            WriteBuckets(text, _bounds);
            return;
        }
        foreach ((string labels, double value) in _values)
            text.Append(_name).Append(labels).Append(' ').Append(Number(value)).Append('\n');
    }

    private void WriteBuckets(StringBuilder text, double[] bounds)
    {
        long sum = 0;
        for (int i = 0; i <= bounds.Length; i++)
        {
            sum += _buckets[i];
            string bound = i < bounds.Length ? Number(bounds[i]) : "+Inf";
            text.Append(_name).Append("_bucket{le=\"").Append(bound).Append("\"} ").Append(sum.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }
        text.Append(_name).Append("_sum ").Append(Number(_sum)).Append('\n');
        text.Append(_name).Append("_count ").Append(_count.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        StringBuilder labels = new("{");
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            if (labels.Length > 1)
                labels.Append(',');
            labels.Append(tag.Key).Append("=\"").Append(Escape(tag.Value?.ToString() ?? "")).Append('"');
        }
        return labels.Append('}').ToString();
    }

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
