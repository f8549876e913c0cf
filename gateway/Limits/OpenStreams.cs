using Microsoft.Extensions.Options;
using Omnichannel.Gateway.Errors;

namespace Omnichannel.Gateway.Limits;

/// <summary>
/// Counts the streams that are open: each costs a connection, a call to a service and a watcher there for as long as it lasts, whether or not anything
/// happens. They are counted for the subject and for its address, as <see cref="Payer"/> has them.
/// </summary>
internal sealed class OpenStreams(IOptions<LimitOptions> options)
{
    private readonly OpenPlaces places = new();

    /// <summary>A place for one stream, to be given back when that ends.</summary>
    /// <exception cref="ProblemException">There is none left for this caller or this address.</exception>
    public IDisposable Enter(HttpContext http)
    {
        var payer = Payer.Of(http);
        var shared = new Place(payer.PlaceKind, payer.Place, payer.IsAssistant ? options.Value.StreamsPerAssistant : options.Value.StreamsPerAddress);
        Place[] wanted = payer.Subject is null ? [shared] : [new Place("subject", payer.Subject, options.Value.StreamsPerSubject), shared];
        return places.TryEnter(wanted, out var full)
            ?? throw new ProblemException(Problems.TooManyStreams(full.Most, full.Kind == "subject" ? "subject" : payer.IsAssistant ? "assistant" : "address"));
    }
}
