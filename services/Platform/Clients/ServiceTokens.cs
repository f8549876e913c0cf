using System.Text;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Files;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;

namespace Omnichannel.Platform.Clients;

/// <summary>
/// The token with which this service calls others: from the process's own issuer, by OAuth2 client credentials (<c>Omnichannel:Auth:Service</c>), or from a file
/// that somebody else renews (<c>Omnichannel:Auth:ServiceTokenPath</c>).
/// </summary>
internal sealed class ServiceTokens
{
    private readonly Func<CancellationToken, ValueTask<string>>? source;

    /// <exception cref="StartupException">The settings contradict each other, or a file cannot be read.</exception>
    public ServiceTokens(
        AuthOptions options, PlatformHost host, ServiceIdentity identity, PlatformTls tls, TimeProvider clock, ILogger<ServiceTokens> logger)
    {
        source = (host.ServiceTokens, options.Service.TokenEndpoint, options.ServiceTokenPath) switch
        {
            ({ } issue, _, _) => _ => ValueTask.FromResult(issue(identity.Area)),
            (_, { Length: > 0 }, { Length: > 0 }) => throw new StartupException($"{AuthOptions.Section}: set Service:TokenEndpoint or ServiceTokenPath, not both."),
            (_, { Length: > 0 }, _) => new RenewedToken(new ClientCredentials(options.Service, tls.Http(options.Service.CaPath)).Fetch, clock, logger).Get,
            (_, _, { Length: > 0 } path) => OfFile(path, clock, logger),
            _ => null,
        };
        Credentials = source is null ? null : CallCredentials.FromInterceptor(async (call, metadata) =>
            metadata.Add("authorization", "Bearer " + await source(call.CancellationToken).ConfigureAwait(false)));
    }

    /// <summary>Adds the token of the moment to a call; null when none is configured.</summary>
    public CallCredentials? Credentials { get; }

    /// <exception cref="StartupException">There is no source of tokens.</exception>
    public void CheckSource()
    {
        if (source is null)
        {
            throw new StartupException(
                $"{AuthOptions.Section}: this service calls others and has no token to show them: set Service:TokenEndpoint (with ClientId and ClientSecretPath) or ServiceTokenPath.");
        }
    }

    private static Func<CancellationToken, ValueTask<string>> OfFile(string path, TimeProvider clock, ILogger logger)
    {
        try
        {
            var file = new WatchedFiles<string>([path], Read, clock, failed: failure => Log.TokenFileNotTakenUp(logger, path, failure.Message));
            return _ => ValueTask.FromResult(file.Current);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new StartupException($"{AuthOptions.Section}:ServiceTokenPath: {path} cannot be read: {exception.Message}", exception);
        }
    }

    private static string Read(IReadOnlyList<byte[]> files) => Encoding.UTF8.GetString(files[0]).Trim() is var token && IssuedToken.IsToken(token)
        ? token
        : throw new FormatException("There is no token in it.");
}
