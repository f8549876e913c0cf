using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Loyalty.Domain;

/// <summary>
/// Codes that change every half minute, by RFC 6238 (time) over RFC 4226 (truncation), with HMAC-SHA-256. Whoever shows one has the secret, now.
/// </summary>
public static class RotatingCode
{
    /// <summary>How long a code is: at five tries a minute nobody meets one of three codes in a lifetime.</summary>
    public const int Digits = 8;

    /// <summary>Seconds for which a code is shown.</summary>
    public const int PeriodSeconds = 30;

    /// <summary>How many steps a phone's clock may be off, either way.</summary>
    private const int Drift = 1;

    /// <summary>How many steps both clocks may be off together, of a code that was shown off line: five minutes.</summary>
    private const int DriftOfPast = 10;

    private const int Modulus = 100_000_000;

    private const int BitsOfCharacter = 5;

    /// <summary>The step that a moment lies in, counted from 1970.</summary>
    public static long StepAt(DateTimeOffset at) => Math.DivRem(at.ToUnixTimeSeconds(), PeriodSeconds, out var rest) - (rest < 0 ? 1 : 0);

    /// <summary>A secret as apps read it: base32 by RFC 4648, without padding.</summary>
    public static string Written(byte[] secret) =>
        Base32.Encode([.. secret, 0], ((secret.Length * 8) + BitsOfCharacter - 1) / BitsOfCharacter, Base32.Lower).ToUpperInvariant();

    /// <summary>The code of a step.</summary>
    public static string At(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % Modulus).ToString("D8", CultureInfo.InvariantCulture);
    }

    /// <summary>The latest step near a moment whose code was told; null for none. Takes the same time whichever it is.</summary>
    /// <param name="secret">The member's.</param>
    /// <param name="told">As typed or read.</param>
    /// <param name="now">The moment.</param>
    public static long? StepOf(ReadOnlySpan<byte> secret, string told, DateTimeOffset now) => StepBetween(secret, told, StepAt(now) - Drift, StepAt(now) + Drift);

    /// <summary>The same, of what a till wrote down: its clock, that of the phone and its way to the platform may be off by minutes. No step of the future is found.</summary>
    /// <param name="secret">The member's.</param>
    /// <param name="told">As typed or read.</param>
    /// <param name="at">When it was shown, as far as the till is believed.</param>
    /// <param name="now">The moment.</param>
    public static long? StepOfPast(ReadOnlySpan<byte> secret, string told, DateTimeOffset at, DateTimeOffset now) =>
        StepBetween(secret, told, StepAt(at) - DriftOfPast, Math.Min(StepAt(at) + DriftOfPast, StepAt(now) + Drift));

    private static long? StepBetween(ReadOnlySpan<byte> secret, string told, long first, long last)
    {
        var read = Encoding.UTF8.GetBytes(string.Concat(told.Where(letter => !char.IsWhiteSpace(letter))));
        long? found = null;
        for (var step = first; step <= last; step++)
        {
            found = CryptographicOperations.FixedTimeEquals(read, Encoding.UTF8.GetBytes(At(secret, step))) ? step : found;
        }

        return found;
    }
}

/// <summary>How far a member's codes were used. Each step is taken once, and none before it afterwards.</summary>
/// <param name="MemberId">Whose.</param>
/// <param name="Generation">Which secret is in use: a lost device's ends.</param>
/// <param name="LastStep">The latest that was taken.</param>
public sealed record MemberCode(string MemberId, long Generation, long LastStep)
{
    /// <summary>Of a member who used none yet.</summary>
    public static MemberCode Unused(string memberId) => new(memberId, 1, 0);

    /// <summary>Takes a code.</summary>
    /// <param name="secret">Of this generation.</param>
    /// <param name="told">As typed or read.</param>
    /// <param name="now">The moment.</param>
    public Decision<MemberCode> Take(ReadOnlySpan<byte> secret, string told, DateTimeOffset now) => RotatingCode.StepOf(secret, told, now) switch
    {
        null => new PresenceNotProved(),
        var step when step <= LastStep => new CodeUsed(),
        var step => this with { LastStep = step.Value },
    };

    /// <summary>A code of the past was shown: neither it nor an earlier one is taken from now on. Which came first does not matter.</summary>
    public MemberCode Past(long step) => this with { LastStep = Math.Max(LastStep, step) };

    /// <summary>All codes of before are over.</summary>
    public MemberCode Renew() => this with { Generation = Generation + 1 };
}
