using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Omnichannel.AllInOne.Import;

/// <summary>A shop's file (plain or .gz) with its map: the same sequence of items every time it is read.</summary>
public sealed class HistorySource
{
    private readonly string path;
    private readonly ImportMap map;
    private readonly Dictionary<string, int> rowsPerOrder;

    private HistorySource(string path, ImportMap map, Dictionary<string, int> rowsPerOrder, long rows, string header, string fingerprint)
    {
        this.path = path;
        this.map = map;
        this.rowsPerOrder = rowsPerOrder;
        Rows = rows;
        Header = header;
        Fingerprint = fingerprint;
    }

    /// <summary>Rows in the file, without its header.</summary>
    public long Rows { get; }

    /// <summary>The header line.</summary>
    public string Header { get; }

    /// <summary>Tells this file with this map from every other: what an interrupted import is resumed by.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads through the file once, to know how many rows there are and which belong to one order.</summary>
    /// <exception cref="InvalidDataException">File or map cannot be used; the message says why.</exception>
    public static HistorySource Open(string path, string mapPath)
    {
        var map = ImportMap.Load(mapPath);
        try
        {
            using var stream = OpenStream(path);
            var csv = new CsvReader(stream, map.Separator[0]);
            var header = csv.Read() ?? throw new InvalidDataException($"{path} is empty.");
            var rowReader = new RowReader(map, new FileHeader(header.Fields, map.Separator[0]));
            var rowsPerOrder = new Dictionary<string, int>(StringComparer.Ordinal);
            var rows = 0L;
            while (csv.Read() is { } record)
            {
                rows++;
                if (rowReader.OrderOf(record) is { Length: > 0 } order)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(rowsPerOrder, order, out _)++;
                }
            }

            return new HistorySource(path, map, rowsPerOrder, rows, header.Text, FingerprintOf(path, mapPath));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && error is not InvalidDataException)
        {
            throw new InvalidDataException($"Cannot read {path}: {error.Message}", error);
        }
    }

    /// <summary>Streams the items; every row ends up in exactly one place: the lines of an item, or the rejections.</summary>
    public IEnumerable<HistoryItem> Items(ICollection<RejectedRow> rejections)
    {
        using var stream = OpenStream(path);
        var csv = new CsvReader(stream, map.Separator[0]);
        var reader = new RowReader(map, new FileHeader(csv.Read()!.Fields, map.Separator[0]));
        var assembler = new HistoryAssembler(map, rowsPerOrder);
        while (csv.Read() is { } record)
        {
            var (row, rejection) = reader.Read(record);
            if (rejection is not null)
            {
                rejections.Add(rejection);
            }

            foreach (var item in row is null ? assembler.Skip(reader.OrderOf(record)) : assembler.Add(row, record.Text, rejections))
            {
                yield return item;
            }
        }
    }

    private static Stream OpenStream(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static string FingerprintOf(string path, string mapPath)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (string[])[path, mapPath])
        {
            using var file = File.OpenRead(part);
            hash.AppendData(SHA256.HashData(file));
        }

        hash.AppendData(Encoding.ASCII.GetBytes("batches-1"));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
