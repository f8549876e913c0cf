using System.Collections.Immutable;
using System.Text;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>What holds for the options of an item wherever they are written down.</summary>
public static class OptionRules
{
    private const int MostBytes = 2048;

    /// <summary>Whether names and values together are beyond 2 KiB.</summary>
    public static bool AreTooLarge(IReadOnlyList<Option> options)
    {
        var bytes = 0;
        for (var i = 0; i < options.Count; i++)
        {
            bytes += Encoding.UTF8.GetByteCount(options[i].Name) + Encoding.UTF8.GetByteCount(options[i].Value);
        }

        return bytes > MostBytes;
    }

    /// <summary>Whether a line may have these options: those that the item offers, each with one of its values, and none missing that it requires. An item that offers none takes any.</summary>
    public static Refusal? Refuse(ImmutableArray<OfferedOption> offered, IReadOnlyList<Option> chosen)
    {
        if (offered.IsEmpty)
        {
            return null;
        }

        foreach (var option in chosen)
        {
            if (!offered.Any(known => known.Name == option.Name && (known.Values.IsEmpty || known.Values.Contains(option.Value))))
            {
                return new OptionNotOffered(option.Name);
            }
        }

        return offered.FirstOrDefault(known => known.IsRequired && chosen.All(option => option.Name != known.Name)) is { } missing ? new OptionRequired(missing.Name) : null;
    }
}
