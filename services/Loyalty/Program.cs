using Omnichannel.Loyalty;
using Omnichannel.Platform.Hosting;

return await PlatformApplication.Run(LoyaltyApplication.Build, args);
