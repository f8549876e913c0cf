using System.Buffers.Binary;
using System.Numerics;

namespace System.IO.Hashing;

/// <summary>The 64-bit xxHash of a whole buffer, by its published specification (XXH64). Not for cryptography.</summary>
public static class XxHash64
{
    private const int HashSizeBytes = 8;
    private const int StripeSizeBytes = 32;
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    /// <summary>The hash in canonical form: 8 bytes, most significant first.</summary>
    public static byte[] Hash(byte[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Hash(source.AsSpan(), 0);
    }

    /// <summary>The hash in canonical form, with a seed.</summary>
    public static byte[] Hash(byte[] source, long seed)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Hash(source.AsSpan(), seed);
    }

    /// <summary>The hash in canonical form, with a seed.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> source, long seed = 0)
    {
        var hash = new byte[HashSizeBytes];
        BinaryPrimitives.WriteUInt64BigEndian(hash, HashToUInt64(source, seed));
        return hash;
    }

    /// <summary>The hash as a number.</summary>
    public static ulong HashToUInt64(ReadOnlySpan<byte> source, long seed = 0)
    {
        var length = (ulong)source.Length;
        var hash = source.Length < StripeSizeBytes
            ? (ulong)seed + Prime5
            : HashStripes(ref source, (ulong)seed);
        return Avalanche(HashTail(source, hash + length));
    }

    private static ulong HashStripes(ref ReadOnlySpan<byte> source, ulong seed)
    {
        var lane1 = seed + Prime1 + Prime2;
        var lane2 = seed + Prime2;
        var lane3 = seed;
        var lane4 = seed - Prime1;
        for (; source.Length >= StripeSizeBytes; source = source[StripeSizeBytes..])
        {
            lane1 = Round(lane1, BinaryPrimitives.ReadUInt64LittleEndian(source));
            lane2 = Round(lane2, BinaryPrimitives.ReadUInt64LittleEndian(source[8..]));
            lane3 = Round(lane3, BinaryPrimitives.ReadUInt64LittleEndian(source[16..]));
            lane4 = Round(lane4, BinaryPrimitives.ReadUInt64LittleEndian(source[24..]));
        }

        var hash = BitOperations.RotateLeft(lane1, 1)
            + BitOperations.RotateLeft(lane2, 7)
            + BitOperations.RotateLeft(lane3, 12)
            + BitOperations.RotateLeft(lane4, 18);
        hash = MergeRound(hash, lane1);
        hash = MergeRound(hash, lane2);
        hash = MergeRound(hash, lane3);
        return MergeRound(hash, lane4);
    }

    private static ulong HashTail(ReadOnlySpan<byte> tail, ulong hash)
    {
        for (; tail.Length >= 8; tail = tail[8..])
        {
            hash ^= Round(0, BinaryPrimitives.ReadUInt64LittleEndian(tail));
            hash = (BitOperations.RotateLeft(hash, 27) * Prime1) + Prime4;
        }

        if (tail.Length >= 4)
        {
            hash ^= BinaryPrimitives.ReadUInt32LittleEndian(tail) * Prime1;
            hash = (BitOperations.RotateLeft(hash, 23) * Prime2) + Prime3;
            tail = tail[4..];
        }

        foreach (var value in tail)
        {
            hash ^= value * Prime5;
            hash = BitOperations.RotateLeft(hash, 11) * Prime1;
        }

        return hash;
    }

    private static ulong Round(ulong lane, ulong input) =>
        BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1;

    private static ulong MergeRound(ulong hash, ulong lane) =>
        ((hash ^ Round(0, lane)) * Prime1) + Prime4;

    private static ulong Avalanche(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= Prime2;
        hash ^= hash >> 29;
        hash *= Prime3;
        return hash ^ (hash >> 32);
    }
}
