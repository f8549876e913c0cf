using Omnichannel.Platform.Hosting;
using Omnichannel.Returns;

return await PlatformApplication.Run(ReturnsApplication.Build, args);
