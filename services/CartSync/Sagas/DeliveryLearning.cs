using Grpc.Core;
using Omnichannel.CartSync.Store;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Time;
using Omnichannel.Platform.Timers;

namespace Omnichannel.CartSync.Sagas;

/// <summary>
/// Asks Order-tracking in how many days the parcels of a market's shipping options come: when the options are set, and then every hour. Pages and checkouts read what is kept
/// here and never wait for the answer. While Order-tracking is away what it said last holds; before it has said anything the merchant's days do.
/// </summary>
public sealed class DeliveryLearning(
    DeliveryPromiseService.DeliveryPromiseServiceClient promises, CatalogueStore catalogue, LearnedDays learned, CommandExecutor executor, ILogger<DeliveryLearning> log)
    : ITimerHandler
{
    // A lane changes in weeks.
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken cancellation)
    {
        var market = timer.Key;
        var options = await catalogue.ShippingOptions(market, cancellation).ConfigureAwait(false);
        try
        {
            var days = new Dictionary<string, DeliveryDays>(StringComparer.Ordinal);
            foreach (var option in options.Where(option => option.MaxDays > 0))
            {
                if (await Ask(market, option, cancellation).ConfigureAwait(false) is { } known)
                {
                    days.Add(option.ShippingOptionId, known);
                }
            }

            await learned.Replace(market, days, cancellation).ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            Log.DeliveryNotLearned(log, error, market);
        }

        await executor.Execute(
            timer,
            unit =>
            {
                if (options.Count > 0)
                {
                    unit.Schedule(LearnedDays.TimerKind, market, unit.Now + Every);
                }

                return Task.CompletedTask;
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>The days of an option; null when too few of its parcels are known.</summary>
    private async Task<DeliveryDays?> Ask(string market, Cart.V1.ShippingOption option, CancellationToken cancellation)
    {
        try
        {
            var answer = await promises.QuoteDeliveryAsync(
                new QuoteDeliveryRequest { Market = market, ShippingOptionId = option.ShippingOptionId, CutOff = option.CutOff }, cancellationToken: cancellation).ConfigureAwait(false);
            return new DeliveryDays(answer.Estimate.MinDays, answer.Estimate.MaxDays)
            {
                AreWorkingDays = answer.Estimate.WorkingDays, CutOff = ClockTime.Parse(answer.Estimate.CutOff), By = ClockTime.Parse(answer.Estimate.By),
            };
        }
        catch (RpcException refused) when (refused.StatusCode is StatusCode.NotFound)
        {
            return null;
        }
    }
}
