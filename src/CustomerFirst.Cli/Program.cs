using CustomerFirst.Cli.Common;

return await CommandLine.RunAsync(args, new Terminal(Console.Out, Console.Error));
