namespace Omnichannel.Platform.Hosting;

/// <summary>One thing that a service needs in order to serve; false or an exception: not now.</summary>
internal sealed record ReadinessCheck(string Name, Func<IServiceProvider, CancellationToken, Task<bool>> IsReady);

/// <summary>Answers whether the service can serve: the source of <c>/readyz</c> and of the gRPC health service.</summary>
public sealed class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly IServiceProvider services;
    private readonly ServiceState state;
    private readonly ReadinessCheck[] checks;

    internal Readiness(IServiceProvider services, ServiceState state, IEnumerable<ReadinessCheck> checks)
    {
        this.services = services;
        this.state = state;
        this.checks = [.. checks];
    }

    /// <summary>Names of what is missing; empty when ready. Takes two seconds at most.</summary>
    public async Task<IReadOnlyList<string>> FindMissing(CancellationToken cancellation = default)
    {
        if (!state.IsServing)
        {
            return ["serving"];
        }

        var missing = await Task.WhenAll(checks.Select(check => IsMissing(check, cancellation))).ConfigureAwait(false);
        return [.. checks.Where((_, index) => missing[index]).Select(check => check.Name)];
    }

    private async Task<bool> IsMissing(ReadinessCheck check, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Patience);
        try
        {
            return !await check.IsReady(services, timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whatever keeps the check from answering keeps the service from serving.
            return true;
        }
    }
}
