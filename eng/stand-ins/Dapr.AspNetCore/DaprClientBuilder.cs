using System.Globalization;
using System.Text.Json;

namespace Dapr.Client;

/// <summary>
/// Makes clients. Without settings, the sidecar is found by the variables that it sets itself: <c>DAPR_HTTP_ENDPOINT</c>,
/// else <c>DAPR_HTTP_PORT</c> on loopback (3500), with <c>DAPR_API_TOKEN</c>.
/// </summary>
public sealed class DaprClientBuilder
{
    private const int DefaultPort = 3500;

    private string? endpoint;
    private string? apiToken;
    private TimeSpan? timeout;
    private JsonSerializerOptions json = new(JsonSerializerDefaults.Web);

    /// <summary>Sets the sidecar's address.</summary>
    public DaprClientBuilder UseHttpEndpoint(string httpEndpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(httpEndpoint);
        endpoint = httpEndpoint;
        return this;
    }

    /// <summary>Sets the token that the sidecar asks for.</summary>
    public DaprClientBuilder UseDaprApiToken(string apiToken)
    {
        this.apiToken = apiToken;
        return this;
    }

    /// <summary>Sets how data is written and read.</summary>
    public DaprClientBuilder UseJsonSerializationOptions(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        json = options;
        return this;
    }

    /// <summary>Sets how long one call may take.</summary>
    public DaprClientBuilder UseTimeout(TimeSpan timeout)
    {
        this.timeout = timeout;
        return this;
    }

    /// <summary>Makes the client.</summary>
    public DaprClient Build()
    {
        var http = new HttpClient { BaseAddress = new Uri(Endpoint().TrimEnd('/') + "/") };
        if (timeout is { } limit)
        {
            http.Timeout = limit;
        }

        if ((apiToken ?? Variable("DAPR_API_TOKEN")) is { Length: > 0 } token)
        {
            http.DefaultRequestHeaders.Add("dapr-api-token", token);
        }

        return new HttpDaprClient(http, json);
    }

    private string Endpoint()
    {
        if ((endpoint ?? Variable("DAPR_HTTP_ENDPOINT")) is { } address)
        {
            return address;
        }

        var port = int.TryParse(Variable("DAPR_HTTP_PORT"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : DefaultPort;
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
