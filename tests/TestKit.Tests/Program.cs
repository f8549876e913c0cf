using Microsoft.AspNetCore.Builder;
using Omnichannel.TestKit;

// The process that ProcessUnderTestTests start: a small server, with --fail one that ends at once.
if (args.Contains("--fail"))
{
    Console.Error.WriteLine("probe: failing as asked");
    return 3;
}

// What a test process holds when it is killed: see ReaperTests.
if (args.Contains("--hold"))
{
    using var folder = new TempFolder("held");
    await using var child = ProcessUnderTest.StartWithoutWaiting(new ProcessSettings("tests/TestKit.Tests") { Arguments = ["--urls", "http://127.0.0.1:0"] });
    Console.WriteLine($"holding {child.Id} {folder.Path}");
    await Task.Delay(Timeout.Infinite);
}

var app = WebApplication.Create(args);
app.MapGet("/readyz", () => "ready");
app.MapGet("/setting", () => Environment.GetEnvironmentVariable("PROBE_SETTING") ?? "none");
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("probe: started"));
app.Lifetime.ApplicationStopped.Register(() => Console.WriteLine("probe: stopped in order"));
await app.RunAsync();
return 0;
