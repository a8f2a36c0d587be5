using CustomerFirst.Application.Common;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CustomerFirst.Application.Services;

/// <summary>Sets a service up. It has no SLA until <see cref="SetSlaCommand"/> gives it one.</summary>
/// <param name="Code">Stable short key; null makes one from the name.</param>
[Needs(Permission.ManageServices)]
public sealed record CreateServiceCommand(string? Code, ServiceTerms Terms) : IdempotentCommand<Guid>;

internal sealed class CreateServiceValidator : AbstractValidator<CreateServiceCommand>
{
    public CreateServiceValidator()
    {
        RuleFor(c => c.Code).MaximumLength(80).WithMessage("The service's code must be 80 characters or fewer").Must(Slug.Keeps).WithMessage(Slug.Wrong);
        RuleFor(c => c.Terms).NotNull().WithMessage("Enter the service").SetValidator(new ServiceTermsValidator());
    }
}

internal sealed class CreateServiceHandler(CustomerFirstDb db, ServiceTermsFacts facts, AfterSave after, Catalogue catalogue, TimeProvider time) : IRequestHandler<CreateServiceCommand, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(CreateServiceCommand command, CancellationToken token)
    {
        var terms = await facts.CheckAsync(command.Terms, null, token);
        if (!terms.Ok) return terms.Error!;
        var code = Slug.Of(string.IsNullOrWhiteSpace(command.Code) ? command.Terms.Name : command.Code, 80);
        if (await db.Services.AnyAsync(s => s.Code == code, token)) return new NotAccepted(nameof(command.Code), "There is a service with this code already: enter another code");
        var service = Service.Create(Ids.New(time.GetUtcNow()), code, terms.Value);
        db.Add(service);
        after.Do(catalogue.Invalidate);
        return service.Id;
    }
}
