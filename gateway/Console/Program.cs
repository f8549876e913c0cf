using Omnichannel.Platform.Hosting;
using Omnichannel.WebConsole;

return await PlatformApplication.Run(ConsoleApplication.Build, args);
