using System.Net.Http.Json;
using System.Text.Json;

namespace Dapr.Client;

/// <summary>Uses the sidecar's HTTP interface.</summary>
internal sealed class HttpDaprClient(HttpClient http, JsonSerializerOptions json) : DaprClient
{
    public override async Task<bool> CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await http.GetAsync("v1.0/healthz", cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public override async Task InvokeBindingAsync<TRequest>(
        string bindingName,
        string operation,
        TRequest data,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        using var response = await PostBinding(bindingName, operation, data, metadata, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<TResponse> InvokeBindingAsync<TRequest, TResponse>(
        string bindingName,
        string operation,
        TRequest data,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        using var response = await PostBinding(bindingName, operation, data, metadata, cancellationToken).ConfigureAwait(false);
        return await Read<TResponse>(response, $"binding '{bindingName}'", cancellationToken).ConfigureAwait(false);
    }

    public override async Task<Dictionary<string, string>> GetSecretAsync(
        string storeName,
        string key,
        IReadOnlyDictionary<string, string>? metadata = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storeName);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var query = string.Join('&', (metadata ?? new Dictionary<string, string>()).Select(
            pair => $"metadata.{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        var path = $"v1.0/secrets/{Uri.EscapeDataString(storeName)}/{Uri.EscapeDataString(key)}"
            + (query.Length == 0 ? "" : "?" + query);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await Send(request, $"secret store '{storeName}'", cancellationToken).ConfigureAwait(false);
        return await Read<Dictionary<string, string>>(response, $"secret store '{storeName}'", cancellationToken)
            .ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            http.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> PostBinding<TRequest>(
        string bindingName,
        string operation,
        TRequest data,
        IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(bindingName);
        ArgumentException.ThrowIfNullOrEmpty(operation);
        var body = new Dictionary<string, object?>
        {
            ["operation"] = operation,
            ["data"] = JsonSerializer.SerializeToElement(data, json),
            ["metadata"] = metadata ?? new Dictionary<string, string>(),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v1.0/bindings/{Uri.EscapeDataString(bindingName)}")
        {
            Content = JsonContent.Create(body),
        };
        return await Send(request, $"binding '{bindingName}'", cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, string what, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new DaprException($"The Dapr sidecar could not be reached for {what}.", e);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var answer = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            throw new DaprException($"The Dapr sidecar answered {(int)response.StatusCode} for {what}: {answer}");
        }
    }

    private async Task<T> Read<T>(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        // A binding without an answer is 204 or an empty body, which is the default value.
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (body.Length == 0)
        {
            return default!;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(body, json)!;
        }
        catch (JsonException e)
        {
            throw new DaprException($"The answer of {what} is not the expected JSON.", e);
        }
    }
}
