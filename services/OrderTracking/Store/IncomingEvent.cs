using Omnichannel.OrderTracking.Domain;

namespace Omnichannel.OrderTracking.Store;

/// <summary>One event of a report, in our terms.</summary>
/// <param name="Report">Position of its report in the batch.</param>
/// <param name="Parcel">Which parcel.</param>
/// <param name="Event">What happened.</param>
public sealed record IncomingEvent(int Report, ParcelNumber Parcel, TrackingEvent Event);

/// <summary>What became of a report's events.</summary>
public sealed class ReportTally
{
    /// <summary>New.</summary>
    public int Accepted { get; set; }

    /// <summary>Known.</summary>
    public int Duplicate { get; set; }

    /// <summary>New, of a code that nobody knows.</summary>
    public int Unknown { get; set; }

    /// <summary>New, of a parcel that is not announced yet.</summary>
    public int Pending { get; set; }

    /// <summary>Older than the parcels that their number means.</summary>
    public int Outdated { get; set; }

    /// <summary>Not kept: there are very many like it.</summary>
    public int Surplus { get; set; }
}
