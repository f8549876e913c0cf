using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Timers;

namespace Omnichannel.OrderTracking.Transport;

/// <summary>Asks a carrier about a parcel, and takes its answer as one that it sent by itself. A carrier that does not answer is asked again with the back-off of timers.</summary>
public sealed class CarrierPollTimer(TrackingStore tracking, ShippingStore shipping, ICarrierTracking port, CarrierCatalogue carriers, TimeProvider clock) : ITimerHandler
{
    /// <inheritdoc/>
    public async Task Fire(DueTimer timer, CancellationToken cancellation)
    {
        var number = ParcelNumber.OfKey(timer.Key);
        if (port.Every(number.CarrierCode) is not { } every || await tracking.FindLatest(number, cancellation) is null)
        {
            await tracking.PollAgain(timer, null, cancellation);
            return;
        }

        var answer = await port.Ask(number.CarrierCode, number.TrackingNumber, cancellation);
        var now = clock.GetUtcNow();
        if (answer.Document is { } document)
        {
            await Take(number, carriers.Read(number.CarrierCode, document, new Receipt(number.TrackingNumber, "poll", now)), cancellation);
        }

        var parcel = await tracking.FindLatest(number, cancellation);
        await tracking.PollAgain(timer, answer.AskAgainAfter is { } pause ? now + pause : PollingRules.Next(parcel!, every, now), cancellation);
    }

    private async Task Take(ParcelNumber number, Decision<CarrierReading> read, CancellationToken cancellation)
    {
        var (events, proofs) = read.IsAccepted ? (read.Value.Events, read.Value.Proofs) : ([], []);
        var tallies = await tracking.Ingest([.. events.Select(e => new IncomingEvent(0, new ParcelNumber(number.CarrierCode, e.TrackingNumber), e.Event))], 1, cancellation);
        await shipping.TakeProofs([.. proofs.Select(proof => proof.ToProof(number.CarrierCode))], cancellation);
        Telemetry.Count(carriers, number.CarrierCode, read, tallies[0]);
    }
}
