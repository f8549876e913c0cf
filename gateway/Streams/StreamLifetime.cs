using Microsoft.Extensions.Options;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Settings;

namespace Omnichannel.Gateway.Streams;

/// <summary>Settings of event streams (section <c>Omnichannel:Gateway:Streams</c>).</summary>
public sealed class StreamOptions
{
    [Setting("Between two comments on a silent stream.")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    [Setting("How long the service may take to refuse before the answer begins with status 200.")]
    public TimeSpan GraceForRefusal { get; set; } = TimeSpan.FromMilliseconds(250);

    [Setting("How many watches one connection may carry.")]
    public int MostWatches { get; set; } = 16;

    [Setting("How long a reader may leave one event untaken before it is dropped.")]
    public TimeSpan LongestWrite { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>What ends event streams besides their reader and their service: this process, when it stops.</summary>
internal sealed class StreamLifetime(IOptions<StreamOptions> options, ServiceState state)
{
    public TimeSpan Heartbeat => options.Value.Heartbeat;

    public TimeSpan GraceForRefusal => options.Value.GraceForRefusal;

    public TimeSpan LongestWrite => options.Value.LongestWrite;

    public CancellationToken Stopping => state.Draining;
}
