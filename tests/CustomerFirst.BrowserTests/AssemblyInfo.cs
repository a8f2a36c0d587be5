[assembly: TestFramework("CustomerFirst.Tests.Common.DatabaseTestFramework", "CustomerFirst.BrowserTests")]
