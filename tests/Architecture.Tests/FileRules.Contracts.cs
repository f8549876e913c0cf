using System.Text.RegularExpressions;

namespace Omnichannel.Architecture.Tests;

// The comments of the contracts: what a client's author reads first, in the protos and in OpenAPI.
public static partial class FileRules
{
    private const int MostWords = 40;

    private static readonly HashSet<string> _statusCodes =
    [
        "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ];

    private static FileRule RpcsSayWhatTheyDoAndRefuse => new("The comment of an rpc is one sentence, then promises, then its errors as a list", files =>
    {
        var rpcs = files.Where(IsContract).SelectMany(Rpcs).ToList();
        var names = rpcs.Select(rpc => rpc.Package + rpc.Name).ToHashSet();
        return
            from rpc in rpcs
            from fault in Faults(Paragraphs(rpc.Comment), name => names.Contains(rpc.Package + (name.Contains('.', StringComparison.Ordinal) ? name : $"{rpc.Service}.{name}")))
            select new Violation(rpc.Where, $"{rpc.Name} {fault}");
    })
    {
        Planted = [File("protos/omnichannel/cart/v1/cart_service.proto", Contract("// Answers one cart. It is checked again.\n"))],
        Harmless =
        [
            File("protos/omnichannel/cart/v1/cart_service.proto", Contract("""
                // Answers one cart, version 1.2 and `{cart_id}.{generation}` included.
                //
                // It is checked again. Errors of one line never
                // keep the others from being answered: NOT_FOUND stands there.
                //
                // Reasons of a refused line:
                // - SKU_UNKNOWN, LINE_LIMIT_2
                // - STALE: older than
                //   the line on file.
                //
                // Errors:
                // - NOT_FOUND CART_NOT_FOUND
                // - FAILED_PRECONDITION CART_IN_CHECKOUT, CART_CLOSED: either cart; comes with RetryInfo,
                //   and metadata (channel: where).
                // - UNAVAILABLE: nothing is known to be stored. Send it again.
                // - those of GetCart
                // - those of CheckoutService.Begin: nothing was sold.

                """)),
            File("protos/omnichannel/cart/v1/checkout_service.proto", "service CheckoutService {\n  // Begins.\n  rpc Begin(A) returns (B);\n}\n"),
            File("protos/google/api/http.proto", "service Google {\n  rpc Anything(A) returns (B);\n}\n"),
            File("services/CartSync/README.md", "rpc GetCart( // Answers. Twice.\nErrors: NONE.\n"),
        ],
    };

    private static FileRule SentencesAreShort => new($"No sentence in the comments of a contract has more than {MostWords} words", files =>
        from file in files.Where(IsContract)
        from Match comment in Comment().Matches(file.Text)
        from text in Paragraphs(comment.Value).SelectMany(paragraph => paragraph.Split("\n- "))
        from sentence in Sentences(text)
        where sentence.Split(' ').Length > MostWords
        select new Violation($"{file.Path}:{file.LineAt(comment.Index)}", $"is too long to be read aloud: {sentence}"))
    {
        Planted = [File("protos/omnichannel/cart/v1/cart.proto", $"// A cart.\n//\n// It{Words(20)}\n//{Words(20)}.\nmessage Cart {{}}\n")],
        Harmless =
        [
            File("protos/omnichannel/cart/v1/cart.proto", $"// It{Words(38)} 1.5. It{Words(39)}.\n// - It{Words(39)}.\n// - It{Words(39)}.\n\n// It{Words(39)}\nmessage Cart {{}} // It{Words(60)}\n"),
            File("protos/google/api/http.proto", $"// It{Words(60)}.\n"),
        ],
    };

    private static bool IsContract(SourceFile file) => file.IsIn("protos/omnichannel") && Path.GetExtension(file.Path) == ".proto";

    private static IEnumerable<(string Package, string Service, string Name, string Where, string Comment)> Rpcs(SourceFile file) =>
        from Match service in ServiceBody().Matches(file.Text)
        let name = service.Groups["name"].Value
        from Match rpc in CommentedRpc().Matches(service.Value)
        select (file.Path[..(file.Path.LastIndexOf('/') + 1)], name, $"{name}.{rpc.Groups["name"].Value}",
            $"{file.Path}:{file.LineAt(service.Index + rpc.Index)}", rpc.Groups["comment"].Value);

    private static IEnumerable<string> Faults(IReadOnlyList<string> paragraphs, Func<string, bool> isRpc)
    {
        if (paragraphs is not [var first, ..] || first.Contains('\n', StringComparison.Ordinal) || !first.EndsWith('.') || Sentences(first).Length != 1)
        {
            yield return "does not begin with one sentence";
        }

        for (var at = 0; at < paragraphs.Count; at++)
        {
            if (ErrorsHeading().IsMatch(paragraphs[at]))
            {
                if (at != paragraphs.Count - 1 || !paragraphs[at].StartsWith("Errors:\n- ", StringComparison.Ordinal))
                {
                    yield return "does not end with \"Errors:\" and a list";
                }
                else
                {
                    foreach (var item in paragraphs[at].Split("\n- ")[1..].Where(item => !IsError(item, isRpc)))
                    {
                        yield return $"lists what is no error: {item}";
                    }
                }
            }
            else if (ReasonsHeading().IsMatch(paragraphs[at]))
            {
                if (!ReasonsList().IsMatch(paragraphs[at]))
                {
                    yield return "tells reasons without \"Reasons of ...:\" and a list";
                }

                foreach (var item in paragraphs[at].Split("\n- ")[1..].Where(item => !Reasons().IsMatch(item)))
                {
                    yield return $"lists what is no reason: {item}";
                }
            }
        }
    }

    private static bool IsError(string item, Func<string, bool> isRpc) =>
        (TheirErrors().Match(item) is { Success: true } theirs && isRpc(theirs.Groups["rpc"].Value))
        || (OwnErrors().Match(item) is { Success: true } own && _statusCodes.Contains(own.Groups["code"].Value));

    // Lines are wrapped by hand: only paragraphs and the items of lists begin one.
    private static string[] Paragraphs(string comment) =>
        [.. Slashes().Replace(comment, string.Empty).Trim().Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(paragraph => NextLine().Replace(paragraph.Trim(), line => line.Groups["item"].Success ? "\n- " : " "))];

    private static string[] Sentences(string text) => SentenceEnd().Split(text);

    private static string Contract(string comment) => $"service CartService {{\n{comment}  rpc GetCart(A) returns (B);\n}}\n";

    private static string Words(int count) => string.Concat(Enumerable.Repeat(" word", count));

    [GeneratedRegex(@"^service (?<name>\w+) \{(?:.|\n)*?^\}", RegexOptions.Multiline)]
    private static partial Regex ServiceBody();

    [GeneratedRegex(@"(?<comment>(?:^[ \t]*//.*\n)*)^[ \t]*rpc (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex CommentedRpc();

    [GeneratedRegex(@"(?:^[ \t]*//.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^[ \t]*// ?", RegexOptions.Multiline)]
    private static partial Regex Slashes();

    [GeneratedRegex(@"\n *(?<item>- )?")]
    private static partial Regex NextLine();

    [GeneratedRegex(@"(?<=[.!?]) ")]
    private static partial Regex SentenceEnd();

    // Also "Errors, after which nothing is stored:".
    [GeneratedRegex(@"^Errors\b[^:.]*:|\bErrors:")]
    private static partial Regex ErrorsHeading();

    [GeneratedRegex(@"^Reasons\b[^:.]*:|\bReasons per ")]
    private static partial Regex ReasonsHeading();

    [GeneratedRegex(@"^Reasons of [^:\n]+:\n- ")]
    private static partial Regex ReasonsList();

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]*(?:, [A-Z][A-Z0-9_]*)*(?:: .+\.)?$")]
    private static partial Regex Reasons();

    [GeneratedRegex(@"^those of (?<rpc>(?:[A-Z]\w+\.)?[A-Z]\w+)(?:: .+\.)?$")]
    private static partial Regex TheirErrors();

    [GeneratedRegex(@"^(?<code>[A-Z_]+)(?: [A-Z][A-Z0-9_]*(?:, [A-Z][A-Z0-9_]*)*(?:: .+\.)?|: .+\.)$")]
    private static partial Regex OwnErrors();
}
