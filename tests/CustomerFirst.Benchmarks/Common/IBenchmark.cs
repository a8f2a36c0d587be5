namespace CustomerFirst.Benchmarks.Common;

/// <summary>Something that is measured.</summary>
internal interface IBenchmark
{
    /// <summary>Measures it.</summary>
    /// <exception cref="BenchmarkFailedException">A request failed or a figure could not be measured.</exception>
    Task<IReadOnlyList<Figure>> RunAsync(CancellationToken token);
}
