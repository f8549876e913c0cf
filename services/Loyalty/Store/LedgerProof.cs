using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>How far a proof is.</summary>
/// <param name="Members">Checked so far.</param>
/// <param name="Entries">Checked so far.</param>
/// <param name="Findings">What was found since it was told last.</param>
public sealed record ProofProgress(long Members, long Entries, IReadOnlyList<LedgerFinding> Findings);

/// <summary>What was proved.</summary>
/// <param name="Members">How many.</param>
/// <param name="Entries">How many.</param>
/// <param name="Findings">How many.</param>
/// <param name="Totals">Of all members' accounts, from the entries.</param>
/// <param name="ChainHead">Of the member, when one was asked for.</param>
public sealed record Proof(long Members, long Entries, long Findings, Balances Totals, byte[]? ChainHead);

/// <summary>
/// Reads what <see cref="AccountCheck"/> and <see cref="CouponCheck"/> prove the ledgers by: everything in one snapshot, so that ledgers that are at work prove as those that
/// rest do, and page by page of members, so that memory holds no more than one page.
/// </summary>
public sealed class LedgerProof(IDatabase database)
{
    private const int HoldersPerPage = 200;

    /// <summary>Checks one member, or all, and whatever else the service keeps.</summary>
    /// <param name="memberId">Null for all.</param>
    /// <param name="tell">Told after each page.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<Proof> Verify(string? memberId, Func<ProofProgress, Task> tell, CancellationToken cancellation) => database.ReadSnapshot(
        async sql =>
        {
            var walk = new Walk(sql, tell, cancellation);
            if (memberId is not null)
            {
                await walk.Member(memberId).ConfigureAwait(false);
            }
            else
            {
                await walk.Holders().ConfigureAwait(false);
                await walk.Rest().ConfigureAwait(false);
            }

            return walk.Proof;
        },
        cancellation);

    private sealed class Walk(SqlSession sql, Func<ProofProgress, Task> tell, CancellationToken cancellation)
    {
        private readonly LedgerFindings findings = new();
        private readonly Balances totals = new();
        private long members;
        private long entries;
        private long found;
        private byte[]? head;

        public Proof Proof => new(members, entries, found, totals, head);

        public async Task Member(string memberId)
        {
            var row = await HolderRow.Member(sql, memberId).ConfigureAwait(false);
            head = row.Count == 0 ? null : row[0].Fact.ChainHead;
            await Page(row, new KeyRange("member_id = @first", memberId, memberId)).ConfigureAwait(false);
        }

        // Each page reaches from behind the last holder of the one before to its own last; the last one to the end: what lies between holders is nobody's.
        public async Task Holders()
        {
            var after = "";
            while (true)
            {
                var page = await HolderRow.Page(sql, after, HoldersPerPage).ConfigureAwait(false);
                var isLast = page.Count < HoldersPerPage;
                var last = isLast ? "" : page[^1].Fact.Id;
                await Page(page, new KeyRange(isLast ? "member_id > @first" : "member_id > @first and member_id <= @last", after, last)).ConfigureAwait(false);
                if (isLast)
                {
                    return;
                }

                after = last;
            }
        }

        /// <summary>What is no member's: orders of others, holds without points, coupons, campaigns, refunds, adjustments, programs, referrals; and what was earned by which rules.</summary>
        public async Task Rest()
        {
            await foreach (var order in sql.Stream<OrderRow>($"{OrderRow.Select} where member_id is null").ConfigureAwait(false))
            {
                CheckSeals(order);
            }

            await foreach (var hold in sql.Stream<HoldRow>($"{HoldRow.SelectAll} where member_id is null").ConfigureAwait(false))
            {
                findings.Compare("holds", hold.HoldId, "seal", hold.TrueSeal(), hold.Seal);
            }

            await foreach (var program in sql.Stream<ProgramRow>(ProgramRow.Select).ConfigureAwait(false))
            {
                findings.Compare("programs", $"{program.ProgramId}/{program.Version}", "seal", program.TrueSeal(), program.Seal);
            }

            await foreach (var campaign in sql.Stream<CampaignRow>(CampaignRow.SelectAll).ConfigureAwait(false))
            {
                findings.Compare("campaigns", campaign.CampaignId, "seal", campaign.TrueSeal(), campaign.Seal);
            }

            await CouponProof.CheckMints(sql, findings).ConfigureAwait(false);
            await foreach (var earning in sql.Stream<EarningRow>(EarningRow.Select).ConfigureAwait(false))
            {
                findings.Compare("earnings", earning.EarningId, "seal", earning.TrueSeal(), earning.Seal);
            }

            await foreach (var adjustment in sql.Stream<AdjustmentRow>(AdjustmentRow.Select).ConfigureAwait(false))
            {
                findings.Compare("adjustments", adjustment.AdjustmentId, "seal", adjustment.TrueSeal(), adjustment.Seal);
            }

            await CheckReferrals().ConfigureAwait(false);
            await OfflineProof.Check(sql, findings).ConfigureAwait(false);
            await foreach (var refund in sql.Stream<WalletRefundRow>(WalletRefundRow.Select).ConfigureAwait(false))
            {
                findings.Compare("wallet_refunds", refund.RefundId, "seal", refund.TrueSeal(), refund.Seal);
            }

            await Tell().ConfigureAwait(false);
            await CouponProof.Check(sql, findings, Tell).ConfigureAwait(false);
            await Tell().ConfigureAwait(false);
        }

        // What both sides were given is in lots, and each such lot is what somebody was given.
        private async Task CheckReferrals()
        {
            await foreach (var code in sql.Stream<ReferralCodeRow>(ReferralCodeRow.Select).ConfigureAwait(false))
            {
                findings.Compare("referral_codes", code.MemberId, "seal", code.TrueSeal(), code.Seal);
            }

            var given = new Dictionary<(string MemberId, long Lot), (string ReferralId, long Points)>();
            await foreach (var row in sql.Stream<ReferralRow>(ReferralRow.Select).ConfigureAwait(false))
            {
                findings.Compare("referrals", row.ReferralId, "seal", row.TrueSeal(), row.Seal);
                if (ReferralRow.Gave(row.Referrer) is { } toReferrer)
                {
                    given.TryAdd((row.ReferrerId, toReferrer.LotSequence), (row.ReferralId, toReferrer.Points));
                }

                if (ReferralRow.Gave(row.Friend) is { } toFriend)
                {
                    given.TryAdd((row.FriendId, toFriend.LotSequence), (row.ReferralId, toFriend.Points));
                }
            }

            await foreach (var lot in sql.Stream<LotRow>($"{LotRow.Select} where source = @source and part_of is null", new { source = LotSource.Referral.Name() }).ConfigureAwait(false))
            {
                given.Remove((lot.MemberId, lot.Sequence), out var known);
                findings.Compare("referrals", known.ReferralId ?? $"lot {lot.MemberId}/{lot.Sequence}", "points", lot.Issued, known.Points);
            }

            foreach (var ((memberId, lot), (referralId, points)) in given)
            {
                findings.Tell("referrals", referralId, "points", $"lot {memberId}/{lot}", points);
            }
        }

        private async Task Page(IReadOnlyList<HolderRow> page, KeyRange range)
        {
            cancellation.ThrowIfCancellationRequested();
            var checks = page.ToDictionary(row => row.Fact.Id, row => new AccountCheck(row.Fact, findings), StringComparer.Ordinal);
            foreach (var row in page)
            {
                findings.Compare(row.Fact.Table, row.Fact.Id, "seal", row.TrueSeal, row.Seal);
            }

            await Read<EntryRow>(EntryRow.Select, range, "order by member_id, sequence", checks, row => row.MemberId, row => ("entries", $"{row.MemberId}/{row.Sequence}"), (check, row) => check.Add(row))
                .ConfigureAwait(false);
            await Read<LotRow>(LotRow.Select, range, "order by member_id, sequence", checks, row => row.MemberId, row => ("lots", $"{row.MemberId}/{row.Sequence}"), (check, row) =>
            {
                findings.Compare("lots", $"{row.MemberId}/{row.Sequence}", "seal", row.TrueSeal(), row.Seal);
                check.Add(row.ToFact());
            }).ConfigureAwait(false);
            await Read<HoldRow>(HoldRow.SelectAll, range, "", checks, row => row.MemberId!, row => ("holds", row.HoldId), (check, row) =>
            {
                findings.Compare("holds", row.HoldId, "seal", row.TrueSeal(), row.Seal);
                check.Add(row.ToFact());
            }).ConfigureAwait(false);
            await Read<OrderRow>(OrderRow.Select, range, "", checks, row => row.MemberId!, row => ("orders", row.OrderId), (check, row) =>
            {
                CheckSeals(row);
                check.Add(new OrderFact(row.OrderId, row.EarnedPoints, row.ClawedPoints));
            }).ConfigureAwait(false);
            await Read<GoodwillRow>(GoodwillRow.Select, range, "", checks, row => row.MemberId, row => ("goodwill", row.PromiseId), (check, row) =>
            {
                findings.Compare("goodwill", row.PromiseId, "seal", row.TrueSeal(), row.Seal);
                check.Add(new GoodwillFact(row.PromiseId, row.OrderId, row.Points, row.GivenAt));
            }).ConfigureAwait(false);
            foreach (var check in checks.Values)
            {
                check.Complete();
                entries += check.Entries;
            }

            foreach (var row in page.Where(row => row.Fact.Table == "members"))
            {
                members++;
                foreach (var account in Enum.GetValues<LedgerAccount>())
                {
                    totals[account] += checks[row.Fact.Id].Balances[account];
                }
            }

            await Tell().ConfigureAwait(false);
        }

        private async Task Read<TRow>(
            string select,
            KeyRange range,
            string order,
            Dictionary<string, AccountCheck> checks,
            Func<TRow, string> holderOf,
            Func<TRow, (string Table, string Key)> keyOf,
            Action<AccountCheck, TRow> add)
        {
            await foreach (var row in sql.Stream<TRow>($"{select} where {range.Where} {order}", new { first = range.First, last = range.Last }).ConfigureAwait(false))
            {
                if (checks.TryGetValue(holderOf(row), out var check))
                {
                    add(check, row);
                }
                else
                {
                    var (table, key) = keyOf(row);
                    findings.Tell(table, key, "member_id", "a holder", holderOf(row));
                }
            }
        }

        private void CheckSeals(OrderRow order)
        {
            findings.Compare("orders", order.OrderId, "seal", order.TrueSeal(), order.Seal);
            findings.Compare("orders", order.OrderId, "content", order.TrueContentSeal(), order.ContentSeal);
        }

        private async Task Tell()
        {
            var news = findings.Take();
            found += news.Count;
            await tell(new ProofProgress(members, entries, news)).ConfigureAwait(false);
        }
    }

    /// <summary>Which holders' rows.</summary>
    private sealed record KeyRange(string Where, string First, string Last);
}
