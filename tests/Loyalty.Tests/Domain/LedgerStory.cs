using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>A ledger as a store would have it after some commands: what proves it, to be damaged.</summary>
internal sealed class LedgerStory
{
    public LedgerStory(int seed, int steps = 40)
        : this(Lived(seed, steps))
    {
    }

    public LedgerStory(AccountModel model)
    {
        var account = model.Account;
        foreach (var entry in model.Ledger)
        {
            Post(new PostedEntry
            {
                MemberId = account.MemberId,
                Sequence = entry.Sequence,
                Version = entry.Sequence,
                Kind = entry.Kind.Name(),
                FromAccount = entry.From.Name(),
                ToAccount = entry.To.Name(),
                Points = entry.Points,
                Lots = LotMoves.Write(entry.Lots),
                ActiveAfter = entry.ActiveAfter,
                PendingAfter = entry.PendingAfter,
                EffectiveAt = Micros(entry.Cause.EffectiveAt),
                OrderId = entry.Cause.OrderId,
                HoldId = entry.Cause.HoldId,
                LotSequence = entry.Cause.LotSequence,
                ExpiresAt = entry.Cause.ExpiresAt is { } end ? Micros(end) : null,
                Reason = entry.Cause.Reason,
                ReasonSalt = entry.Cause.Reason is null ? null : [1, 2],
                ReasonDigest = entry.Cause.Reason is { } reason ? LedgerChain.Digest(reason, [1, 2]) : null,
            });
        }

        Holder = new HolderFact("members", account.MemberId)
        {
            Balances = account.Balances,
            LastEntry = account.LastEntry,
            LastLot = account.LastLot,
            ChainHead = Entries.Count == 0 ? LedgerChain.Start : Entries[^1].Hash,
            Version = account.LastEntry,
        };
        Lots = [.. account.Lots.Select(Fact)];
        Holds =
        [
            .. model.Holds.Select(hold => new HoldFact(hold.HoldId)
            {
                State = hold.State.Name(),
                Points = hold.Points,
                CapturedPoints = hold.CapturedPoints,
                OrderId = hold.OrderId,
                Allocations = hold.Allocations,
            }),
        ];
        Orders = [.. model.Orders];
    }

    public HolderFact Holder { get; set; }

    public List<PostedEntry> Entries { get; } = [];

    public List<LotFact> Lots { get; }

    public List<HoldFact> Holds { get; }

    public List<OrderFact> Orders { get; }

    public IReadOnlyList<LedgerFinding> Verify()
    {
        var findings = new LedgerFindings();
        var check = new AccountCheck(Holder, findings);
        Entries.ForEach(check.Add);
        Lots.ForEach(check.Add);
        Holds.ForEach(check.Add);
        Orders.ForEach(check.Add);
        check.Complete();
        return findings.All;
    }

    private static AccountModel Lived(int seed, int steps)
    {
        var model = new AccountModel(seed);
        for (var step = 0; step < steps; step++)
        {
            model.Step();
        }

        return model;
    }

    private static long Micros(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private void Post(PostedEntry entry) =>
        Entries.Add(entry with { Hash = LedgerChain.Next(Entries.Count == 0 ? LedgerChain.Start : Entries[^1].Hash, entry) });

    private static LotFact Fact(Lot lot) => new(lot.Sequence)
    {
        Source = lot.Source.Name(),
        PartOf = lot.PartOf,
        OrderId = lot.OrderId,
        Quantity = lot.Quantity,
        ReturnedQuantity = lot.ReturnedQuantity,
        Issued = lot.Issued,
        IssuedAt = Micros(lot.IssuedAt),
        Clawed = lot.Clawed,
        Pending = lot.Pending,
        Active = lot.Active,
        Held = lot.Held,
        Redeemed = lot.Redeemed,
        Expired = lot.Expired,
        Status = lot.Status,
        Reversed = lot.Reversed,
        Withdrawn = lot.Withdrawn,
        ActivatesAt = lot.ActivatesAt is { } from ? Micros(from) : null,
        ExpiresAt = lot.ExpiresAt is { } end ? Micros(end) : null,
        Inactivity = lot.End?.Inactivity,
    };
}
