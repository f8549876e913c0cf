using Omnichannel.Platform.Hosting;
using Omnichannel.SupportContext;

return await PlatformApplication.Run(SupportContextApplication.Build, args);
