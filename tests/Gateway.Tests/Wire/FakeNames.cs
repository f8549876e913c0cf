using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Omnichannel.Gateway.Tests.Wire;

/// <summary>A name server that says what the test says, and does not know any other name.</summary>
public sealed class FakeNames
{
    private readonly ConcurrentDictionary<string, Func<Task<IPAddress[]>>> answers = new();
    private readonly ConcurrentDictionary<string, int> looks = new();

    public Task<IPAddress[]> Resolve(string host, CancellationToken cancellation)
    {
        var answer = answers.TryGetValue(host, out var known) ? known() : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
        looks.AddOrUpdate(host, 1, (_, count) => count + 1);
        return answer;
    }

    /// <summary>How often a name was looked up.</summary>
    public int Looks(string host) => looks.GetValueOrDefault(host);

    public void Set(string host, params string[] addresses) => answers[host] = () => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray());

    public void Fail(string host, SocketError error = SocketError.HostNotFound) => answers[host] = () => Task.FromException<IPAddress[]>(new SocketException((int)error));

    /// <summary>The name server does not answer at all.</summary>
    public void Hang(string host) => answers[host] = () => new TaskCompletionSource<IPAddress[]>().Task;

    /// <summary>One single answer, and then none any more.</summary>
    public void SetOnce(string host, params string[] addresses)
    {
        var given = 0;
        answers[host] = () => Interlocked.Exchange(ref given, 1) == 0
            ? Task.FromResult(addresses.Select(IPAddress.Parse).ToArray())
            : new TaskCompletionSource<IPAddress[]>().Task;
    }
}
