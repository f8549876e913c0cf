using System.Text.RegularExpressions;
using Grpc.Core;

namespace Omnichannel.Gateway.OpenApi;

/// <summary>
/// The errors that an rpc's comment lists. The list comes last, and each of its items is one of
/// <code>
/// Errors:
/// - NOT_FOUND CART_NOT_FOUND, LINE_NOT_FOUND: when.
/// - UNAVAILABLE: when.
/// - those of GetCart: remark.
/// - those of CheckoutService.BeginCheckout
/// </code>
/// What stands behind a colon explains the item. The second form has no reason. The last two stand for what another rpc lists: of the same service, or of one
/// of the same package.
/// </summary>
internal static partial class ListedErrors
{
    private const string Heading = "Errors:\n- ";

    private static readonly Dictionary<string, StatusCode> Codes =
        Enum.GetValues<StatusCode>().ToDictionary(code => Capital().Replace(code.ToString(), "_$0").ToUpperInvariant(), StringComparer.Ordinal);

    /// <summary>Its own errors, then those of the rpcs that it names.</summary>
    /// <param name="rpc">Its full name.</param>
    /// <param name="commentOf">The comment of a full name; null when there is none.</param>
    /// <exception cref="FormatException">An item is none of these, or names an rpc without a comment.</exception>
    public static IEnumerable<(StatusCode Code, string Reason)> Of(string rpc, Func<string, string?> commentOf)
    {
        // Two rpcs that name each other are each read once.
        List<string> rpcs = [rpc];
        for (var at = 0; at < rpcs.Count; at++)
        {
            foreach (var item in Items(rpcs[at], commentOf))
            {
                if (TheirErrors().Match(item) is { Success: true } theirs)
                {
                    var name = FullName(theirs.Groups["rpc"].Value, rpcs[at]);
                    if (commentOf(name) is null)
                    {
                        throw new FormatException($"{rpcs[at]} lists the errors of {name}, which there is not.");
                    }

                    if (!rpcs.Contains(name))
                    {
                        rpcs.Add(name);
                    }
                }
                else if (OwnErrors().Match(item) is { Success: true } own && Codes.TryGetValue(own.Groups["code"].Value, out var code))
                {
                    foreach (Capture reason in own.Groups["reason"].Captures)
                    {
                        yield return (code, reason.Value);
                    }
                }
                else
                {
                    throw new FormatException($"{rpcs[at]} lists what is no error: {item}");
                }
            }
        }
    }

    private static string[] Items(string rpc, Func<string, string?> commentOf)
    {
        var last = commentOf(rpc)?.Split("\n\n")[^1];
        return last?.StartsWith(Heading, StringComparison.Ordinal) is true ? last[Heading.Length..].Split("\n- ") : [];
    }

    private static string FullName(string name, string rpc)
    {
        var scope = rpc[..rpc.LastIndexOf('.')];
        return name.Contains('.', StringComparison.Ordinal) ? $"{scope[..scope.LastIndexOf('.')]}.{name}" : $"{scope}.{name}";
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();

    [GeneratedRegex(@"^those of (?<rpc>(?:[A-Z]\w+\.)?[A-Z]\w+)(?:: .+\.)?$", RegexOptions.Singleline)]
    private static partial Regex TheirErrors();

    // A reason, or why there is none, or both.
    [GeneratedRegex(@"^(?<code>[A-Z_]+)(?: (?<reason>[A-Z][A-Z0-9_]*)(?:, (?<reason>[A-Z][A-Z0-9_]*))*(?:: .+\.)?|: .+\.)$", RegexOptions.Singleline)]
    private static partial Regex OwnErrors();
}
