using CustomerFirst.Application.Common;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Places;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Web.Common;
using MediatR;

namespace CustomerFirst.Web.Places;

/// <summary>
/// Works on imported files after the request that brought them ended. The file lies in this node's temporary folder until it is done; what is known of it stands in the database.
/// </summary>
internal sealed class PlaceImportRunner(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, IConfiguration configuration, ILogger<PlaceImportRunner> log)
{
    /// <summary>How long a page waits for a file that is done quickly, before it leads to where the progress is shown.</summary>
    public TimeSpan Patience { get; } = TimeSpan.FromSeconds(configuration.GetValue("Imports:PatienceSeconds", 3.0));

    /// <summary>Takes the file over and begins; the answer is what becomes of it.</summary>
    /// <param name="command">The import of the file, with whom to tell how far it is.</param>
    public async Task<Task<Result<ImportSummary>>> BeginAsync(Guid id, Actor actor, IFormFile file, Func<Stream, IProgress<Advance>, IRequest<Result<ImportSummary>>> command, CancellationToken token)
    {
        var kept = new FileStream(Path.Combine(Path.GetTempPath(), $"customerfirst-{id:N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81_920, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            await file.CopyToAsync(kept, token);
            kept.Position = 0;
        }
        catch
        {
            await kept.DisposeAsync();
            throw;
        }
        return Task.Run(() => WorkAsync(id, actor, kept, command), CancellationToken.None);
    }

    private async Task<Result<ImportSummary>> WorkAsync(Guid id, Actor actor, FileStream file, Func<Stream, IProgress<Advance>, IRequest<Result<ImportSummary>>> command)
    {
        var heard = new HeardAdvance();
        await using (file)
        {
            try
            {
                var result = await heard.WhileAsync(SendAsync(command(file, heard), actor, lifetime.ApplicationStopping), at => SendAsync(new TellPlaceImportCommand(id, at), Actor.Job, CancellationToken.None));
                await SendAsync(result.Error is { } error ? new TellPlaceImportCommand(id, Problem: error is Invalid invalid ? string.Join(". ", invalid.Problems.SelectMany(p => p.Value)) : error.Message)
                    : new TellPlaceImportCommand(id, Summary: result.Value), Actor.Job, CancellationToken.None);
                return result;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "Import {Import} failed", id);
                await SendAsync(new TellPlaceImportCommand(id, Problem: "Something went wrong in the hub. Nothing of the file was taken; the log says more."), Actor.Job, CancellationToken.None);
                return new FileNotAccepted("Something went wrong in the hub. Nothing of the file was taken.");
            }
        }
    }

    private async Task<Result<T>> SendAsync<T>(IRequest<Result<T>> request, Actor actor, CancellationToken token)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, token);
    }
}
