using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Omnichannel.Cart.V1;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.AllInOne;

/// <summary>A small shop to play with (<c>Samples/*.json</c>), put in through the public rpcs as a merchant would. Loading it again changes nothing.</summary>
internal static class SampleShop
{
    private static readonly JsonParser Json = new(JsonParser.Settings.Default);

    /// <summary>Loads it through the gateway.</summary>
    public static async Task Load(string gateway, PlatformHost host, CancellationToken cancellation)
    {
        using var channel = GrpcChannel.ForAddress(gateway);
        var catalogue = new CatalogueService.CatalogueServiceClient(channel);
        var credentials = new Metadata { { "authorization", $"Bearer {host.ServiceTokens!("sample-shop")}" } };
        await catalogue.UpsertItemsAsync(Read<UpsertItemsRequest>("items"), credentials, cancellationToken: cancellation);
        await catalogue.UpsertStoresAsync(Read<UpsertStoresRequest>("stores"), credentials, cancellationToken: cancellation);
        await catalogue.SetStockAsync(Read<SetStockRequest>("stock"), credentials, cancellationToken: cancellation);
        await catalogue.SetShippingOptionsAsync(Read<SetShippingOptionsRequest>("shipping"), credentials, cancellationToken: cancellation);
    }

    private static T Read<T>(string name)
        where T : IMessage, new()
    {
        using var reader = new StreamReader(typeof(SampleShop).Assembly.GetManifestResourceStream($"Omnichannel.AllInOne.Samples.{name}.json")!);
        return Json.Parse<T>(reader);
    }
}
