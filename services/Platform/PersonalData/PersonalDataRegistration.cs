using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.PersonalData;

/// <summary>Registers what a service keeps about people.</summary>
public static class PersonalDataRegistration
{
    /// <summary>
    /// Adds one kind to what the service exports and erases. The first one serves <c>omnichannel.platform.v1.PersonalDataService</c>, and adds the answers that the Platform
    /// itself keeps under people's idempotency keys. Call after <c>AddDatabase</c>.
    /// </summary>
    public static PlatformBuilder AddPersonalData<TKind>(this PlatformBuilder builder)
        where TKind : class, IPersonalData
    {
        if (!builder.Services.Any(service => service.ServiceType == typeof(PersonalDataGrpcService)))
        {
            builder.AddGrpc<PersonalDataGrpcService>();
            builder.Services.AddSingleton<IPersonalData, AnswersOfPerson>();
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, TKind>());
        return builder;
    }
}
