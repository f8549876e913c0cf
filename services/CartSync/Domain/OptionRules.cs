using System.Collections.Immutable;
using System.Text;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Domain;

/// <summary>What holds for the options of an item wherever they are written down.</summary>
public static class OptionRules
{
    private const int MostBytes = 2048;

    /// <summary>
    /// Why nothing may have these options, whatever its item offers: names and values together are beyond 2 KiB of UTF-8, or have a control character, which in the text that
    /// a line's id is made of would pass for the end of a name or a value. Null when it may.
    /// </summary>
    public static Refusal? Refuse(IReadOnlyList<Option> options)
    {
        var bytes = 0;
        var hasControl = false;
        for (var i = 0; i < options.Count; i++)
        {
            bytes += Encoding.UTF8.GetByteCount(options[i].Name) + Encoding.UTF8.GetByteCount(options[i].Value);
            hasControl = hasControl || options[i].Name.Any(char.IsControl) || options[i].Value.Any(char.IsControl);
        }

        return bytes > MostBytes ? new OptionsTooLarge() : hasControl ? new OptionsInvalid() : null;
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
