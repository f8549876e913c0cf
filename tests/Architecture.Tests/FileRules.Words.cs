using System.Text.RegularExpressions;

namespace Omnichannel.Architecture.Tests;

public static partial class FileRules
{
    private static readonly string[] _layers = ["Domain", "Store", "Transport"];

    // A number says nothing to who reads a row or a file, and a cast between two enums is right only as long as nobody adds a word to one of them.
    private static FileRule WordsAreNoNumbers => new("Channel, role, tender, medium, legal class and purpose are words: no numbers, and no casts", files =>
    {
        var own = files.Where(file => file.IsIn(Services) && !file.IsIn("services/Platform")).ToList();
        var code = own.Where(file => file.IsCSharp && file.Parts.Length > 3 && _layers.Contains(file.Parts[2])).ToList();
        return Matches(code, NumberedWord(), "is a number where a word is meant", file => file.Code)
            .Concat(Matches(code.Where(file => file.Parts[2] == "Domain"), NumberedKind(), "is a number where a word is meant", file => file.Code))
            .Concat(Matches(code, CastToWord(), "casts to a word", file => file.Code))
            .Concat(Matches(code, CastOfWord(), "casts a word to a number", file => file.Code))
            .Concat(Matches(own.Where(file => file.Path.EndsWith(".sql", StringComparison.Ordinal)), NumberedColumn(), "stores a number for a word"))
            .Concat(Matches(own.Where(file => file.Path.EndsWith(".yaml", StringComparison.Ordinal)), NumberedEntry(), "has a number for a word"));
    })
    {
        Planted = [File("services/Loyalty/Domain/Ledger.cs", "public int Channel { get; init; }")],
        Harmless =
        [
            File("services/Loyalty/Domain/Ledger.cs", "public SalesChannel Channel { get; init; } public int Channels(int kind) => 1; // int Channel"),
            File("services/Messaging/Store/MessageStore.cs", "private const int AttemptsPerMedium = 8; var medium = row.Medium.ToContract();"),
            File("services/Loyalty/Store/Rows.cs", "public long Kind { get; init; } typeof(Channel) is null; var count = (int)row.ItemCount;"),
            File("services/Platform/Security/MethodRule.cs", "private static int Bit(Role role) => 1 << (int)role;"),
            File("services/Messaging/Store/Migrations/0001_messaging.sql", "    medium text collate \"C\" not null,\n    kind bigint not null,\n"),
            File("services/Messaging/Journeys/journeys.yaml", "  purpose: SERVICE\n  version: 2\n"),
        ],
    };

    // A count of such things (AttemptsPerMedium, Channels()) is a number, indeed.
    [GeneratedRegex(@"\b(?:int|long|short|byte)\??(?:>|\[\])?\s+(?!\w*Per)\w*(?:[Cc]hannel|[Rr]ole|[Mm]edium|[Ll]egalClass|[Pp]urpose|[Aa]ssurance|[Tt]enderKind)(?:Number)?\b|<(?:int|long|short|byte)>\s+(?:\w*Channels|\w*Roles|\w*Media|\w*Purposes|\w*Tenders)\b")]
    private static partial Regex NumberedWord();

    [GeneratedRegex(@"\b(?:int|long|short|byte)\s+Kind\b")]
    private static partial Regex NumberedKind();

    [GeneratedRegex(@"(?<!\btypeof|\bnameof|\bdefault)\((?:\w+\.)*(?:SalesChannel|Channel|ActorRole|Role|TenderKind|DiscountKind|TouchpointKind|IdentityKind|Medium|LegalClass|ConsentPurpose|Assurance|IdentityAssurance)\)\s*[\w(]")]
    private static partial Regex CastToWord();

    [GeneratedRegex(@"\((?:int|long)\)\s*(?:(?:\w+(?:\(\))?\??\.)+(?:Channel|Role|Medium|LegalClass|Purpose|Assurance)\b|(?:channel|role|medium|legalClass|purpose|assurance)\b|(?:\w+\.)*(?:SalesChannel|Channel|ActorRole|Role|TenderKind|DiscountKind|TouchpointKind|Medium|LegalClass|ConsentPurpose|Assurance)\.\w)")]
    private static partial Regex CastOfWord();

    [GeneratedRegex(@"^\s*(?:\w+_)?(?:channel|role|medium|legal_class|purpose|assurance|tender_kind)\s+(?:bigint|integer|smallint)\b", RegexOptions.Multiline)]
    private static partial Regex NumberedColumn();

    [GeneratedRegex(@"\b(?:channel|role|medium|legal_class|purpose|tender)\s*:\s*\d", RegexOptions.Multiline)]
    private static partial Regex NumberedEntry();
}
