using System.Globalization;
using Google.Protobuf;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Transport;

/// <content>Entries, lots, and what is proven and reported of them.</content>
internal static partial class ToContract
{
    public static V1.LedgerEntry Entry(EntryView view)
    {
        var (row, memberId) = (view.Row, view.Row.MemberId);
        var entry = new V1.LedgerEntry
        {
            EntryId = $"{memberId}/{row.Sequence}",
            Sequence = row.Sequence,
            Kind = (V1.EntryKind)EnumNames.Read<EntryKind>(row.Kind),
            Points = row.Points,
            Postings =
            {
                new V1.Posting { Account = Account(row.FromAccount), Points = -row.Points },
                new V1.Posting { Account = Account(row.ToAccount), Points = row.Points },
            },
            RunningActive = row.ActiveAfter,
            RunningTotal = row.ActiveAfter + row.PendingAfter,
            EffectiveAt = Instants.ToTimestamp(row.EffectiveAt),
            RecordedAt = Instants.ToTimestamp(row.RecordedAt),
            Origin = row.Historical != 0 ? Types.V1.Origin.Historical : Types.V1.Origin.Live,
            OrderId = row.OrderId ?? "",
            ReturnId = row.ReturnId ?? "",
            HoldId = row.HoldId ?? "",
            LotId = row.LotSequence is { } lot ? LotId(memberId, lot) : "",
            RuleId = row.RuleId ?? "",
            ProgramVersion = (int)row.ProgramVersion,
            ExpiresAt = row.ExpiresAt is { } end ? Instants.ToTimestamp(end) : null,
            Reason = row.Reason ?? "",
            Lots = { view.Lots.Select(moved => new V1.LotPoints { LotId = LotId(memberId, moved.Lot), Points = moved.Points, LineId = moved.LineId ?? "" }) },
            Hash = ByteString.CopyFrom(row.Hash),
        };
        if (row.Actor is { } actor)
        {
            entry.Actor = Actor(Columns.FromJson<Actor>(actor));
        }

        return entry;
    }

    public static V1.Lot Lot(string memberId, Lot lot) => new()
    {
        LotId = LotId(memberId, lot.Sequence),
        Source = (V1.LotSource)lot.Source,
        OrderId = lot.OrderId ?? "",
        LineId = lot.LineId ?? "",
        EventId = lot.EventId ?? "",
        PartOfLotId = lot.PartOf is { } whole ? LotId(memberId, whole) : "",
        RuleId = lot.RuleId,
        ProgramVersion = (int)lot.ProgramVersion,
        IssuedAt = Time(lot.IssuedAt),
        Issued = lot.Issued,
        Pending = lot.Pending,
        Active = lot.Active,
        Held = lot.Held,
        Spent = lot.Redeemed,
        Expired = lot.Expired,
        Status = lot.Status,
        TakenBack = lot.Reversed,
        Withdrawn = lot.Withdrawn,
        ActivatesAt = Time(lot.ActivatesAt),
        ExpiresAt = Time(lot.ExpiresAt),
        InactiveMonths = lot.End?.Inactivity?.Months ?? 0,
        OriginLotId = lot.Origin is { } origin ? LotId(origin.MemberId, origin.Lot) : "",
    };

    public static V1.LedgerFinding Finding(LedgerFinding finding) =>
        new() { Table = finding.Table, Key = finding.Key, Field = finding.Field, Expected = finding.Expected, Found = finding.Found };

    public static V1.MonthMovement Movement(ValuedMonth month, string currencyCode) => new()
    {
        Month = month.Movement.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        Unit = "points",
        Opening = month.Movement.Opening,
        Earned = month.Movement.Earned,
        Goodwill = month.Movement.Goodwill,
        Adjusted = month.Movement.Adjusted,
        Restored = month.Movement.Restored,
        Spent = month.Movement.Spent,
        Expired = month.Movement.Expired,
        TakenBack = month.Movement.TakenBack,
        Closing = month.Movement.Closing,
        Breakage = new V1.Breakage
        {
            ExpiredValue = month.ExpiredValueMinor is { } value ? Money(currencyCode, value) : null,
            CohortIssued = month.Movement.CohortIssued,
            CohortExpired = month.Movement.CohortExpired,
            ExpectedPoints = month.Movement.ExpectedBreakage,
        },
    };

    public static V1.LedgerProof Proof(Proof proof) => new()
    {
        Valid = proof.Findings == 0,
        Findings = proof.Findings,
        Members = proof.Members,
        Entries = proof.Entries,
        Sum = proof.Totals.Sum,
        Accounts = { Enum.GetValues<LedgerAccount>().Select(account => new V1.Posting { Account = (V1.LedgerAccount)account, Points = proof.Totals[account] }) },
        ChainHead = proof.ChainHead is { } head ? ByteString.CopyFrom(head) : ByteString.Empty,
    };

    /// <summary>The lot that an id names; null when it is no lot's.</summary>
    public static LotOrigin? LotOf(string lotId) =>
        lotId.LastIndexOf('/') is > 0 and var at && long.TryParse(lotId.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var lot) ? new LotOrigin(lotId[..at], lot) : null;

    private static string LotId(string memberId, long sequence) => $"{memberId}/{sequence}";

    private static V1.LedgerAccount Account(string word) => (V1.LedgerAccount)EnumNames.Read<LedgerAccount>(word);
}
