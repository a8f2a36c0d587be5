using CustomerFirst.Web.Common;

return await HostingStart.RunAsync(args);
