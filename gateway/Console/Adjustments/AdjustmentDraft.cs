using Google.Protobuf.WellKnownTypes;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.Adjustments;

/// <summary>What somebody wants to do to a member's points.</summary>
public sealed class AdjustmentDraft
{
    /// <summary>Points are taken, else given.</summary>
    public bool Takes { get; set; }

    /// <summary>How many.</summary>
    public long? Points { get; set; }

    /// <summary>Why; the statement shows it.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Taking more than there is becomes debt.</summary>
    public bool AllowsDebt { get; set; }

    /// <summary>The last day of given points; by the program when null.</summary>
    public DateOnly? LastDay { get; set; }

    /// <summary>What is asked of the platform.</summary>
    public long Signed => Takes ? -(Points ?? 0) : Points ?? 0;

    /// <summary>Only what is taken can become debt.</summary>
    public bool Debt => Takes && AllowsDebt;

    /// <summary>When given points lapse.</summary>
    public Timestamp? ExpiresAt(TimeZoneInfo zone) => Takes ? null : Days.EndOf(LastDay, zone);

    /// <summary>It is done, or asked for.</summary>
    public void Forget() => (Points, Reason, LastDay) = (null, "", null);
}
