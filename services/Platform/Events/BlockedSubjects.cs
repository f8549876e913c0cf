namespace Omnichannel.Platform.Events;

/// <summary>Subjects whose events wait behind a parked one. An event without subject (a malformed one) has no followers and blocks nobody.</summary>
internal sealed class BlockedSubjects(IEnumerable<string> subjects)
{
    private readonly HashSet<string> blocked = [.. subjects.Where(subject => subject.Length > 0)];

    public bool Contains(string subject) => blocked.Contains(subject);

    public void Add(string subject)
    {
        if (subject.Length > 0)
        {
            blocked.Add(subject);
        }
    }
}
