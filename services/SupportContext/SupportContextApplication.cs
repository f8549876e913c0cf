using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.SupportContext.Store;
using Omnichannel.SupportContext.Transport;

namespace Omnichannel.SupportContext;

/// <summary>What the service Support-context is made of.</summary>
public static class SupportContextApplication
{
    /// <summary>Builds the service; <see cref="PlatformApplication"/> runs it.</summary>
    public static WebApplication Build(string[] args, PlatformHost host)
    {
        var builder = PlatformApplication.CreateBuilder("support", args, host);
        builder.AddDatabase(typeof(SupportContextApplication).Assembly);
        builder.AddLiveNotifications();
        builder.AddKeyedHash();
        builder.AddGuessLimits();
        builder.AddEvents(Consumption.Of);
        builder.Services
            .AddSingleton<Timeline>()
            .AddSingleton<IdentityLinks>()
            .AddSingleton<Contexts>()
            .AddSingleton<Profiles>()
            .AddSingleton<Touchpoints>()
            .AddSingleton<StaffAudit>();
        builder.AddGrpc<SupportContextGrpcService>();
        builder.AddGrpc<IdentityGrpcService>();
        return builder.Build();
    }
}
