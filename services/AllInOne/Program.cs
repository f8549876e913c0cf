using Omnichannel.AllInOne;
using Omnichannel.AllInOne.Import;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;

try
{
    var options = AllInOneOptions.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(AllInOneOptions.Usage);
        return 0;
    }

    if (options.Settings)
    {
        Console.Write(SettingsTable.Markdown());
        return 0;
    }

    return options switch
    {
        { ImportFile: not null, Gateway: not null } => await ImportCommand.IntoCluster(options),
        { ImportFile: not null } => await ImportCommand.IntoState(options),
        _ => await AllInOneApplication.Serve(options),
    };
}
catch (Exception error) when (error is StartupException or InvalidDataException or EventLogDamagedException)
{
    Console.Error.WriteLine($"omnichannel: {error.Message}");
    return 1;
}
