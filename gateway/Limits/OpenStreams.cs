using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Errors;

namespace Omnichannel.Gateway.Limits;

/// <summary>
/// Counts the streams that are open: each costs a connection, a call to a service and a watcher there for as long as it lasts, whether or not anything
/// happens. They are counted for the subject and for its address, as <see cref="Payer"/> has them.
/// </summary>
internal sealed class OpenStreams(IOptions<LimitOptions> options)
{
    private readonly Lock guard = new();
    private readonly Dictionary<(string Kind, string Owner), int> open = [];

    /// <summary>A place for one stream, to be given back when that ends.</summary>
    /// <exception cref="ProblemException">There is none left for this caller or this address.</exception>
    public IDisposable Enter(HttpContext http)
    {
        var payer = Payer.Of(http);
        (string, string) address = (payer.IsShopper ? "address" : "staff", payer.Address);
        (string, string)? subject = payer.Subject is null ? null : ("subject", payer.Subject);
        var limits = options.Value;
        lock (guard)
        {
            Demand(subject, limits.StreamsPerSubject, "subject");
            Demand(address, limits.StreamsPerAddress, "address");
            Add(subject, 1);
            Add(address, 1);
        }

        return new Place(this, subject, address);
    }

    private void Demand((string, string)? owner, int most, string scope)
    {
        if (owner is { } key && most > 0 && open.GetValueOrDefault(key) >= most)
        {
            throw new ProblemException(Problems.TooManyStreams(most, scope));
        }
    }

    private void Add((string, string)? owner, int change)
    {
        if (owner is not { } key)
        {
            return;
        }

        var count = open.GetValueOrDefault(key) + change;
        if (count == 0)
        {
            open.Remove(key);
        }
        else
        {
            open[key] = count;
        }
    }

    private sealed class Place(OpenStreams streams, (string, string)? subject, (string, string) address) : IDisposable
    {
        private bool isLeft;

        public void Dispose()
        {
            lock (streams.guard)
            {
                if (!isLeft)
                {
                    isLeft = true;
                    streams.Add(subject, -1);
                    streams.Add(address, -1);
                }
            }
        }
    }
}
