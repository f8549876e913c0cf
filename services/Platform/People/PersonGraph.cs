namespace Omnichannel.Platform.People;

/// <summary>A merge that holds.</summary>
/// <param name="From">Who was merged away.</param>
/// <param name="Into">Into whom.</param>
/// <param name="Version">Of <paramref name="From"/>: of several merges of one person the highest counts.</param>
public sealed record PersonMerge(string From, string Into, long Version);

/// <summary>Who is who by now: a function of the merges that hold, so it does not depend on the order in which they became known.</summary>
public sealed class PersonGraph
{
    private readonly Dictionary<string, PersonMerge> merges = new(StringComparer.Ordinal);

    /// <summary>By these merges.</summary>
    public PersonGraph(IEnumerable<PersonMerge> holding)
    {
        foreach (var merge in holding)
        {
            if (!merges.TryGetValue(merge.From, out var known) || known.Version < merge.Version)
            {
                merges[merge.From] = merge;
            }
        }
    }

    /// <summary>
    /// From somebody to the customer who they are. Support-context makes no circle; one may be seen for a while, when the undo of one merge comes later than the next merge: then all in
    /// it are the one with the least id.
    /// </summary>
    public IReadOnlyList<string> Way(string personId)
    {
        var path = new List<string> { personId };
        while (merges.TryGetValue(path[^1], out var merge))
        {
            var seen = path.IndexOf(merge.Into);
            if (seen >= 0)
            {
                return [.. path, path.Skip(seen).Min(StringComparer.Ordinal)!];
            }

            path.Add(merge.Into);
        }

        return path;
    }

    /// <summary>The customer who somebody is: the end of their way.</summary>
    public string Find(string personId) => Way(personId)[^1];
}
