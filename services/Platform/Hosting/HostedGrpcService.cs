using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace Omnichannel.Platform.Hosting;

/// <summary>A gRPC service of this host.</summary>
/// <param name="Descriptor">Its contract.</param>
/// <param name="IsStandard">Health and reflection: open to anybody, no access rule.</param>
internal sealed record HostedGrpcService(ServiceDescriptor Descriptor, bool IsStandard)
{
    /// <summary>What every host serves beside its own: health, and reflection where it is switched on.</summary>
    public static IEnumerable<HostedGrpcService> Standard(bool reflection) =>
    [
        new(Grpc.Health.V1.Health.Descriptor, IsStandard: true),
        .. reflection
            ? [new HostedGrpcService(Grpc.Reflection.V1.ServerReflection.Descriptor, IsStandard: true), new(Grpc.Reflection.V1Alpha.ServerReflection.Descriptor, IsStandard: true)]
            : Enumerable.Empty<HostedGrpcService>(),
    ];

    public static HostedGrpcService Of<TService>()
        where TService : class =>
        new(DescriptorOf(typeof(TService)), IsStandard: false);

    /// <summary>The descriptor behind an implementation: its generated base class names the generated container, which has it.</summary>
    private static ServiceDescriptor DescriptorOf(Type implementation)
    {
        for (var type = implementation; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } binding)
            {
                return DescriptorOfContainer(binding.BindType);
            }
        }

        throw new ArgumentException($"{implementation.Name} does not derive from a generated gRPC service.");
    }

    /// <summary>The descriptor of a generated container class (<c>LoyaltyService</c>).</summary>
    public static ServiceDescriptor DescriptorOfContainer(Type container) =>
        (ServiceDescriptor)container.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
