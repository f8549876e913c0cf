using System.Collections.Concurrent;
using Grpc.Core;
using Omnichannel.Platform.Security;
using Omnichannel.Stories.Format;
using Omnichannel.Stories.Playing;
using Omnichannel.TestKit;

namespace Omnichannel.Stories.Serving;

/// <summary>The stories that are being played. A device is known by its token.</summary>
internal sealed class StoryPlays(TestTokens issuer, GrantTokens grants, TokenValidator tokens)
{
    private const string Header = "authorization";
    private const string Scheme = "Bearer ";
    private readonly ConcurrentDictionary<string, DeviceLine> lines = new(StringComparer.Ordinal);

    /// <summary>Begins a story.</summary>
    public Play Begin(Story story) => new(story, new StoryShop(grants, tokens), issuer, line => lines[line.Token] = line);

    /// <summary>A story is over.</summary>
    public void End(Play play)
    {
        foreach (var (token, _) in lines.Where(line => line.Value.Play == play))
        {
            lines.TryRemove(token, out _);
        }

        play.Dispose();
    }

    /// <summary>The line that a call comes over.</summary>
    public DeviceLine Of(ServerCallContext context) =>
        context.RequestHeaders.GetValue(Header) is { } header && lines.TryGetValue(header[Scheme.Length..], out var line)
            ? line
            : throw new RpcException(new Status(StatusCode.NotFound, "No story that is played has this device."));
}
