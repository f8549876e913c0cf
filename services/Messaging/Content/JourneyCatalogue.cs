using Omnichannel.Messaging.Domain;
using Omnichannel.Platform.Text;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Omnichannel.Messaging.Content;

/// <summary>All journeys, by the event that starts them.</summary>
public sealed class JourneyCatalogue
{
    private readonly ILookup<string, Journey> byTrigger;
    private readonly Dictionary<string, Journey> byId;
    private readonly Dictionary<(string Journey, string Step), JourneyStep> steps;

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidDataException">A journey is incomplete.</exception>
    public JourneyCatalogue(string yaml)
    {
        var journeys = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).WithTypeConverter(new YamlEnums()).Build().Deserialize<List<Journey>>(yaml);
        foreach (var journey in journeys)
        {
            if (journey is { Id.Length: 0 } or { Trigger.Length: 0 } or { Subject.Length: 0 } or { LegalClass: LegalClass.None }
                or { LegalClass: not (LegalClass.Transactional or LegalClass.Statutory), Purpose: ConsentPurpose.None } or { Steps.Count: 0 })
            {
                throw new InvalidDataException($"Journey '{journey.Id}' is incomplete.");
            }

            foreach (var step in journey.Steps.Where(step => step.Template.Length == 0 || step.Media.Count == 0 || step.Deadline <= step.Delay))
            {
                throw new InvalidDataException($"Step '{step.Id}' of journey '{journey.Id}' has no template, no medium, or a deadline before its time.");
            }
        }

        foreach (var journey in journeys.Where(journey => journey.Corrects.Any(id => journeys.TrueForAll(other => other.Id != id || other.Subject != journey.Subject))))
        {
            throw new InvalidDataException($"Journey '{journey.Id}' corrects one that there is not, or that is about something else.");
        }

        byId = journeys.ToDictionary(journey => journey.Id);
        byTrigger = journeys.ToLookup(journey => journey.Trigger);
        steps = journeys.SelectMany(journey => journey.Steps.Select(step => (Key: (journey.Id, step.Id), step))).ToDictionary(pair => pair.Key, pair => pair.step);
    }

    /// <summary>All steps with their journeys.</summary>
    public IEnumerable<(Journey Journey, JourneyStep Step)> All => byTrigger.SelectMany(group => group).SelectMany(journey => journey.Steps.Select(step => (journey, step)));

    /// <summary>Names of the events that start something.</summary>
    public IEnumerable<string> Triggers => byTrigger.Select(group => group.Key);

    /// <summary>Journeys that an event starts, its conditions considered.</summary>
    public IEnumerable<Journey> StartedBy(string eventName, IReadOnlyDictionary<string, object?> data) =>
        byTrigger[eventName].Where(journey => journey.When.All(condition => condition.Value.Contains(Text(data, condition.Key))));

    /// <summary>The journeys that one corrects; none when it is no longer there.</summary>
    public IReadOnlyList<string> CorrectedBy(string journey) => byId.GetValueOrDefault(journey)?.Corrects ?? [];

    /// <summary>A journey's step; null when it is no longer there.</summary>
    public JourneyStep? Step(string journey, string step) => steps.GetValueOrDefault((journey, step));

    /// <summary>A field of an event as text.</summary>
    public static string Text(IReadOnlyDictionary<string, object?> data, string field) => data.GetValueOrDefault(field) switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        var value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
