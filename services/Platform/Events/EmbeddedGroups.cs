namespace Omnichannel.Platform.Events;

/// <summary>Which member of which consumer group owns which partition. All members live in this process, so a lock is all the protocol there is.</summary>
internal sealed class EmbeddedGroups
{
    private readonly Dictionary<string, Group> groups = [];

    /// <summary>Guards ownership and committed offsets.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Adds a member, and spreads the partitions anew.</summary>
    /// <param name="name">The group.</param>
    /// <param name="member">The new member.</param>
    /// <param name="committed">The group's offsets on disk; those that this process knows already are newer and stay.</param>
    public void Join(string name, EmbeddedSubscription member, IReadOnlyDictionary<LogPartition, long> committed)
    {
        lock (Gate)
        {
            if (!groups.TryGetValue(name, out var group))
            {
                groups[name] = group = new Group();
            }

            foreach (var (partition, offset) in committed)
            {
                group.Committed.TryAdd(partition, offset);
            }

            group.Members.Add(member);
            group.Spread();
        }
    }

    /// <summary>Removes a member; its partitions go to the others, from the committed offsets.</summary>
    public void Leave(string name, EmbeddedSubscription member)
    {
        lock (Gate)
        {
            if (groups.TryGetValue(name, out var group) && group.Members.Remove(member))
            {
                group.Spread();
                member.Assign([]);
            }
        }
    }

    /// <summary>Remembers an offset that is on disk.</summary>
    public void Committed(string name, LogPartition partition, long offset)
    {
        lock (Gate)
        {
            groups[name].Committed[partition] = offset;
        }
    }

    /// <summary>Where groups have not applied all that was published, and up to where they have: it may be that nothing is left there.</summary>
    public List<(LogPartition Partition, long Offset)> Behind()
    {
        lock (Gate)
        {
            return [.. groups.Values.SelectMany(group => group.Committed).Where(read => read.Value < read.Key.Head).Select(read => (read.Key, read.Value))];
        }
    }

    /// <summary>Wakes every member that may be waiting for one of these partitions.</summary>
    public void Wake(IReadOnlyDictionary<LogPartition, long> appended)
    {
        lock (Gate)
        {
            foreach (var member in groups.Values.SelectMany(group => group.Members))
            {
                if (appended.Keys.Any(member.Owns))
                {
                    member.Wake();
                }
            }
        }
    }

    private sealed class Group
    {
        public List<EmbeddedSubscription> Members { get; } = [];

        public Dictionary<LogPartition, long> Committed { get; } = [];

        // Partition n of a topic goes to the (n mod members)-th subscriber of that topic; a member keeps what stays with it, batches in hand included.
        public void Spread()
        {
            var share = Members.ToDictionary(member => member, _ => new List<(LogPartition, long)>());
            foreach (var (partition, offset) in Committed)
            {
                var candidates = Members.Where(member => member.Topics.Contains(partition.Topic)).ToList();
                if (candidates.Count > 0)
                {
                    share[candidates[partition.Number % candidates.Count]].Add((partition, offset));
                }
            }

            foreach (var (member, partitions) in share)
            {
                member.Assign(partitions);
            }
        }
    }
}
