using System.Globalization;
using System.Text;
using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Application.Services;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.Application.Staff;

/// <summary>Gives the entries that a search finds as CSV, the oldest first. That it was done stands in the trail itself.</summary>
[Needs(Permission.SearchAudit)]
public sealed record ExportAuditCommand(AuditFilter Filter) : ICommand<AuditExport>;

/// <summary>A file that is written while it is read, row by row.</summary>
/// <param name="WriteAsync">Writes UTF-8 with a byte order mark, which spreadsheets want; once. It is given the words for people.</param>
public sealed record AuditExport(string FileName, Func<Stream, AuditFileWords, CancellationToken, Task> WriteAsync);

/// <summary>What a file of entries says in words beside its codes.</summary>
/// <param name="Done">What an entry says was done, as a sentence.</param>
/// <param name="Fields">The fields concerned.</param>
/// <param name="Changes">What changed and why, where that may be told; empty otherwise.</param>
public sealed record AuditFileWords(Func<AuditLine, string> Done, Func<AuditLine, string> Fields, Func<AuditLine, string> Changes);

internal sealed class ExportAuditValidator : AbstractValidator<ExportAuditCommand>
{
    public ExportAuditValidator() => RuleFor(c => c.Filter).SetValidator(new AuditFilterValidator());
}

internal sealed class ExportAuditHandler(IServiceScopeFactory scopes, CurrentActor current, AuditTrail audit, TimeProvider time) : IRequestHandler<ExportAuditCommand, Result<AuditExport>>
{
    // What somebody else put in may name kinds that there are not.
    private const string Unknown = "unknown";

    private static readonly string[] s_columns = ["id", "time", "actor kind", "actor id", "actor", "action", "record kind", "record id", "reference", "record", "fields", "changes", "from", "correlation id", "sealed", "written by the hub", "what was done"];

    public Task<Result<AuditExport>> Handle(ExportAuditCommand request, CancellationToken cancellationToken)
    {
        audit.Did(RecordKind.AuditTrail, null, request.Filter.Names);
        var actor = current.Actor;
        var name = string.Create(CultureInfo.InvariantCulture, $"audit-{CouncilTime.Of(time.GetUtcNow()):yyyy-MM-dd-HHmm}.csv");
        return Task.FromResult<Result<AuditExport>>(new AuditExport(name, (stream, words, token) => WriteAsync(request.Filter, actor, stream, words, token)));
    }

    private async Task WriteAsync(AuditFilter filter, Actor actor, Stream stream, AuditFileWords words, CancellationToken token)
    {
        // Read after the command was saved, in a scope of its own.
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomerFirstDb>();
        var (entries, _) = await filter.ApplyAsync(db, actor, token);
        var snapshot = await scope.ServiceProvider.GetRequiredService<Catalogue>().GetAsync(token);
        var changes = new AuditChanges(snapshot);
        var (signer, signedFrom) = (scope.ServiceProvider.GetRequiredService<AuditSigner>(), await SearchAuditHandler.SignedFromAsync(db, token));
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 32_768, leaveOpen: true);
        await text.WriteAsync(CsvLines.Line(s_columns).AsMemory(), token);
        await foreach (var row in SearchAuditHandler.Lines(db, entries.OrderBy(e => e.Id)).AsAsyncEnumerable().WithCancellation(token))
        {
            var line = row.Line(changes, signer, signedFrom);
            await text.WriteAsync(CsvLines.Line(
            [
                line.Id.ToString(), CouncilTime.Of(line.At).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture), line.ActorKind?.Code() ?? Unknown, line.ActorId.ToString(), line.Actor, line.Action, line.RecordKind?.Code() ?? Unknown,
                line.RecordId?.ToString(), line.Reference, AuditRecordNames.OfCatalogue(line, snapshot), words.Fields(line), words.Changes(line), line.From, line.CorrelationId, line.Sealed ? "yes" : "no", line.Genuine ? "yes" : "no", words.Done(line),
            ]).AsMemory(), token);
        }
    }
}
