using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;

namespace Omnichannel.Loyalty.Store;

/// <summary>What others learn of tills that were off line.</summary>
internal static class OfflineEvents
{
    /// <summary>Something was amiss with a redemption.</summary>
    public static OutgoingEvent Overspent(ReportedRedemption reported, SalesChannel channel, DateTimeOffset now)
    {
        var (sent, told) = (reported.Sent, reported.Sent.Told);
        return EventHeader.News(now, channel.ToContract()).On(new V1.OfflineOverspent
        {
            MemberId = sent.MemberId ?? "",
            StoreId = sent.StoreId,
            TerminalId = sent.TerminalId,
            AllowanceId = told.AllowanceId,
            RedemptionId = told.RedemptionId,
            OrderId = told.OrderId,
            Points = told.Points,
            DebtPoints = sent.Debt,
            Outcome = (V1.OfflineOutcome)sent.Outcome,
            Exceptions = { reported.Exceptions.Select(exception => (V1.OfflineException)exception) },
        });
    }
}
