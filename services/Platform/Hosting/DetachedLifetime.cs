using Microsoft.Extensions.Hosting;

namespace Omnichannel.Platform.Hosting;

/// <summary>Services do not listen to signals themselves: <see cref="PlatformApplication"/> does, once for the process, and stops them in order.</summary>
internal sealed class DetachedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
