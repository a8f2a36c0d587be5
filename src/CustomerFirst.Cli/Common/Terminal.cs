using CustomerFirst.Application.Common;
using Spectre.Console;

namespace CustomerFirst.Cli.Common;

/// <summary>
/// Where a command writes. Standard output carries reports and nothing else, so that it can be piped; what is told to people (progress,
/// summaries, failures) goes to standard error.
/// </summary>
internal sealed class Terminal(TextWriter output, TextWriter error)
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(10);

    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });

    /// <summary>Standard output, for reports only.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Tells the operator something, one line.</summary>
    public void Say(string line) => Error.WriteLine(line);

    /// <summary>
    /// Does a piece of work under progress bars, one for each step that it reports; where there is no terminal, a line as each step begins and every ten seconds.
    /// </summary>
    public async Task<T> ProgressAsync<T>(Func<IProgress<Advance>, Task<T>> work)
    {
        if (!_console.Profile.Capabilities.Interactive || !_console.Profile.Out.IsTerminal)
        {
            using var lines = new SpokenProgress(Say, TimeProvider.System, s_between);
            return await work(lines);
        }
        return await _console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => work(new Bars(context)));
    }

    // IProgress is called on the worker's thread at once (unlike Progress<T>), so that steps come in order.
    private sealed class Bars(ProgressContext context) : IProgress<Advance>
    {
        private readonly Lock _gate = new();
        private string? _step;
        private ProgressTask? _task;

        public void Report(Advance value)
        {
            lock (_gate)
            {
                if (_task is null || _step != value.Step)
                {
                    _task?.Value(_task.MaxValue).StopTask();
                    _step = value.Step;
                    _task = context.AddTask(Markup.Escape(value.Step));
                }
                _task.IsIndeterminate = value.Total is null;
                if (value.Total is { } total) _task.MaxValue(Math.Max(1, total)).Value(value.Done);
            }
        }
    }
}
