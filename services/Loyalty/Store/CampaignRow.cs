using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>A campaign as it stands in its table.</summary>
internal sealed record CampaignRow
{
    public const string SelectAll =
        """
        select campaign_id as CampaignId, state as State, state_reason as StateReason, currency_code as CurrencyCode, budget_minor as BudgetMinor, budget_uses as BudgetUses,
            uses_per_person as UsesPerPerson, uses as Uses, spent_minor as SpentMinor, budget_spent as BudgetSpent, version as Version, seal as Seal
        from campaigns
        """;

    public string CampaignId { get; init; } = "";

    public string State { get; init; } = "";

    public string StateReason { get; init; } = "";

    public string CurrencyCode { get; init; } = "";

    public long? BudgetMinor { get; init; }

    public long? BudgetUses { get; init; }

    public long? UsesPerPerson { get; init; }

    public long Uses { get; init; }

    public long SpentMinor { get; init; }

    public long BudgetSpent { get; init; }

    public long Version { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    /// <summary>Those campaigns that somebody decided about, as they are.</summary>
    public static Task<IReadOnlyDictionary<string, Campaign>> List(SqlSession sql, IEnumerable<string> campaignIds) => Read(sql, campaignIds, "");

    /// <summary>The same, locked in the order of their ids.</summary>
    public static Task<IReadOnlyDictionary<string, Campaign>> Lock(SqlSession sql, IEnumerable<string> campaignIds) => Read(sql, campaignIds, sql.Dialect.LockRow);

    /// <summary>Writes a campaign, new or known.</summary>
    public static void Save(UnitOfWork unit, Campaign campaign) => unit.Sql.Defer(
        """
        insert into campaigns (campaign_id, state, state_reason, currency_code, budget_minor, budget_uses, uses_per_person, uses, spent_minor, budget_spent, version, seal)
        values (@CampaignId, @State, @StateReason, @CurrencyCode, @BudgetMinor, @BudgetUses, @UsesPerPerson, @Uses, @SpentMinor, @BudgetSpent, @Version, @Seal)
        on conflict (campaign_id) do update set state = excluded.state, state_reason = excluded.state_reason, currency_code = excluded.currency_code,
            budget_minor = excluded.budget_minor, budget_uses = excluded.budget_uses, uses_per_person = excluded.uses_per_person, uses = excluded.uses, spent_minor = excluded.spent_minor,
            budget_spent = excluded.budget_spent, version = excluded.version, seal = excluded.seal
        """,
        Of(campaign));

    private static CampaignRow Of(Campaign campaign)
    {
        var row = new CampaignRow
        {
            CampaignId = campaign.Terms.CampaignId,
            State = campaign.Terms.State.Name(),
            StateReason = campaign.Terms.StateReason,
            CurrencyCode = campaign.Terms.CurrencyCode,
            BudgetMinor = campaign.Terms.BudgetMinor,
            BudgetUses = campaign.Terms.BudgetUses,
            UsesPerPerson = campaign.Terms.UsesPerPerson,
            Uses = campaign.Uses,
            SpentMinor = campaign.SpentMinor,
            BudgetSpent = campaign.IsBudgetSpent ? 1 : 0,
            Version = campaign.Version,
        };
        return row with { Seal = row.TrueSeal() };
    }

    private static async Task<IReadOnlyDictionary<string, Campaign>> Read(SqlSession sql, IEnumerable<string> campaignIds, string how)
    {
        string[] ids = [.. campaignIds.Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)];
        if (ids.Length == 0)
        {
            return new Dictionary<string, Campaign>();
        }

        var rows = await sql.Query<CampaignRow>($"{SelectAll} where campaign_id {sql.Dialect.In("@ids")} order by campaign_id{how}", new { ids }).ConfigureAwait(false);
        return rows.ToDictionary(row => row.CampaignId, row => row.ToCampaign(), StringComparer.Ordinal);
    }

    private Campaign ToCampaign() => new(
        new CampaignTerms(CampaignId, CurrencyCode, BudgetMinor, BudgetUses) { State = EnumNames.Read<CouponState>(State), StateReason = StateReason, UsesPerPerson = UsesPerPerson }, Uses, SpentMinor, Version)
    {
        IsBudgetSpent = BudgetSpent != 0,
    };
}
