using System.Runtime.Versioning;
using Omnichannel.Platform.Storage;
using Omnichannel.TestKit;

namespace Omnichannel.AllInOne.Tests;

/// <summary>What a process keeps is its user's alone: customers' addresses, keys, the code of the development issuer.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class StateFolderTests : IDisposable
{
    private const UnixFileMode Others = (UnixFileMode)0b111_111;
    private const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode FolderOfAll = ReadableByAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly TempFolder temp = new("state");

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task Folder_WithAllThatIsMadeInIt_IsItsOwnersAlone()
    {
        using var state = StateFolder.Open(temp["new"]);
        state.Secret("grants");
        state.SigningKeys("guest").Dispose();
        state.NewDevelopmentCode();
        await using var database = await WriteInto(state["cart.db"]);

        Assert.Equal(
            ["cart.db", "cart.db-shm", "cart.db-wal", "dev-code", "grants.secret", "guest.pem", "in-use", "keys", "new"],
            Entries(state.Path).Select(entry => Path.GetFileName(entry)).Order());
        Assert.All(Entries(state.Path), AssertOwnersAlone);
    }

    [Fact]
    public async Task Folder_CopiedBackForAllToRead_IsItsOwnersAloneAgain()
    {
        using (var before = StateFolder.Open(temp["state"]))
        {
            before.Secret("grants");
            await using var database = await WriteInto(before["cart.db"]);
        }

        Loosen(temp["state"]);
        using var state = StateFolder.Open(temp["state"]);

        Assert.All(Entries(state.Path), AssertOwnersAlone);
    }

    [Fact]
    public void Folder_ThatHoldsOtherThings_KeepsTheirRights_AndOursAreTheOwnersAlone()
    {
        Directory.CreateDirectory(temp["home"], FolderOfAll);
        File.SetUnixFileMode(temp["home"], FolderOfAll);
        File.WriteAllText(Path.Combine(temp["home"], "page.html"), "for all");
        File.SetUnixFileMode(Path.Combine(temp["home"], "page.html"), ReadableByAll);

        using var state = StateFolder.Open(temp["home"]);
        state.Secret("grants");

        Assert.Equal(FolderOfAll, File.GetUnixFileMode(state.Path));
        Assert.Equal(ReadableByAll, File.GetUnixFileMode(state["page.html"]));
        Assert.All(Entries(state["keys"]), AssertOwnersAlone);
    }

    [Fact]
    public void Secret_LeftHalfWrittenForAllToRead_IsWrittenAnew()
    {
        using var state = StateFolder.Open(temp["state"]);
        File.WriteAllText(state["keys/grants.secret.new"], "half");
        File.SetUnixFileMode(state["keys/grants.secret.new"], ReadableByAll);

        Assert.Equal(32, Convert.FromBase64String(state.Secret("grants")).Length);

        Assert.All(Entries(state["keys"]), AssertOwnersAlone);
    }

    [Fact]
    public void DevelopmentCode_IsAnotherAtEachStart_AndGoneWhereThereIsNone()
    {
        string first, second;
        using (var state = StateFolder.Open(temp["state"]))
        {
            first = state.NewDevelopmentCode();
            Assert.Equal(first, File.ReadAllText(state.DevelopmentCodeFile).Trim());
        }

        using (var state = StateFolder.Open(temp["state"]))
        {
            second = state.NewDevelopmentCode();
        }

        Assert.Matches("^[0-9a-f]{32}$", first);
        Assert.NotEqual(first, second);
        using var without = StateFolder.Open(temp["state"]);
        Assert.False(File.Exists(without.DevelopmentCodeFile));
    }

    private static async Task<SqliteDatabase> WriteInto(string path)
    {
        var database = new SqliteDatabase(path);
        await database.Write(sql => sql.Execute("create table if not exists contacts (email text)"));
        return database;
    }

    private static IEnumerable<string> Entries(string folder) => Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Append(folder);

    private static void Loosen(string folder)
    {
        foreach (var entry in Entries(folder))
        {
            File.SetUnixFileMode(entry, Directory.Exists(entry) ? FolderOfAll : ReadableByAll);
        }
    }

    private static void AssertOwnersAlone(string entry) => Assert.True(
        (File.GetUnixFileMode(entry) & Others) == 0, $"{entry} has the rights {File.GetUnixFileMode(entry)}");
}
