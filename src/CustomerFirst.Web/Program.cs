using CustomerFirst.Web.Common;

return await HostingStart.RunAsync(args);

/// <summary>The web program; named so that tests can start it.</summary>
public partial class Program;
