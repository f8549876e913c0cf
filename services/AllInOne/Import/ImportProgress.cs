using System.Diagnostics;
using System.Globalization;

namespace Omnichannel.AllInOne.Import;

/// <summary>Rows done, rate and remaining time: a bar that is redrawn on a terminal, a line every ten seconds elsewhere.</summary>
public sealed class ImportProgress(long rows, TextWriter output, bool isTerminal) : IProgress<long>
{
    private const int Width = 30;
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(10);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private TimeSpan shown;
    private long done;

    /// <summary>Adds rows that are done.</summary>
    public void Report(long value)
    {
        lock (gate)
        {
            done += value;
            if (clock.Elapsed - shown >= (isTerminal ? Redraw : Repeat))
            {
                Show();
            }
        }
    }

    /// <summary>Shows the last state and ends the line.</summary>
    public void Finish()
    {
        lock (gate)
        {
            if (isTerminal)
            {
                Show();
                output.WriteLine();
            }
        }
    }

    private void Show()
    {
        shown = clock.Elapsed;
        var share = rows == 0 ? 1 : Math.Min(1, (double)done / rows);
        var rate = done / Math.Max(0.001, clock.Elapsed.TotalSeconds);
        var left = rate > 0 ? TimeSpan.FromSeconds((rows - done) / rate) : TimeSpan.Zero;
        var text = string.Create(CultureInfo.InvariantCulture, $"{share,4:P0}  {done:N0} of {rows:N0} rows  {rate:N0} rows/s  {left:m\\:ss} left");
        if (isTerminal)
        {
            var filled = (int)(share * Width);
            output.Write($"\r[{new string('#', filled)}{new string('.', Width - filled)}] {text}   ");
        }
        else
        {
            output.WriteLine(text);
        }
    }
}
