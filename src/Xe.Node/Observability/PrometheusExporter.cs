using System.Diagnostics.Metrics;
using System.Text;

namespace Xe.Node.Observability;

/// <summary>Listens to one meter and writes the Prometheus text exposition of it (spec 10 §1): families in order of name, each
/// with its help and type, also while it has no value.</summary>
public sealed class PrometheusExporter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Meter _meter;
    private readonly Lock _scrapeGate = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    /// <summary>Starts to listen.</summary>
    public PrometheusExporter(Meter meter)
    {
        _meter = meter;
        _listener.InstrumentPublished = Published;
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Record(value, tags, state));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Record(value, tags, state));
        _listener.Start();
    }

    /// <summary>The exposition as of now. Throws what a collector throws.</summary>
    public string Scrape()
    {
        lock (_scrapeGate)
        {
            lock (_gate)
            {
                foreach (MetricFamily family in _families.Values)
                    family.BeginScrape();
            }
            // The instruments call back into Record, on this thread.
            _listener.RecordObservableInstruments();
            StringBuilder text = new(8192);
            lock (_gate)
            {
                foreach (MetricFamily family in _families.Values)
                    family.Write(text);
            }
            return text.ToString();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    private void Published(Instrument instrument, MeterListener listener)
    {
        if (!ReferenceEquals(instrument.Meter, _meter))
            return;
        MetricFamily family = new(instrument);
        lock (_gate)
            _families[instrument.Name] = family;
        listener.EnableMeasurementEvents(instrument, family);
    }

    private void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        lock (_gate)
            ((MetricFamily)state!).Record(value, tags);
    }
}
