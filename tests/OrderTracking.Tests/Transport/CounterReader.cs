using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Omnichannel.OrderTracking.Tests.Transport;

/// <summary>Adds up what the service's counters count while it lives.</summary>
internal sealed class CounterReader : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<(string Name, string Carrier), long> counted = new();

    public CounterReader()
    {
        var meter = Platform.Hosting.Telemetry.Of("orders").Meter;
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter == meter && instrument is Counter<long>)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                counted.AddOrUpdate((instrument.Name, $"{tag.Key}={tag.Value}"), value, (_, before) => before + value);
            }
        });
        listener.Start();
    }

    /// <summary>What was counted of a carrier.</summary>
    public long Of(string name, string carrier) => counted.GetValueOrDefault(($"omnichannel.orders.{name}", $"omnichannel.carrier.code={carrier}"));

    public void Dispose() => listener.Dispose();
}
