using Omnichannel.OrderTracking;
using Omnichannel.Platform.Hosting;

return await PlatformApplication.Run(OrderTrackingApplication.Build, args);
