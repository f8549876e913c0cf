namespace Omnichannel.OrderTracking.Domain;

/// <summary>
/// What follows from a record's facts, derived once. Copies of the record have it, too, as long as their facts are the same instances. It is no part of what a record is: two records
/// are equal whatever was derived of either.
/// </summary>
/// <typeparam name="TFacts">All that the value hangs on.</typeparam>
/// <typeparam name="TValue">What follows; it never changes.</typeparam>
internal struct Derived<TFacts, TValue> : IEquatable<Derived<TFacts, TValue>>
    where TFacts : struct, IEquatable<TFacts>
{
    // One reference, written at once: two threads that derive at the same time derive the same.
    private Known? known;

    /// <summary>The value of these facts.</summary>
    /// <param name="facts">As they are now.</param>
    /// <param name="record">Whose they are.</param>
    /// <param name="derive">Derives, where it is not known.</param>
    public TValue Of<TRecord>(TFacts facts, TRecord record, Func<TRecord, TValue> derive)
    {
        if (known is not { } earlier || !earlier.Facts.Equals(facts))
        {
            known = earlier = new Known(facts, derive(record));
        }

        return earlier.Value;
    }

    /// <inheritdoc/>
    public readonly bool Equals(Derived<TFacts, TValue> other) => true;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Derived<TFacts, TValue>;

    /// <inheritdoc/>
    public override readonly int GetHashCode() => 0;

    private sealed class Known(TFacts facts, TValue value)
    {
        public TFacts Facts => facts;

        public TValue Value => value;
    }
}
