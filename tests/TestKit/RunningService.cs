using System.Security.Cryptography;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.TestKit;

/// <summary>A service started in this process on loopback, on ports that were free, with an issuer of the test's own; called through the real wire.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private static readonly string InstallationKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private readonly GrpcChannel channel;

    private RunningService(WebApplication app, TestTokens tokens)
    {
        App = app;
        Tokens = tokens;
        channel = GrpcChannel.ForAddress(app.Addresses().Grpc);
    }

    /// <summary>The service itself.</summary>
    public WebApplication App { get; }

    /// <summary>The issuer that it trusts.</summary>
    public TestTokens Tokens { get; }

    /// <summary>Calls without a token.</summary>
    public CallInvoker Anonymous => channel.CreateCallInvoker();

    /// <summary>Starts a service.</summary>
    /// <param name="build">Its application, for example <c>LoyaltyApplication.Build</c>.</param>
    /// <param name="settings">Its configuration, beyond the addresses.</param>
    /// <param name="tokens">The issuer, where several services share one.</param>
    /// <param name="host">The host, where several services share one or a test's clock is needed.</param>
    public static async Task<RunningService> Start(
        BuildService build, IReadOnlyDictionary<string, string?>? settings = null, TestTokens? tokens = null, PlatformHost? host = null)
    {
        host ??= new PlatformHost();
        tokens ??= new TestTokens(host.Clock);
        if (!host.TrustedIssuers.Contains(tokens.Issuer))
        {
            host.TrustedIssuers.Add(tokens.Issuer);
        }

        host.ServiceTokens ??= area => tokens.Issue(Role.Service, area);
        var app = build(Arguments(settings), host);
        await app.StartAsync();
        return new RunningService(app, tokens);
    }

    /// <summary>Calls with a fresh token of the role, and a new idempotency key on every call that brings none.</summary>
    public CallInvoker As(Role role, string subject) => With(Tokens.Issue(role, subject));

    /// <summary>Calls with the given token.</summary>
    public CallInvoker With(string token) => Anonymous.WithToken(() => token);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }

    private static string[] Arguments(IReadOnlyDictionary<string, string?>? settings) =>
    [
        "--Omnichannel:Listen:Grpc=http://127.0.0.1:0",
        "--Omnichannel:Listen:Probes=http://127.0.0.1:0",
        "--Omnichannel:Logging:Format=none",
        $"--Omnichannel:Installation:Key={InstallationKey}",
        .. (settings ?? new Dictionary<string, string?>()).Select(setting => $"--{setting.Key}={setting.Value}"),
    ];
}
