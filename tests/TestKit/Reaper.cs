using System.Diagnostics;

namespace Omnichannel.TestKit;

/// <summary>
/// Ends what this test process started and removes its folders when the test process is gone, however it went: the test platform gives a test
/// host a tenth of a second to end, and Ctrl-C or kill -9 give it none. A small shell holds the other end of a pipe and acts when it closes.
/// </summary>
internal static class Reaper
{
    private const string Script = """
        trap '' INT TERM HUP
        declare -A children folders
        while read -r what name; do
          case $what in
            +child) children[$name]=1 ;;
            -child) unset "children[$name]" ;;
            +folder) folders[$name]=1 ;;
            -folder) unset "folders[$name]" ;;
          esac
        done
        if [ ${#children[@]} -gt 0 ]; then
          kill -TERM "${!children[@]}" 2>/dev/null
          for tries in {1..20}; do
            kill -0 "${!children[@]}" 2>/dev/null || break
            sleep 0.1
          done
          kill -KILL "${!children[@]}" 2>/dev/null
        fi
        [ ${#folders[@]} -eq 0 ] || rm -rf "${!folders[@]}"
        """;

    private static readonly Lock _lock = new();
    private static readonly Lazy<StreamWriter> _pipe = new(Start);

    public static void Watch(Process child) => Tell($"+child {child.Id}");

    public static void Forget(Process child) => Tell($"-child {child.Id}");

    public static void Watch(TempFolder folder) => Tell($"+folder {folder.Path}");

    public static void Forget(TempFolder folder) => Tell($"-folder {folder.Path}");

    private static void Tell(string line)
    {
        lock (_lock)
        {
            _pipe.Value.WriteLine(line);
            _pipe.Value.Flush();
        }
    }

    private static StreamWriter Start()
    {
        var start = new ProcessStartInfo("bash", ["-c", Script]) { UseShellExecute = false, RedirectStandardInput = true };
        return Process.Start(start)!.StandardInput;
    }
}
