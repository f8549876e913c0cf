using Omnichannel.OrderTracking.Carriers;

namespace Omnichannel.OrderTracking.Tests.Carriers;

/// <summary>Carriers that answer as a test says.</summary>
internal sealed class AskedCarriers : ICarrierTracking
{
    public HashSet<string> Carriers { get; } = [];

    public List<string> Asked { get; } = [];

    public CarrierAnswer Answer { get; set; }

    public TimeSpan? Every(string carrierCode) => Carriers.Contains(carrierCode) ? TimeSpan.FromHours(1) : null;

    public Task<CarrierAnswer> Ask(string carrierCode, string trackingNumber, CancellationToken cancellation)
    {
        Asked.Add(trackingNumber);
        return Task.FromResult(Answer);
    }
}
