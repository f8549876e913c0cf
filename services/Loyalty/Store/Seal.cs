using System.Buffers;
using System.Linq.Expressions;
using System.Reflection;
using System.Security.Cryptography;
using Omnichannel.Loyalty.Domain;

namespace Omnichannel.Loyalty.Store;

/// <summary>
/// What a row says, in 32 bytes beside it: written with the row whenever it changes, so that a field that anybody changed by hand is found. It is no secret: it tells
/// a slip and a meddler from the service, not somebody who knows how to make one. The chain of the entries and what follows from them is what proves more.
/// </summary>
/// <remarks>
/// SHA-256 over name and value of each field in the order of the names, as <see cref="Netstrings"/>. Fields that say nothing (null, and zero where there is no null) are left out: a column that comes
/// later changes no seal of a row that has nothing in it.
/// </remarks>
internal static class Seal
{
    /// <summary>Of all that a row says but its seal, which is null here.</summary>
    public static byte[] Of<TRow>(TRow row)
        where TRow : notnull
    {
        var form = new ArrayBufferWriter<byte>(512);
        Form<TRow>.Write(row, form);
        return SHA256.HashData(form.WrittenSpan);
    }

    /// <summary>Of a text alone.</summary>
    public static byte[] Of(string text)
    {
        var form = new ArrayBufferWriter<byte>(512);
        form.Text(text);
        return SHA256.HashData(form.WrittenSpan);
    }

    private static void Field(ArrayBufferWriter<byte> form, string name, long value)
    {
        if (value != 0)
        {
            form.Text(name);
            form.Number(value);
        }
    }

    // Zero says something else than nothing where there can be nothing.
    private static void Field(ArrayBufferWriter<byte> form, string name, long? value)
    {
        if (value is not null)
        {
            form.Text(name);
            form.Number(value);
        }
    }

    private static void Field(ArrayBufferWriter<byte> form, string name, string? value)
    {
        if (value is not null)
        {
            form.Text(name);
            form.Text(value);
        }
    }

    private static void Field(ArrayBufferWriter<byte> form, string name, byte[]? value)
    {
        if (value is not null)
        {
            form.Text(name);
            form.Bytes(value);
        }
    }

    // Written once for each kind of row, from its properties.
    private static class Form<TRow>
    {
        public static readonly Action<TRow, ArrayBufferWriter<byte>> Write = Compile();

        private static Action<TRow, ArrayBufferWriter<byte>> Compile()
        {
            var row = Expression.Parameter(typeof(TRow));
            var form = Expression.Parameter(typeof(ArrayBufferWriter<byte>));
            var fields = typeof(TRow).GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal).Select(property =>
            {
                var write = typeof(Seal).GetMethod(nameof(Field), BindingFlags.NonPublic | BindingFlags.Static, [typeof(ArrayBufferWriter<byte>), typeof(string), property.PropertyType])
                    ?? throw new NotSupportedException($"No seal is made of {property.PropertyType} in {typeof(TRow)}.");
                return Expression.Call(write, form, Expression.Constant(property.Name), Expression.Property(row, property));
            });
            return Expression.Lambda<Action<TRow, ArrayBufferWriter<byte>>>(Expression.Block(fields), row, form).Compile();
        }
    }
}
