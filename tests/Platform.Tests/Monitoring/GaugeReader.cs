using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Omnichannel.Platform.Tests.Monitoring;

/// <summary>Scrapes the gauges of one service.</summary>
internal sealed class GaugeReader : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, double> values = new();

    public GaugeReader(string meter)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == meter && instrument is ObservableInstrument<long> or ObservableInstrument<double>)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Values by name and the values of the attributes, as in <c>omnichannel.consumer.lag topic group</c>.</summary>
    public IReadOnlyDictionary<string, double> Scrape()
    {
        values.Clear();
        listener.RecordObservableInstruments();
        return new Dictionary<string, double>(values);
    }

    public void Dispose() => listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = instrument.Name;
        foreach (var tag in tags)
        {
            key += $" {tag.Value}";
        }

        values[key] = value;
    }
}
