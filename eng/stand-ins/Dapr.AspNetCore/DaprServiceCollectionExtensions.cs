using Dapr.Client;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the client.</summary>
public static class DaprServiceCollectionExtensions
{
    /// <summary>Adds one <see cref="DaprClient"/> for the whole program.</summary>
    public static void AddDaprClient(this IServiceCollection services, Action<DaprClientBuilder>? configure = null) =>
        services.AddDaprClient((_, builder) => configure?.Invoke(builder));

    /// <summary>Adds one <see cref="DaprClient"/> for the whole program, configured from its services.</summary>
    public static void AddDaprClient(
        this IServiceCollection services, Action<IServiceProvider, DaprClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton(provider =>
        {
            var builder = new DaprClientBuilder();
            configure(provider, builder);
            return builder.Build();
        });
    }
}
