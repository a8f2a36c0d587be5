using System.CommandLine;
using System.Reflection;
using CustomerFirst.Application.Staff;
using FluentValidation;

namespace CustomerFirst.Cli.Common;

/// <summary>
/// A command before it has a database: what was written on its line is looked at and its files are opened. Starting the server takes seconds, and nobody should
/// wait for it to be told of a slip.
/// </summary>
internal sealed class Start(ParseResult arguments, Func<Func<Run, Task<int>>, Task<int>> open)
{
    /// <summary>An argument that must be there.</summary>
    public T Get<T>(Argument<T> argument) => arguments.GetRequiredValue(argument);

    /// <summary>An option's value; null or the type's default when it was not given.</summary>
    public T? Get<T>(Option<T> option) => arguments.GetValue(option);

    /// <summary>Finds what is wrong with the values of a request that can be said without the database.</summary>
    /// <typeparam name="T">One whose validator asks nobody.</typeparam>
    /// <exception cref="CommandFailedException">Something is wrong.</exception>
    public static void Check<T>(T request)
    {
        var validator = AssemblyScanner.FindValidatorsInAssembly(typeof(CreateStaffCommand).Assembly, includeInternalTypes: true).Single(v => v.InterfaceType == typeof(IValidator<T>)).ValidatorType;
        var found = ((IValidator<T>)Activator.CreateInstance(validator, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, null, null)!).Validate(request);
        if (!found.IsValid) throw new CommandFailedException(string.Join(' ', found.Errors.Select(e => e.ErrorMessage)));
    }

    /// <summary>Goes on with the database, which must have this version's tables.</summary>
    /// <param name="work">Returns the exit status.</param>
    public Task<int> OnSchemaAsync(Func<Run, Task<int>> work) => open(work);
}
