using System.Buffers.Binary;
using Google.Protobuf;
using Omnichannel.Cart.V1;
using Omnichannel.Client.Carts;

namespace Omnichannel.Client.Tests.Stories;

/// <summary>Logs in memory with something wrong in them.</summary>
/// <param name="spoil">Puts what is wrong around a sound log.</param>
internal sealed class SpoiltLogs(Func<IOperationLog, IOperationLog> spoil) : MemoryLogs
{
    protected override IOperationLog New() => spoil(base.New());
}

/// <summary>Planted fault: the numbers that were used are not kept. After a restart the log counts on from the edits that it still has.</summary>
internal sealed class ForgetsNumbers(IOperationLog log) : IOperationLog
{
    public string? DamagedFile => log.DamagedFile;

    public LogContent Read()
    {
        var content = log.Read();
        return content with
        {
            Carts = [.. content.Carts.Select(cart => cart with
            {
                NextNumber = 1 + content.Operations.Where(operation => operation.CartId == cart.CartId).Select(operation => operation.Number).DefaultIfEmpty().Max(),
            })],
        };
    }

    public void Write(LogChange change) => log.Write(change);

    public void Dispose() => log.Dispose();
}

/// <summary>Planted fault: an edit goes when it is answered, whether or not that is stable.</summary>
internal sealed class ForgetsAnswered(IOperationLog log) : IOperationLog
{
    public string? DamagedFile => log.DamagedFile;

    public LogContent Read() => log.Read();

    public void Write(LogChange change)
    {
        var answered = change.Put.Where(operation => operation.IsAnswered).ToList();
        log.Write(change with { Removed = [.. change.Removed, .. answered], Put = [.. change.Put.Except(answered)] });
    }

    public void Dispose() => log.Dispose();
}

/// <summary>Planted fault: what the server remarks on an edit is not heard.</summary>
internal sealed class LosesNotes(HttpMessageHandler server) : DelegatingHandler(server)
{
    private const string Edits = "/omnichannel.cart.v1.CartService/ApplyOperations";

    // A gRPC message has five bytes before it: whether it is compressed, and its length.
    private const int Prefix = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (request.RequestUri!.AbsolutePath != Edits)
        {
            return response;
        }

        // Read to the end, the trailers are there.
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var heard = new ByteArrayContent(bytes.Length > Prefix ? Without(bytes) : bytes);
        heard.Headers.ContentType = response.Content.Headers.ContentType;
        response.Content = heard;
        return response;
    }

    private static byte[] Without(byte[] bytes)
    {
        var answer = ApplyOperationsResponse.Parser.ParseFrom(bytes.AsSpan(Prefix));
        foreach (var result in answer.Results)
        {
            result.Note = null;
        }

        var message = answer.ToByteArray();
        var framed = new byte[Prefix + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed, Prefix);
        return framed;
    }
}
