namespace CustomerFirst.Application.Pipeline;

/// <summary>
/// What a handler wants done in memory once its changes are saved, such as forgetting what a cache holds: before that, another request could
/// read the old state into it again. Nothing happens when the command fails.
/// </summary>
public sealed class AfterSave
{
    private readonly List<Action> _steps = [];

    /// <summary>Does a step after the save; it must not fail and must not wait.</summary>
    public void Do(Action step) => _steps.Add(step);

    internal void Run()
    {
        foreach (var step in _steps) step();
        _steps.Clear();
    }

    internal void Forget() => _steps.Clear();
}
