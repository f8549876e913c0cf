using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Omnichannel.Gateway.Webhooks;

/// <summary>How senders of one kind sign, as its data file says (<c>Webhooks/Schemes/&lt;scheme&gt;.yaml</c>).</summary>
internal sealed class SchemeFile
{
    /// <summary>Where the delivery's own id is; null where there is none.</summary>
    public HeaderPart? Id { get; set; }

    /// <summary>Where the seconds since 1970 are at which it was sent; null where nothing tells.</summary>
    public HeaderPart? Timestamp { get; set; }

    /// <summary>Where the signatures are; one that fits is enough.</summary>
    public HeaderPart Signature { get; set; } = new();

    /// <summary>What is signed: text with <c>{id}</c>, <c>{timestamp}</c>, <c>{body}</c>, <c>{method}</c>, <c>{path}</c> (with the query), <c>{url}</c>, <c>{form}</c> (fields by name, name and value).</summary>
    public string Signed { get; set; } = "";

    /// <summary><c>hmac-sha1</c>, <c>hmac-sha256</c> or <c>hmac-sha512</c>.</summary>
    public string Algorithm { get; set; } = "";

    /// <summary>How a secret becomes a key.</summary>
    public SecretForm Secret { get; set; } = new();

    /// <summary>Where the hash of a body stands that is no form, for schemes that sign fields only.</summary>
    public BodyHash? BodyHash { get; set; }

    /// <summary>How far the timestamp may be from now.</summary>
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <exception cref="InvalidDataException">It is no such file, or one of its names is unknown.</exception>
    public static SchemeFile Parse(string yaml)
    {
        try
        {
            return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).WithDuplicateKeyChecking().Build().Deserialize<SchemeFile>(yaml)
                ?? throw new InvalidDataException("it is empty");
        }
        catch (YamlException error)
        {
            throw new InvalidDataException(error.InnerException?.Message ?? error.Message, error);
        }
    }
}

/// <summary>One header, or the parts of it that begin so.</summary>
internal sealed class HeaderPart
{
    public string Header { get; set; } = "";

    /// <summary>Between several values in one header.</summary>
    public string Separator { get; set; } = "";

    /// <summary>How a value of this kind begins; others are not looked at.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Of a signature: <c>hex</c> or <c>base64</c>.</summary>
    public string Encoding { get; set; } = "";

    /// <summary>The values, without prefix.</summary>
    public IEnumerable<string> Read(IHeaderDictionary headers) => headers[Header].OfType<string>()
        .SelectMany(value => Separator.Length == 0 ? [value] : value.Split(Separator, StringSplitOptions.TrimEntries))
        .Where(value => value.StartsWith(Prefix, StringComparison.Ordinal)).Select(value => value[Prefix.Length..]);
}

/// <summary>How a secret becomes a key.</summary>
internal sealed class SecretForm
{
    /// <summary>Begins secrets of this kind, and is no part of the key.</summary>
    public string Prefix { get; set; } = "";

    /// <summary><c>text</c> or <c>base64</c>.</summary>
    public string Encoding { get; set; } = "text";

    /// <summary>The Unicode form that the sender brings a text into.</summary>
    public NormalizationForm? Normalization { get; set; }
}

/// <summary>The hash of a body, in the query of the address that is signed.</summary>
internal sealed class BodyHash
{
    public string Query { get; set; } = "";

    /// <summary><c>sha256</c>.</summary>
    public string Algorithm { get; set; } = "sha256";

    /// <summary><c>hex</c> or <c>base64</c>.</summary>
    public string Encoding { get; set; } = "hex";
}
