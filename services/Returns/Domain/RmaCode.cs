using System.Security.Cryptography;

namespace Omnichannel.Returns.Domain;

/// <summary><c>R-</c> and eight characters that people read out, type and scan. Crockford's base 32: no letters that look like digits.</summary>
public static class RmaCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 8;

    /// <summary>The code of a return; two returns may get the same one, which the store's unique key tells.</summary>
    public static string From(Guid returnId)
    {
        var hash = SHA256.HashData(returnId.ToByteArray(bigEndian: true));
        Span<char> code = ['R', '-', .. new char[Length]];
        for (var i = 0; i < Length; i++)
        {
            code[i + 2] = Alphabet[hash[i] & 31];
        }

        return new string(code);
    }

    /// <summary>The code that somebody typed or read out: case, hyphens and blanks do not matter, O is 0, I and L are 1. Null when it is none.</summary>
    public static string? Normal(string typed)
    {
        var characters = typed.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant).ToArray();
        if (characters is ['R', .. { Length: Length } rest])
        {
            characters = rest;
        }

        var code = characters.Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }).ToArray();
        return code.Length == Length && code.All(Alphabet.Contains) ? "R-" + new string(code) : null;
    }
}
