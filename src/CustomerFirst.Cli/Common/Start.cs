using System.CommandLine;
using FluentValidation;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.Cli.Common;

/// <summary>
/// A command before it has a database: what was written on its line is looked at and its files are opened. Starting the server takes seconds, and nobody should
/// wait for it to be told of a slip.
/// </summary>
/// <param name="arguments">What was written.</param>
/// <param name="unopened">The application with no database behind it.</param>
/// <param name="open">Opens the database and does the work on it.</param>
internal sealed class Start(ParseResult arguments, Func<ServiceProvider> unopened, Func<Func<Run, Task<int>>, Task<int>> open)
{
    /// <summary>An argument that must be there.</summary>
    public T Get<T>(Argument<T> argument) => arguments.GetRequiredValue(argument);

    /// <summary>An option's value; null or the type's default when it was not given.</summary>
    public T? Get<T>(Option<T> option) => arguments.GetValue(option);

    /// <summary>Finds what is wrong with the values of a request that can be said without the database.</summary>
    /// <typeparam name="T">One whose validators do not ask the database.</typeparam>
    /// <exception cref="CommandFailedException">Something is wrong.</exception>
    public void Check<T>(T request)
    {
        using var services = unopened();
        var problems = services.GetServices<IValidator<T>>().SelectMany(validator => validator.Validate(request).Errors).Select(e => e.ErrorMessage).ToList();
        if (problems.Count > 0) throw new CommandFailedException(string.Join(' ', problems));
    }

    /// <summary>Goes on with the database, which must have this version's tables.</summary>
    /// <param name="work">Returns the exit status.</param>
    public Task<int> OnSchemaAsync(Func<Run, Task<int>> work) => open(work);
}
