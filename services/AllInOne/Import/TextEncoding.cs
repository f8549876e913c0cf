using System.Text;

namespace Omnichannel.AllInOne.Import;

/// <summary>Files in UTF-16, which spreadsheets save as "Unicode text", become UTF-8 as they are read.</summary>
public static class TextEncoding
{
    /// <summary>What stands for a half of a surrogate pair: the reader rejects lines with it.</summary>
    private static readonly DecoderReplacementFallback Broken = new("\0");

    /// <summary>The file's text as UTF-8, without a byte order mark.</summary>
    /// <exception cref="InvalidDataException">It is UTF-32, which nothing here reads.</exception>
    public static Stream AsUtf8(Stream stream)
    {
        var beginning = new byte[4];
        var length = stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
        var whole = new PrefixedStream(beginning.AsMemory(0, length), stream);
        return beginning.AsSpan(0, length) switch
        {
            [0xFF, 0xFE, 0, 0] or [0, 0, 0xFE, 0xFF] => throw new InvalidDataException("The file is UTF-32. Save it as UTF-8 or UTF-16."),
            [0xFF, 0xFE, ..] => Transcode(whole, Encoding.Unicode, skip: 2),
            [0xFE, 0xFF, ..] => Transcode(whole, Encoding.BigEndianUnicode, skip: 2),

            // Without a mark: a header begins with Latin letters or quotes, and every other byte of those is zero.
            [not 0, 0, not 0, 0] => Transcode(whole, Encoding.Unicode, skip: 0),
            [0, not 0, 0, not 0] => Transcode(whole, Encoding.BigEndianUnicode, skip: 0),
            [0xEF, 0xBB, 0xBF, ..] => Skip(whole, 3),
            _ => whole,
        };
    }

    private static Stream Transcode(Stream stream, Encoding encoding, int skip) => Encoding.CreateTranscodingStream(
        Skip(stream, skip), Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, Broken), new UTF8Encoding(false));

    private static Stream Skip(Stream stream, int bytes)
    {
        stream.ReadExactly(new byte[bytes]);
        return stream;
    }

    /// <summary>What was read ahead, then the rest.</summary>
    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> prefix = prefix;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (prefix.IsEmpty)
            {
                return rest.Read(buffer);
            }

            var length = Math.Min(buffer.Length, prefix.Length);
            prefix.Span[..length].CopyTo(buffer);
            prefix = prefix[length..];
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                rest.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
