using System.Text;

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
}
