using System.Globalization;
using CustomerFirst.Application.Common;

namespace CustomerFirst.Cli.Common;

/// <summary>What a command has done for good, for the operator who stops it or whose database goes away.</summary>
internal sealed class SoFar
{
    private long? _saved;
    private string _things = "rows";

    /// <summary>So many are done, whatever happens next.</summary>
    public void Saved(long count, string things = "rows") => (_saved, _things) = (count, things);

    /// <summary>Listens to how far the work is, and passes it on.</summary>
    public IProgress<Advance> Hearing(IProgress<Advance> to) => new Ear(this, to);

    /// <summary>One sentence or two that follow the reason of the end.</summary>
    public string Words => _saved switch
    {
        null => "What was not finished has not been saved.",
        0 => "Nothing was saved. Run the same command again.",
        1 => $"1 of the {_things} was done and is saved. Run the same command again to go on with the others.",
        { } saved => string.Create(CultureInfo.InvariantCulture, $"{saved:#,0} {_things} were done and are saved. Run the same command again to go on with the others."),
    };

    private sealed class Ear(SoFar soFar, IProgress<Advance> to) : IProgress<Advance>
    {
        public void Report(Advance value)
        {
            if (value.Saved is { } saved) soFar.Saved(saved);
            to.Report(value);
        }
    }
}
