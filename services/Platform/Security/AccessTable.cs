using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using Omnichannel.Platform.Hosting;

namespace Omnichannel.Platform.Security;

/// <summary>The rule of every rpc of this host, by its path (<c>/package.Service/Method</c>).</summary>
internal sealed class AccessTable
{
    private readonly FrozenDictionary<string, MethodRule> rules;

    /// <summary>Compiles the rules of all hosted services.</summary>
    /// <exception cref="StartupException">An rpc has no rule, or one that does not fit its request: such a host must not serve.</exception>
    public AccessTable(IEnumerable<HostedGrpcService> services)
    {
        try
        {
            rules = services
                .SelectMany(service => service.Descriptor.Methods.Select(method => (Method: method, Rule: Compile(service, method))))
                .ToFrozenDictionary(pair => "/" + pair.Rule.Rpc, pair => pair.Rule, StringComparer.Ordinal);
        }
        catch (ArgumentException exception)
        {
            throw new StartupException(exception.Message, exception);
        }
    }

    /// <summary>Whether any rpc here asks for a token.</summary>
    public bool NeedsTokens => rules.Values.Any(rule => !rule.AllowsAnonymous);

    public MethodRule? Find(string path) => rules.GetValueOrDefault(path);

    private static MethodRule Compile(HostedGrpcService service, MethodDescriptor method) =>
        service.IsStandard ? MethodRule.Open(method) : MethodRule.Compile(method);
}
