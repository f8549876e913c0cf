using System.Reflection;
using Google.Protobuf.Reflection;
using Omnichannel.CartSync.Domain;

namespace Omnichannel.Stories.Format;

/// <summary>Names of the contract. The domain's numbers are the contract's.</summary>
internal static class ContractNames
{
    public static string NameOf(MergeNoteKind kind) => NameOf((Cart.V1.MergeNoteKind)kind);

    public static string NameOf(Cart.V1.MergeNoteKind kind) => Contract(kind);

    public static string NameOf(MergeStrategy strategy) => Contract((Cart.V1.MergeStrategy)strategy);

    public static MergeStrategy StrategyOf(string name) => (MergeStrategy)Enum.GetValues<Cart.V1.MergeStrategy>().First(strategy => Contract(strategy) == name);

    private static string Contract<T>(T value)
        where T : struct, Enum => typeof(T).GetField(Enum.GetName(value)!)!.GetCustomAttribute<OriginalNameAttribute>()!.Name;
}
