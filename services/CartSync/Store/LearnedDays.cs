using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Time;

namespace Omnichannel.CartSync.Store;

/// <summary>In how many days the parcels of shipping options come, as Order-tracking has learned it.</summary>
public sealed class LearnedDays(CommandExecutor executor, CatalogueCache cache)
{
    /// <summary>Kind of the timer at which Order-tracking is asked; its key is the market.</summary>
    public const string TimerKind = "delivery-learning";

    /// <summary>What is known of a market, by option.</summary>
    internal static async Task<Dictionary<string, DeliveryDays>> Read(SqlSession sql, string market) => (await sql.Query<Row>(
        "select shipping_option_id as OptionId, min_days as Min, max_days as Max, cut_off as CutOff, by_time as ByTime from learned_days where market = @market",
        new { market }).ConfigureAwait(false)).ToDictionary(
            row => row.OptionId,
            row => new DeliveryDays((int)row.Min, (int)row.Max) { AreWorkingDays = true, CutOff = ClockTime.Parse(row.CutOff), By = ClockTime.Parse(row.ByTime) },
            StringComparer.Ordinal);

    /// <summary>
    /// The option with the days of its parcels, where they are known. Not where the merchant promises nothing; nor where the days were learned for another cut-off: those for this one
    /// are asked for.
    /// </summary>
    internal static ShippingOption With(ShippingOption option, Dictionary<string, DeliveryDays> learned) =>
        learned.TryGetValue(option.Id, out var days) && option.Days.ArePromised && days.CutOff == option.Days.CutOff ? option with { Days = days, AreDaysLearned = true } : option;

    /// <summary>Replaces what is known of a market; nothing is written when it is the same.</summary>
    public async Task Replace(string market, IReadOnlyDictionary<string, DeliveryDays> learned, CancellationToken cancellation)
    {
        var hasChanged = await executor.Apply(
            async unit =>
            {
                await unit.Sql.Lock($"{TimerKind}/{market}").ConfigureAwait(false);
                var known = await Read(unit.Sql, market).ConfigureAwait(false);
                if (known.Count == learned.Count && known.All(option => learned.GetValueOrDefault(option.Key) == option.Value))
                {
                    return false;
                }

                CatalogueRevision.RaiseTerms(unit.Sql);
                unit.Sql.Defer("delete from learned_days where market = @market", new { market });
                foreach (var (optionId, days) in learned)
                {
                    unit.Sql.Defer(
                        """
                        insert into learned_days (market, shipping_option_id, min_days, max_days, cut_off, by_time)
                        values (@market, @optionId, @min, @max, @cutOff, @byTime)
                        """,
                        new { market, optionId, min = (long)days.Min, max = (long)days.Max, cutOff = ClockTime.ToText(days.CutOff), byTime = ClockTime.ToText(days.By) });
                }

                return true;
            },
            cancellation).ConfigureAwait(false);
        if (hasChanged)
        {
            cache.Forget();
        }
    }

    private sealed record Row
    {
        public string OptionId { get; init; } = "";

        public long Min { get; init; }

        public long Max { get; init; }

        public string CutOff { get; init; } = "";

        public string ByTime { get; init; } = "";
    }
}
