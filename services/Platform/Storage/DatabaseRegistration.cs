using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Timers;

namespace Omnichannel.Platform.Storage;

/// <summary>Registers a service's database and everything that commits with it.</summary>
public static class DatabaseRegistration
{
    /// <summary>
    /// Opens the database that <c>Omnichannel:Storage</c> names (<c>Provider</c> <c>sqlite</c> with <c>Path</c>, or <c>postgres</c> with <c>ConnectionString</c>),
    /// migrates it before the service takes calls, and registers <see cref="CommandExecutor"/>, the outbox and the timer pump.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="migrations">The assembly that embeds <c>Store/Migrations/*.sql</c>.</param>
    public static PlatformBuilder AddDatabase(this PlatformBuilder builder, Assembly migrations)
    {
        var settings = builder.Settings<StorageSettings>();
        builder.Services.AddSingleton<IDatabase>(_ => settings.Provider == StorageProvider.Postgres ? new PostgresDatabase(settings.ConnectionString) : new SqliteDatabase(settings.Path));
        builder.Services.TryAddSingleton<IIdGenerator, UuidV7Generator>();
        builder.Services.AddSingleton<SqlOutbox>();
        builder.Services.AddSingleton<IOutbox>(services => services.GetRequiredService<SqlOutbox>());
        builder.Services.AddSingleton<IAuditSink, SqlAuditSink>();
        builder.Services.AddSingleton<TimerWakeUp>();
        builder.Services.AddSingleton<CommandExecutor>();
        builder.Services.AddSingleton<TimerPump>();
        builder.Services.AddSingleton<IHostedService>(services => services.GetRequiredService<TimerPump>());
        builder.Services.AddSingleton<IOverdueTimers>(services => services.GetRequiredService<TimerPump>());
        builder.Services.AddSingleton<IHostedService, Housekeeping>();
        builder.OnMigrate(async (services, cancellation) =>
        {
            var (database, clock) = (services.GetRequiredService<IDatabase>(), services.GetRequiredService<TimeProvider>());
            await Migrator.Migrate(database, clock, migrations, cancellation).ConfigureAwait(false);
            await EarlierProcess.LetGo(database, clock, cancellation).ConfigureAwait(false);
        });
        builder.AddReadiness("database", async (services, cancellation) =>
            await services.GetRequiredService<IDatabase>().Read(sql => sql.QueryFirst<int>("select 1"), cancellation).ConfigureAwait(false) == 1);
        return builder;
    }

    /// <summary>Registers the handler of one kind of durable timer.</summary>
    public static PlatformBuilder AddTimer<THandler>(this PlatformBuilder builder, string kind)
        where THandler : class, ITimerHandler
    {
        builder.Services.AddSingleton<THandler>();
        builder.Services.AddSingleton(new TimerRegistration(kind, services => services.GetRequiredService<THandler>()));
        return builder;
    }
}
