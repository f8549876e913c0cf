using Google.Protobuf;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Timers;

namespace Omnichannel.Loyalty.Store;

/// <summary>Which mints.</summary>
/// <param name="CampaignId">Null for all campaigns'.</param>
/// <param name="After">Continue behind this one, latest first; null for the first page.</param>
/// <param name="Size">How many.</param>
public sealed record CouponMintQuery(string? CampaignId, (long BegunAt, string MintId)? After, int Size);

/// <summary>A code of a mint.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Coupon">The code, and what became of it.</param>
public sealed record MintedCoupon(long Number, Coupon Coupon);

/// <summary>Codes of campaigns that are made in the background.</summary>
public sealed class CouponMints(CommandExecutor executor, IDatabase database)
{
    private const int CodesPerChunk = 1_000;

    /// <summary>Begins to make codes.</summary>
    public Task<TAnswer> Begin<TAnswer>(CommandContext context, CouponTerms terms, string prefix, long count, Func<CouponMint, TAnswer> answer)
        where TAnswer : IMessage<TAnswer>, new() => executor.Execute(context, async unit => answer(await Begin(unit, terms, prefix, count).ConfigureAwait(false)));

    /// <summary>A mint; null when there is none.</summary>
    public Task<CouponMint?> Find(string mintId, CancellationToken cancellation) => database.Read(sql => CouponMintRow.Find(sql, mintId), cancellation);

    /// <summary>A page of mints, latest first.</summary>
    public Task<IReadOnlyList<CouponMint>> Page(CouponMintQuery query, CancellationToken cancellation) => database.Read<IReadOnlyList<CouponMint>>(
        async sql =>
        {
            var ofCampaign = query.CampaignId is null ? "" : "campaign_id = @campaignId and ";
            var rows = await sql.Query<CouponMintRow>(
                $"{CouponMintRow.Select} where {ofCampaign}(begun_at, mint_id) < (@at, @id) order by begun_at desc, mint_id desc limit @size",
                new { campaignId = query.CampaignId ?? "", at = query.After?.BegunAt ?? long.MaxValue, id = query.After?.MintId ?? "", size = query.Size }).ConfigureAwait(false);
            return [.. rows.Select(row => row.ToMint())];
        },
        cancellation);

    /// <summary>The next codes of a mint behind a number, in their order: so many are read as one chunk has, however many there are.</summary>
    public Task<IReadOnlyList<MintedCoupon>> After(string mintId, long number, long last, CancellationToken cancellation) => database.Read<IReadOnlyList<MintedCoupon>>(
        async sql =>
        {
            var rows = await sql.Query<CouponRow>(
                $"{CouponRow.Select} where mint_id = @mintId and mint_number > @number and mint_number <= @last order by mint_number limit {CodesPerChunk}",
                new { mintId, number, last }).ConfigureAwait(false);
            return [.. rows.Select(row => new MintedCoupon(row.MintNumber!.Value, row.ToCoupon()))];
        },
        cancellation);

    private static async Task<CouponMint> Begin(UnitOfWork unit, CouponTerms terms, string prefix, long count)
    {
        await Campaigns.LockName(unit, terms.CampaignId).ConfigureAwait(false);
        var others = await unit.Sql.QueryFirst<long>(
            "select cast(coalesce(sum(case when state = @stopped then minted else wanted end), 0) as bigint) from coupon_mints where campaign_id = @campaignId",
            new { campaignId = terms.CampaignId, stopped = MintState.Stopped.Name() }).ConfigureAwait(false);
        var asked = new CouponMint { MintId = $"mint-{unit.NewId():n}", Terms = terms, Prefix = prefix, Wanted = count, BegunAt = unit.Now };
        var mint = CouponMint.Begin(asked, await Campaigns.Find(unit.Sql, terms.CampaignId).ConfigureAwait(false), others).Value;
        CouponMintRow.Save(unit.Sql, mint);
        unit.Schedule(TimerKinds.CouponMinting, mint.MintId, unit.Now);
        return mint;
    }
}

/// <summary>
/// Makes the next codes of a mint, so many in one transaction, and with them how many there are and the timer of the step after. Whatever stops a process, its last step
/// happened or did not: no code comes twice, and no number is left out. Two processes at one step wait for each other, and the second one finds the step done.
/// </summary>
public sealed class CouponMinting(CommandExecutor executor) : ITimerHandler
{
    /// <inheritdoc/>
    public Task Fire(DueTimer timer, CancellationToken cancellation) => executor.Execute(timer, unit => Step(unit, timer.Key), cancellation);

    /// <summary>One step. Should a new code be one that exists, which is as unlikely as that somebody guesses it, the step fails as a whole, and is done again with others.</summary>
    public static async Task Step(UnitOfWork unit, string mintId)
    {
        if (await CouponMintRow.Lock(unit.Sql, mintId).ConfigureAwait(false) is not { State: MintState.Running } mint)
        {
            return;
        }

        var next = mint.Step(await Campaigns.Find(unit.Sql, mint.Terms.CampaignId).ConfigureAwait(false), unit.Now);
        if (next.Minted > mint.Minted)
        {
            CouponIssue.Insert(unit.Sql, mint, Enumerable.Range(0, (int)(next.Minted - mint.Minted)).Select(_ => Coupons.NewCode(mint.Prefix)), unit.Now);
        }

        CouponMintRow.Save(unit.Sql, next);
        if (next.State is MintState.Running)
        {
            unit.Schedule(TimerKinds.CouponMinting, mintId, unit.Now);
        }
        else
        {
            unit.Publish(mintId, 1, EventHeader.News(unit.Now).On(new V1.CouponsMinted
            {
                MintId = mintId,
                CampaignId = mint.Terms.CampaignId,
                Codes = next.Minted,
                IsStopped = next.State is MintState.Stopped,
            }));
        }
    }
}
