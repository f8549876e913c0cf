using System.Diagnostics;

namespace Omnichannel.TestKit;

/// <summary>A PDF page as a printer and a scanner see it: drawn by poppler, read by zbar.</summary>
public static class PrintedPage
{
    private const string DotsPerInch = "203";

    /// <summary>What the only code on the page says, with the symbology before it: <c>CODE-128:00...</c>.</summary>
    public static async Task<string> ReadCode(byte[] pdf)
    {
        using var folder = new TempFolder("page");
        await File.WriteAllBytesAsync(folder["page.pdf"], pdf);
        await Run("pdftoppm", ["-r", DotsPerInch, "-gray", "-singlefile", folder["page.pdf"], folder["page"]]);
        return await Run("zbarimg", ["--nodbus", "-q", folder["page.pgm"]]);
    }

    /// <summary>The words on the page.</summary>
    public static async Task<string> ReadText(byte[] pdf)
    {
        using var folder = new TempFolder("page");
        await File.WriteAllBytesAsync(folder["page.pdf"], pdf);
        return await Run("pdftotext", ["-layout", folder["page.pdf"], "-"]);
    }

    private static async Task<string> Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.TrimEnd('\n', '\f') : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {await errors}");
    }
}
