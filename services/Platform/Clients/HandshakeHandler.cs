namespace Omnichannel.Platform.Clients;

/// <summary>
/// Lets a TLS handshake that fails count as a connection that could not be made. The gRPC client takes it for an error of its own (INTERNAL), but it passes by
/// itself: two services do not take up exchanged certificates at the same moment.
/// </summary>
internal sealed class HandshakeHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.SecureConnectionError)
        {
            throw new HttpRequestException(failure.HttpRequestError, failure.Message, new IOException(failure.Message, failure));
        }
    }
}
