using System.Text.Json;
using Omnichannel.Gateway.Errors;
using Omnichannel.Gateway.Limits;

namespace Omnichannel.Gateway.Streams;

/// <summary>A watch, and what it is called among several on one connection; null when it is the only one.</summary>
internal sealed record NamedWatch(JsonEncodedText? Name, IWatch Watch);

/// <summary>
/// Carries watches to one connection. A message is read from a service only when the one before has been taken by the connection, so a slow reader holds
/// the services back instead of filling memory; a reader that takes nothing at all is dropped.
/// </summary>
internal sealed class EventRelay(StreamLifetime lifetime, OpenStreams places)
{
    /// <summary>Carries them until the reader leaves, this process stops, or all have ended.</summary>
    /// <param name="http">The connection.</param>
    /// <param name="area">Who is said to be away when this process stops.</param>
    /// <param name="watches">What it carries.</param>
    /// <param name="id">The event's id when the watch of this index has come to this position. Asked in the order in which events are sent.</param>
    /// <exception cref="ProblemException">All of them were refused at once: the problem of the first.</exception>
    public async Task Run(HttpContext http, string area, IReadOnlyList<NamedWatch> watches, Func<int, long, string> id)
    {
        using var place = places.Enter(http);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.Stopping);
        using var connection = new Connection(http, lifetime, watches, id, ending);
        try
        {
            await connection.Carry();
        }
        catch (Exception exception) when (connection.IsOver && exception is (OperationCanceledException or IOException))
        {
            // The reader is gone, and with it the calls.
        }
        catch (OperationCanceledException) when (lifetime.Stopping.IsCancellationRequested)
        {
            await connection.End(Problems.Unavailable(area, TimeSpan.FromSeconds(1)));
        }
    }

    /// <summary>One run. Whoever has the turn writes.</summary>
    private sealed class Connection(HttpContext http, StreamLifetime lifetime, IReadOnlyList<NamedWatch> watches, Func<int, long, string> id, CancellationTokenSource ending)
        : IDisposable
    {
        private readonly EventStream events = new(http, lifetime.LongestWrite);
        private readonly SemaphoreSlim turn = new(1);

        /// <summary>Nobody reads any more.</summary>
        public bool IsOver => http.RequestAborted.IsCancellationRequested || events.IsDropped;

        public async Task Carry()
        {
            var firsts = watches.Select(watch => watch.Watch.Next(ending.Token)).ToList();
            await RefuseIfAllAreRefused(firsts);
            await events.Begin();
            var work = Task.WhenAll(firsts.Select((first, index) => Carry(index, first)));
            try
            {
                await Beat(work);
            }
            catch
            {
                await ending.CancelAsync();
                throw;
            }
            finally
            {
                await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        public async Task End(Problem problem)
        {
            if (!http.Response.HasStarted)
            {
                throw new ProblemException(problem);
            }

            await events.WriteProblem(problem, watch: null);
        }

        public void Dispose()
        {
            foreach (var (_, watch) in watches)
            {
                watch.Dispose();
            }

            turn.Dispose();
            events.Dispose();
        }

        // A refusal at once is an ordinary problem with its status, so that a reader does not come back for ever; only later ones have to travel as events.
        // A silent stream is not kept waiting for its headers, so there is a moment in between.
        private async Task RefuseIfAllAreRefused(List<Task<WatchedMessage?>> firsts)
        {
            var enough = Task.Delay(lifetime.GraceForRefusal, ending.Token);
            var open = firsts.ToList<Task>();
            while (open.Count > 0)
            {
                var done = await Task.WhenAny([.. open, enough]);
                ending.Token.ThrowIfCancellationRequested();
                if (done == enough || done.IsCompletedSuccessfully)
                {
                    return;
                }

                open.Remove(done);
            }

            await firsts[0];
        }

        // A failing watch ends alone; anything else that goes wrong ends all.
        private async Task Carry(int index, Task<WatchedMessage?> next)
        {
            var (name, watch) = watches[index];
            try
            {
                while (await next is { } message)
                {
                    await InTurn(() => events.Write(message.Event, id(index, message.Position), message.Message, name));
                    next = watch.Next(ending.Token);
                }

                if (name is { } ended)
                {
                    await InTurn(() => events.WriteEnd(ended));
                }
            }
            catch (ProblemException failure)
            {
                await InTurn(() => events.WriteProblem(failure.Problem, name));
            }
            catch
            {
                await ending.CancelAsync();
                throw;
            }
        }

        private async Task Beat(Task work)
        {
            while (await Task.WhenAny(work, Task.Delay(lifetime.Heartbeat, ending.Token)) != work && !ending.IsCancellationRequested)
            {
                await InTurn(events.Heartbeat);
            }

            await work;
        }

        private async Task InTurn(Func<Task> write)
        {
            await turn.WaitAsync(ending.Token);
            try
            {
                await write();
            }
            finally
            {
                turn.Release();
            }
        }
    }
}
