namespace Omnichannel.Client.Tests.Carts;

/// <summary>A network that loses requests before they arrive, and answers on their way back, as a test says.</summary>
internal sealed class DroppingHandler : DelegatingHandler
{
    private readonly Lock gate = new();

    public DroppingHandler()
        : base(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
    {
    }

    /// <summary>Asked for each call: the rpc's path.</summary>
    public Func<string, Loss> Loses { get; set; } = _ => Loss.None;

    /// <summary>The paths of all calls that arrived.</summary>
    public List<string> Arrived { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        Loss loss;
        lock (gate)
        {
            loss = Loses(path);
        }

        if (loss is Loss.Request)
        {
            throw new HttpRequestException("The request was lost.", new IOException("lost"));
        }

        var response = await base.SendAsync(request, cancellationToken);
        lock (gate)
        {
            Arrived.Add(path);
        }

        if (loss is Loss.Answer)
        {
            // The server has done it by then.
            await response.Content.ReadAsByteArrayAsync(cancellationToken);
            response.Dispose();
            throw new HttpRequestException("The answer was lost.", new IOException("lost"));
        }

        return response;
    }
}

internal enum Loss
{
    None,
    Request,
    Answer,
}
