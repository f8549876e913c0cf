using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.People;

namespace Omnichannel.Platform.PersonalData;

/// <summary>
/// One kind of what a service keeps about people. A service says what it has by one registration for each kind (<see cref="PersonalDataRegistration"/>), which serves
/// <c>omnichannel.platform.v1.PersonalDataService</c>.
/// </summary>
public interface IPersonalData
{
    /// <summary>Its name in the contract, for example <c>wishlist</c>.</summary>
    string Kind { get; }

    /// <summary>What is kept, in one order that does not change, each read when it is asked for. Nothing after an erasure, but for what a duty keeps.</summary>
    IAsyncEnumerable<PersonalRecord> Export(Person person, CancellationToken cancellation);

    /// <summary>Erases what no duty keeps. Again, it erases what has come since and what no duty keeps any longer.</summary>
    Task<Erasure> Erase(Person person, CancellationToken cancellation);
}

/// <summary>One thing that is kept about a person.</summary>
/// <param name="Id">Within its kind.</param>
/// <param name="Data">All of it that says something about the person.</param>
public sealed record PersonalRecord(string Id, Struct Data)
{
    /// <summary>Until when it is kept; null as long as nobody erases it.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>The duty that keeps it from being erased until then; empty for none.</summary>
    public string Duty { get; init; } = "";

    /// <summary>Made of a message of the contract, in the form that the message has in JSON.</summary>
    public static PersonalRecord Of(string id, IMessage message) => new(id, JsonParser.Default.Parse<Struct>(JsonFormatter.Default.Format(message)));
}

/// <summary>What became of one kind.</summary>
/// <param name="Erased">How many are gone that were there.</param>
/// <param name="Kept">What stays, by duty.</param>
public sealed record Erasure(int Erased, IReadOnlyList<KeptByDuty> Kept)
{
    /// <summary>Of single things.</summary>
    /// <param name="erased">How many are gone.</param>
    /// <param name="kept">Each that stays, with its duty.</param>
    public static Erasure Of(int erased, IEnumerable<(string Duty, DateTimeOffset Until)> kept) => new(
        erased, [.. kept.GroupBy(one => one.Duty, StringComparer.Ordinal).Select(group => new KeptByDuty(group.Count(), group.Key, group.Max(one => one.Until)))]);
}

/// <summary>What a duty keeps.</summary>
/// <param name="Count">How many.</param>
/// <param name="Duty">Which: a word of the service's README.</param>
/// <param name="Until">From then on an erasure takes all of them.</param>
public sealed record KeptByDuty(int Count, string Duty, DateTimeOffset Until);
