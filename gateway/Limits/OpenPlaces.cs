namespace Omnichannel.Gateway.Limits;

/// <summary>One of the places that somebody has.</summary>
/// <param name="Kind">Of what; with the owner, whose they are.</param>
/// <param name="Owner">Who has them.</param>
/// <param name="Most">How many there are; 0 for any number.</param>
internal readonly record struct Place(string Kind, string Owner, int Most);

/// <summary>Counts what is open, for each who has it.</summary>
internal sealed class OpenPlaces
{
    private readonly Lock guard = new();
    private readonly Dictionary<(string Kind, string Owner), int> open = [];

    /// <summary>Takes all of these places, to be given back together; null, and none of them, when one is not free.</summary>
    public IDisposable? TryEnter(ReadOnlySpan<Place> places, out Place full)
    {
        lock (guard)
        {
            foreach (var place in places)
            {
                if (place.Most > 0 && open.GetValueOrDefault((place.Kind, place.Owner)) >= place.Most)
                {
                    full = place;
                    return null;
                }
            }

            foreach (var place in places)
            {
                Add(place, 1);
            }
        }

        full = default;
        return new Taken(this, places.ToArray());
    }

    private void Add(Place place, int change)
    {
        var owner = (place.Kind, place.Owner);
        var count = open.GetValueOrDefault(owner) + change;
        if (count == 0)
        {
            open.Remove(owner);
        }
        else
        {
            open[owner] = count;
        }
    }

    private sealed class Taken(OpenPlaces all, Place[] places) : IDisposable
    {
        private bool isLeft;

        public void Dispose()
        {
            lock (all.guard)
            {
                if (isLeft)
                {
                    return;
                }

                isLeft = true;
                foreach (var place in places)
                {
                    all.Add(place, -1);
                }
            }
        }
    }
}
