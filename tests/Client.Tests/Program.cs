using Omnichannel.Client;
using Omnichannel.Client.Carts;
using Omnichannel.Client.Catalogue;
using Omnichannel.Client.Sales;
using Omnichannel.Client.Tests.Device;
using Omnichannel.Client.Tests.Sales;

// The till that DurabilityTests kill: it adds one lamp after the other, and says of each when it is kept. Now and then it waits for the server, so it is also
// killed while it sends, and while it takes an answer.
if (args is ["--till", var file, var address, var token])
{
    using var client = new OmnichannelClient(new OmnichannelClientOptions(new Uri(address), _ => new(token)));
    using var log = SqliteOperationLog.Open(file);
    await using var cart = new DeviceCart(client, log, new DeviceCartOptions("IT") { Watch = false });
    cart.Start();
    for (var made = 1; ; made++)
    {
        await cart.AddAsync("LAMP");
        Console.WriteLine("kept");
        await Console.Out.FlushAsync();
        if (made % 4 == 0)
        {
            await cart.SettleAsync();
        }
    }
}

// The till that OfflineSalesTests kill: it keeps one receipt after the other, while earlier ones are delivered.
if (args is ["--register", var receipts, var orders, var terminal, var prefix])
{
    using var client = new OmnichannelClient(new OmnichannelClientOptions(new Uri(orders), _ => new(terminal)));
    await using var sales = OfflineSales.Open(client, receipts);
    sales.Start();
    for (var made = 1; ; made++)
    {
        await sales.KeepAsync(Receipts.Of($"{prefix}-{made}"));
        Console.WriteLine("kept");
        await Console.Out.FlushAsync();
    }
}

// The till that OfflineRedemptionsTests kill: it lets one member after the other redeem, while earlier redemptions are sent.
if (args is ["--redeemer", var redemptions, var loyalty, var turn])
{
    using var client = new OmnichannelClient(new OmnichannelClientOptions(new Uri(loyalty), _ => new("token")));
    await using var till = OfflineRedemptions.Open(client, redemptions);
    if (till.Allowance is null)
    {
        await till.GrantAsync(1_000_000, "EUR");
    }

    till.Start();
    for (var made = 1; ; made++)
    {
        var name = $"{turn}-{made}";
        await till.CompleteAsync(await till.RedeemAsync(name, 5, new Omnichannel.Loyalty.V1.Receipt { ExternalId = name }));
        Console.WriteLine("kept");
        await Console.Out.FlushAsync();
    }
}

// The till that SnapshotTests kill: it brings its catalogue up to date, again and again.
if (args is ["--catalogue", var catalogue, var shop, var key])
{
    using var client = new OmnichannelClient(new OmnichannelClientOptions(new Uri(shop), _ => new(key)));
    using var snapshot = CatalogueSnapshot.Open(client, catalogue, "IT");
    while (true)
    {
        await snapshot.DownloadAsync();
        Console.WriteLine("kept");
        await Console.Out.FlushAsync();
    }
}

// The tills of FullDiskTests.
switch (args)
{
    case ["--full-disk", "edits", var disk]:
        await FullDisk.Edits(disk);
        return 0;
    case ["--full-disk", "sales", var disk]:
        await FullDisk.Sales(disk);
        return 0;
    case ["--full-disk", "open", var disk]:
        FullDisk.Open(disk);
        return 0;
    case ["--full-disk", "catalogue", var disk, var server, var bearer]:
        await FullDisk.Catalogue(disk, server, bearer);
        return 0;
}

return 1;
