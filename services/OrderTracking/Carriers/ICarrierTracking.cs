using Grpc.Core;

namespace Omnichannel.OrderTracking.Carriers;

/// <summary>The port to carriers that are asked where a parcel is.</summary>
public interface ICarrierTracking
{
    /// <summary>How often a parcel that moves is asked about; null when its carrier is not asked.</summary>
    TimeSpan? Every(string carrierCode);

    /// <summary>Asks about one parcel.</summary>
    /// <exception cref="HttpRequestException">The carrier does not answer, or not as it should.</exception>
    /// <exception cref="RpcException">UNAVAILABLE: the carrier gives the account no token.</exception>
    Task<CarrierAnswer> Ask(string carrierCode, string trackingNumber, CancellationToken cancellation);
}

/// <summary>What a carrier answered.</summary>
/// <param name="Document">Its document, to be read as one that it sent by itself; null when it has none yet, or may not be asked now.</param>
/// <param name="AskAgainAfter">How long it wants not to be asked; null for as usual.</param>
public readonly record struct CarrierAnswer(string? Document, TimeSpan? AskAgainAfter = null);
