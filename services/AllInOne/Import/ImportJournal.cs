using System.Text.Json;
using Omnichannel.Platform.Storage;

namespace Omnichannel.AllInOne.Import;

/// <summary>What an import has behind it, on disk: batches that were answered, and rows that the services refused. Survives a kill at any line.</summary>
/// <remarks>One line per answered batch, appended and flushed before the next is counted; a torn last line is a batch that will be sent again, which changes nothing.</remarks>
public sealed class ImportJournal : IDisposable
{
    private readonly HashSet<int> answered = [];
    private readonly List<RejectedRow> rejections = [];
    private readonly HashSet<long> rejectedLines = [];
    private readonly FileStream file;
    private readonly Lock gate = new();

    /// <summary>Opens the journal of one file and map in the folder.</summary>
    public ImportJournal(string folder, string fingerprint)
    {
        OwnerOnly.CreateFolder(folder);
        file = new FileStream(Path.Combine(folder, $"import-{fingerprint}.jsonl"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var good = 0L;
        using var reader = new StreamReader(file, leaveOpen: true);
        while (reader.ReadLine() is { } line)
        {
            try
            {
                var entry = JsonSerializer.Deserialize<Entry>(line)!;
                answered.Add(entry.Batch);
                Reject(entry.Rejections);
                good += System.Text.Encoding.UTF8.GetByteCount(line) + 1;
            }
            catch (JsonException)
            {
                break;
            }
        }

        file.SetLength(Math.Min(good, file.Length));
        file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Batches that an earlier run has behind it.</summary>
    public int AnsweredBefore => answered.Count;

    /// <summary>Rows that the services refused, in this run and earlier ones.</summary>
    public IReadOnlyList<RejectedRow> Rejections
    {
        get
        {
            lock (gate)
            {
                return [.. rejections];
            }
        }
    }

    /// <summary>Whether an earlier run got this batch's answer.</summary>
    public bool IsAnswered(int batch) => answered.Contains(batch);

    /// <summary>Whether the services refused what this line belongs to.</summary>
    public bool IsRejected(long line)
    {
        lock (gate)
        {
            return rejectedLines.Contains(line);
        }
    }

    /// <summary>Remembers a batch's answer.</summary>
    public void Answered(int batch, IReadOnlyList<RejectedRow> refused)
    {
        lock (gate)
        {
            Reject(refused);
            file.Write(JsonSerializer.SerializeToUtf8Bytes(new Entry(batch, refused)));
            file.WriteByte((byte)'\n');
            file.Flush(flushToDisk: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Reject(IReadOnlyList<RejectedRow> refused)
    {
        rejections.AddRange(refused);
        rejectedLines.UnionWith(refused.Select(row => row.Line));
    }

    private sealed record Entry(int Batch, IReadOnlyList<RejectedRow> Rejections);
}
