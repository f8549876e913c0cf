using System.Diagnostics.Metrics;

namespace Omnichannel.OrderTracking;

/// <summary>What operators watch beside the Platform's metrics.</summary>
internal static class Telemetry
{
    /// <summary>Events whose code no data file knows: the data file of that carrier wants an entry.</summary>
    private static readonly Counter<long> UnknownCarrierCodes = Platform.Hosting.Telemetry.Of("orders").Meter.CreateCounter<long>(
        "omnichannel.orders.unknown_carrier_codes", "{event}", "Tracking events whose carrier code is in no data file.");

    /// <summary>Counts new events of unknown code.</summary>
    public static void CountUnknownCodes(string carrierCode, int count)
    {
        if (count > 0)
        {
            UnknownCarrierCodes.Add(count, new KeyValuePair<string, object?>("omnichannel.carrier.code", carrierCode));
        }
    }
}
