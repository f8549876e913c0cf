using System.Diagnostics.Metrics;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.OrderTracking;

/// <summary>What operators watch beside the Platform's metrics.</summary>
internal static class Telemetry
{
    /// <summary>Events whose code no data file knows: the data file of that carrier wants an entry.</summary>
    private static readonly Counter<long> UnknownCarrierCodes = Platform.Hosting.Telemetry.Of("orders").Meter.CreateCounter<long>(
        "omnichannel.orders.unknown_carrier_codes", "{event}", "Tracking events whose carrier code is in no data file.");

    /// <summary>Events that cannot be read: the carrier's documents are not what its data file says.</summary>
    private static readonly Counter<long> UnreadableEvents = Platform.Hosting.Telemetry.Of("orders").Meter.CreateCounter<long>(
        "omnichannel.orders.unreadable_carrier_events", "{event}", "Events of carriers' documents that have no time, or neither code nor text.");

    /// <summary>Events of carriers that nobody knows: a data file would give them a tracking page, meanings and documents.</summary>
    private static readonly Counter<long> UnknownCarriers = Platform.Hosting.Telemetry.Of("orders").Meter.CreateCounter<long>(
        "omnichannel.orders.unknown_carriers", "{event}", "Tracking events of carriers that have no data file.");

    /// <summary>Counts what a report had that our data files do not know. A document of which nothing can be read counts as one event.</summary>
    public static void Count(CarrierCatalogue carriers, string carrierCode, Decision<CarrierReading> read, ReportTally tally)
    {
        var isKnown = carriers.Knows(carrierCode);
        var unreadable = read.IsAccepted ? read.Value.Unreadable : read.Refusal!.Reason is ReportInvalid.NotUnderstood && carriers.Reads(carrierCode) ? 1 : 0;
        Add(UnknownCarrierCodes, isKnown ? tally.Unknown : 0, carrierCode);
        Add(UnreadableEvents, unreadable, carrierCode);
        Add(UnknownCarriers, isKnown ? 0 : tally.Accepted, carrierCode);
    }

    private static void Add(Counter<long> counter, int count, string carrierCode)
    {
        if (count > 0)
        {
            counter.Add(count, new KeyValuePair<string, object?>("omnichannel.carrier.code", carrierCode));
        }
    }
}
