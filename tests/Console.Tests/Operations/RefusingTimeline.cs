using Microsoft.Data.Sqlite;

namespace Omnichannel.WebConsole.Tests.Operations;

/// <summary>
/// Makes the running Support-context refuse to apply some events, as a fault of its own would: its table does not take their rows. Members whose id begins with <see cref="Once"/>
/// are refused until an operator tries again, those with <see cref="ForGood"/> for good. Only their first event is meant; the later ones wait behind it.
/// </summary>
internal static class RefusingTimeline
{
    /// <summary>The cause is mended meanwhile.</summary>
    public const string Once = "parked-once-";

    /// <summary>The cause stays.</summary>
    public const string ForGood = "parked-for-good-";

    /// <summary>Plants it, unless it is there.</summary>
    /// <param name="state">The state folder of the running process.</param>
    public static void Plant(string state)
    {
        using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(state, "support.db"), Pooling = false, DefaultTimeout = 30 }.ToString());
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = $"""
            create trigger if not exists refused_once before insert on timeline
            when new.owner like '%{Once}%' and not exists (select 1 from parked_events where subject like '{Once}%')
            begin select raise(abort, 'the timeline is being mended'); end;
            create trigger if not exists refused_for_good before insert on timeline
            when new.owner like '%{ForGood}%' and new.name = 'loyalty.MemberEnrolled'
            begin select raise(abort, 'the timeline does not take this <b>entry</b>'); end;
            """;
        command.ExecuteNonQuery();
    }
}
