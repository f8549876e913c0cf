namespace Omnichannel.Values;

/// <summary>
/// A domain's enum and the contract's with the same words, each in terms of the other. Words are compared, never numbers. What is not told (0) goes by two names: <c>None</c> in domains,
/// <c>Unspecified</c> in contracts. The first use fails where one has a word that the other lacks.
/// </summary>
public static class SameWords
{
    /// <summary>The contract's word.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the domain's.</exception>
    public static TContract ToContract<TDomain, TContract>(TDomain value)
        where TDomain : struct, Enum
        where TContract : struct, Enum =>
        Table<TDomain, TContract>.Contracts.TryGetValue(value, out var word)
            ? word
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{typeof(TDomain).Name} has no such word.");

    /// <summary>The domain's word; not told where the value is of a later version of the contract.</summary>
    public static TDomain ToDomain<TDomain, TContract>(TContract value)
        where TDomain : struct, Enum
        where TContract : struct, Enum => Table<TDomain, TContract>.Domains.TryGetValue(value, out var word) ? word : default;

    private static class Table<TDomain, TContract>
        where TDomain : struct, Enum
        where TContract : struct, Enum
    {
        public static readonly Dictionary<TDomain, TContract> Contracts = Words<TDomain, TContract>();
        public static readonly Dictionary<TContract, TDomain> Domains = Words<TContract, TDomain>();

        private static Dictionary<TFrom, TTo> Words<TFrom, TTo>()
            where TFrom : struct, Enum
            where TTo : struct, Enum =>
            Enum.GetValues<TFrom>().ToDictionary(from => from, from => EqualityComparer<TFrom>.Default.Equals(from, default)
                ? default
                : Enum.TryParse<TTo>(from.ToString(), out var to) ? to : throw new InvalidOperationException($"{typeof(TTo)} lacks {from} of {typeof(TFrom)}."));
    }
}
