using Google.Protobuf.Reflection;
using Omnichannel.Gateway.Limits;
using Omnichannel.Gateway.Transcoding;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Contracts;

/// <summary>One rpc as its proto declares it.</summary>
public sealed class Rpc
{
    internal Rpc(string area, MethodDescriptor method)
    {
        Area = area;
        Method = method;
        FullName = $"/{method.Service.FullName}/{method.Name}";
        var options = method.GetOptions();
        Access = options?.GetExtension(AccessExtensions.Access) ?? throw new FormatException($"{method.FullName} declares no access rule.");
        NeedsIdempotencyKey = !Access.Public && options.IdempotencyLevel == MethodOptions.Types.IdempotencyLevel.IdempotencyUnknown;
        MayTakeIdempotencyKey = options.GetExtension(AccessExtensions.KeyOptional);
        IsPublicRead = Access.Public && !Access.Guessable && options.IdempotencyLevel == MethodOptions.Types.IdempotencyLevel.NoSideEffects;
        Weight = CallWeight.Of(Access, options.IdempotencyLevel);
        ItemFields = [.. method.InputType.Fields.InDeclarationOrder().Where(field =>
            field is { IsRepeated: true, IsMap: false, FieldType: FieldType.Message or FieldType.String or FieldType.Bytes })];
        HttpBindings = HttpBinding.Of(method);
    }

    /// <summary>The cluster that serves it.</summary>
    public string Area { get; }

    /// <summary>Its descriptor.</summary>
    public MethodDescriptor Method { get; }

    /// <summary>The path of its gRPC calls.</summary>
    public string FullName { get; }

    /// <summary>Who may call.</summary>
    public AccessRule Access { get; }

    /// <summary>Neither a read nor idempotent by its content.</summary>
    public bool NeedsIdempotencyKey { get; }

    /// <summary>Part of its requests are.</summary>
    public bool MayTakeIdempotencyKey { get; }

    /// <summary>For other services only: never through the gateway.</summary>
    public bool IsInternal => Access is { RoleOnly: true, Roles: [Role.Service] };

    /// <summary>Can be called without a token.</summary>
    public bool IsAnonymous => Access.Public || (Access.HasGrant && Access.Roles.Count == 0);

    /// <summary>Tells everybody the same and changes nothing: what a shop shows in its window.</summary>
    public bool IsPublicRead { get; }

    /// <summary>What a call takes from its caller's budget, in units.</summary>
    public int Weight { get; }

    /// <summary>The request's fields that hold many things.</summary>
    internal IReadOnlyList<FieldDescriptor> ItemFields { get; }

    internal IReadOnlyList<HttpBinding> HttpBindings { get; }
}

/// <summary>All rpcs of the services that the gateway offers.</summary>
public sealed class RpcCatalogue
{
    private readonly Dictionary<string, Rpc> byName = [];

    /// <summary>Reads every descriptor once; a contract that breaks the rules stops the process here.</summary>
    public RpcCatalogue(IReadOnlyList<PublishedService> services)
    {
        Services = services;
        foreach (var service in services)
        {
            foreach (var method in service.Descriptor.Methods)
            {
                var rpc = new Rpc(service.Area, method);
                byName.Add(rpc.FullName, rpc);
            }
        }
    }

    /// <summary>The services behind the gateway.</summary>
    public IReadOnlyList<PublishedService> Services { get; }

    /// <summary>The clusters behind the gateway.</summary>
    public IEnumerable<string> Areas => Services.Select(service => service.Area).Where(area => area.Length > 0).Distinct();

    /// <summary>Every rpc, service by service.</summary>
    public IReadOnlyCollection<Rpc> All => byName.Values;

    /// <summary>The rpc of a gRPC path; null when there is none.</summary>
    public Rpc? Find(string? path) => path is not null && byName.TryGetValue(path, out var rpc) ? rpc : null;
}
