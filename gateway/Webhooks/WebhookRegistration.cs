using Omnichannel.Orders.V1;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>Registers the webhooks that come from outside: who may send them, and the targets that they go to on the gateway's own account.</summary>
internal static class WebhookRegistration
{
    public static void AddWebhooks(this PlatformBuilder builder)
    {
        var services = builder.Services;
        var options = builder.Settings<WebhookOptions>();
        builder.AddClient<ShipmentService.ShipmentServiceClient>("orders");
        services.AddSingleton<CarrierNews>();
        services.AddSingleton(provider => new WebhookTarget(CarrierNews.Target, options.Carriers, provider.GetRequiredService<CarrierNews>().Take)
        {
            Summary = "Takes a carrier's tracking news",
            Description = "The body goes to Order-tracking as it is.",
        });
        builder.AddClient<OrderPaymentService.OrderPaymentServiceClient>("orders");
        services.AddSingleton<PaymentNews>();
        services.AddSingleton(provider => new WebhookTarget(PaymentNews.Target, options.Payments, provider.GetRequiredService<PaymentNews>().Take)
        {
            Summary = "Takes a payment provider's news",
            Description = "The body goes to Order-tracking as it is. What is about no instruction of ours is taken and passed over.",
        });
        services.AddSingleton(new WebhookSchemes(options.Schemes));
        services.AddSingleton<WebhookSources>();
        services.AddSingleton<KnownDeliveries>();
        services.AddSingleton<WebhookIntake>();
    }

    /// <summary>Maps an endpoint for each target.</summary>
    /// <exception cref="StartupException">A source is not set up as it should be.</exception>
    public static void MapWebhooks(this IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<WebhookSources>();
        WebhookIntake.Map(endpoints);
    }
}
