using Omnichannel.Orders.V1;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>Registers the webhooks that come from outside, and the clients that they call on the gateway's own account.</summary>
internal static class WebhookRegistration
{
    public static void AddCarrierWebhooks(this PlatformBuilder builder)
    {
        builder.AddClient<OrderTrackingService.OrderTrackingServiceClient>("orders");
        builder.Services.AddSingleton<CarrierWebhook>();
    }
}
