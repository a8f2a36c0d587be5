using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Staff;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static CustomerFirst.IntegrationTests.Staff.PermissionMatrixTests.Who;

namespace CustomerFirst.IntegrationTests.Staff;

/// <summary>
/// Who may send what: one line for each command and query, written by hand and not derived from the permissions, so that a change of either shows.
/// Every request is sent by everybody through the application's own pipeline; only its handler is replaced.
/// </summary>
public sealed class PermissionMatrixTests
{
    [Flags]
    public enum Who
    {
        Adviser = 1 << Role.Adviser, CounterStaff = 1 << Role.CounterStaff, Officer = 1 << Role.Officer, Manager = 1 << Role.Manager,
        Steward = 1 << Role.Steward, Member = 1 << Role.Member, Administrator = 1 << Role.Administrator, Auditor = 1 << Role.Auditor,
        Public = 1 << 10, ApiClient = 1 << 11, Job = 1 << 12, Operator = 1 << 13,

        FirstLine = Adviser | CounterStaff | Officer | Manager,
        AllStaff = FirstLine | Steward | Member | Administrator | Auditor,
        Everybody = AllStaff | Public | ApiClient | Job | Operator,
    }

    private static readonly Dictionary<string, Who> s_mayBeSentBy = new()
    {
        // Customers
        ["FindAddressesQuery"] = FirstLine | Steward | Administrator | ApiClient | Operator,
        ["GetAddressQuery"] = FirstLine | Steward | Administrator | ApiClient | Operator,
        ["CountAddressesQuery"] = Administrator | Operator,
        ["ImportAddressesCommand"] = Administrator | Operator,
        ["CreateCustomerCommand"] = FirstLine | Steward | ApiClient,
        ["RecogniseSenderCommand"] = FirstLine | Steward | ApiClient,
        ["ChangeCustomerCommand"] = FirstLine | Steward | ApiClient,
        ["GetCustomerQuery"] = FirstLine | Steward | ApiClient,
        ["GetCustomerTimelineQuery"] = FirstLine | Steward | ApiClient,
        ["FindCustomersQuery"] = FirstLine | Steward | ApiClient,
        ["FindCandidatesQuery"] = FirstLine | Steward | ApiClient,
        ["LearnNamesCommand"] = Job | Operator,
        ["LearnWeightsCommand"] = Job | Operator,
        ["AskForWeightsCommand"] = Steward,
        ["TakeShippedWeightsCommand"] = Steward,
        ["GetWeightsQuery"] = Steward,
        ["ReindexCustomersCommand"] = Job | Operator,
        ["KeepSearchCommand"] = FirstLine | Steward | ApiClient,
        ["EraseSearchesCommand"] = Job | Operator,
        ["MergeCustomersCommand"] = Steward | ApiClient,
        ["PreviewMergeQuery"] = Steward | ApiClient,
        ["UndoMergeCommand"] = Steward | ApiClient,
        ["PreviewUndoQuery"] = Steward | ApiClient,
        ["ReviewPairsQuery"] = Steward,
        ["CountPairsToReviewQuery"] = Steward,
        ["GetPairQuery"] = Steward | ApiClient,
        ["ListPairsQuery"] = Steward | ApiClient,
        ["ListMergesQuery"] = Steward | ApiClient,
        ["PrepareMergeRunCommand"] = Steward,
        ["GetMergeRunQuery"] = Steward,
        ["StartMergeRunCommand"] = Steward,
        ["StepMergeRunCommand"] = Steward,
        ["ListMergeRunsQuery"] = Steward,
        ["WorkMergeRunCommand"] = Job | Operator,
        ["RelateCustomersCommand"] = FirstLine | Steward | ApiClient,
        ["RenewAuthorityCommand"] = FirstLine | Steward | ApiClient,
        ["EndRelationshipCommand"] = FirstLine | Steward | ApiClient,
        ["RecordLifeCommand"] = FirstLine | Steward | ApiClient,
        ["RecordConsentCommand"] = FirstLine | Steward | ApiClient,
        ["StrikeConsentCommand"] = FirstLine | Steward | ApiClient,
        ["AnonymiseCustomerCommand"] = Steward,
        ["DecidePairCommand"] = Steward | ApiClient,
        ["LookForPairsCommand"] = Steward,
        ["SweepPairsCommand"] = Job | Operator,
        // Audit trail
        ["SearchAuditQuery"] = Auditor | Operator,
        ["FindAuditActorsQuery"] = Auditor | Operator,
        ["ExportAuditCommand"] = Auditor | Operator,
        ["VerifyAuditQuery"] = Auditor | Job | Operator,
        ["SealAuditCommand"] = Job | Operator,
        // Contacts
        ["BeginContactCommand"] = FirstLine | ApiClient,
        ["EndContactCommand"] = FirstLine | ApiClient,
        ["GetContactQuery"] = FirstLine | ApiClient,
        ["GetMyContactsQuery"] = FirstLine | ApiClient,
        ["IdentifyCustomerCommand"] = FirstLine | ApiClient,
        // Tickets
        ["AddAttachmentCommand"] = FirstLine | ApiClient,
        ["AddNoteCommand"] = FirstLine | ApiClient,
        ["AddToTicketCommand"] = FirstLine | ApiClient,
        ["AddUpdateCommand"] = FirstLine | ApiClient,
        ["AssignTicketCommand"] = FirstLine | ApiClient,
        ["CancelTicketCommand"] = FirstLine | ApiClient,
        ["CloseInBulkCommand"] = Manager,
        ["CloseResolvedCommand"] = Job | Operator,
        ["ExportTicketsCommand"] = Manager,
        ["FindDuplicatesQuery"] = FirstLine | ApiClient,
        ["FindTicketByReferenceQuery"] = FirstLine | Steward | ApiClient,
        ["GetAttachmentQuery"] = FirstLine | Steward | ApiClient,
        ["GetMyWorkQuery"] = FirstLine | Steward,
        ["GetSavedFiltersQuery"] = FirstLine | ApiClient,
        ["GetTicketQuery"] = FirstLine | Steward | ApiClient,
        ["OutlineWardQuery"] = FirstLine | Steward | ApiClient,
        ["GetFilterChoicesQuery"] = FirstLine | ApiClient,
        ["GetServiceToRaiseQuery"] = FirstLine | ApiClient,
        ["ListAssigneesQuery"] = FirstLine | ApiClient,
        ["HandBackTicketCommand"] = FirstLine | ApiClient,
        ["HandOverTicketCommand"] = FirstLine | ApiClient,
        ["ImportRequestsCommand"] = Operator,
        ["ImportCustomersCommand"] = Operator,
        ["MoveCustomersCommand"] = Job | Operator,
        ["CancelMoveCommand"] = FirstLine | Steward | ApiClient,
        ["ListSourceTrustQuery"] = Administrator,
        ["TrustSourceCommand"] = Administrator,
        ["LetMemberKnowCustomerCommand"] = FirstLine | ApiClient,
        ["ListTicketsQuery"] = FirstLine | ApiClient,
        ["MarkDuplicateCommand"] = FirstLine | ApiClient,
        ["MarkSlasCommand"] = Job | Operator,
        ["PrioritiseTicketCommand"] = FirstLine | ApiClient,
        ["RaiseTicketCommand"] = FirstLine | ApiClient,
        ["RecomputeDueTimesCommand"] = Job | Operator,
        ["RemoveFilterCommand"] = FirstLine | ApiClient,
        ["ReopenTicketCommand"] = FirstLine | ApiClient,
        ["ResolveTicketCommand"] = FirstLine | ApiClient,
        ["ResumeTicketCommand"] = FirstLine | ApiClient,
        ["SaveFilterCommand"] = FirstLine | ApiClient,
        ["TakeTicketCommand"] = FirstLine | ApiClient,
        ["TrackEnquiryQuery"] = AllStaff | Public,
        ["WaitTicketCommand"] = FirstLine | ApiClient,
        // Services
        ["ChangeServiceCommand"] = Administrator | Operator,
        ["ChangeServiceAreaCommand"] = Administrator | Operator,
        ["ChangeTeamCommand"] = Administrator | Operator,
        ["CreateServiceCommand"] = Administrator | Operator,
        ["CreateServiceAreaCommand"] = Administrator | Operator,
        ["CreateTeamCommand"] = Administrator | Operator,
        ["FindServicesQuery"] = FirstLine | Steward | Member | Administrator | ApiClient,
        ["ListServiceAreasQuery"] = FirstLine | Steward | Member | Administrator | ApiClient,
        ["ListServicesQuery"] = FirstLine | Steward | Member | Administrator | ApiClient,
        ["ListTeamsQuery"] = FirstLine | Steward | Member | Administrator | ApiClient,
        ["ReadServiceQuery"] = Administrator | Operator,
        ["ReadServiceAreaQuery"] = Administrator | Operator,
        ["SetSlaCommand"] = Administrator | Operator,
        ["WithdrawServiceCommand"] = Administrator | Operator,
        ["CountOpenTicketsQuery"] = Administrator | Operator,
        ["ReadOfferedServiceQuery"] = FirstLine | Steward | Member | Administrator | ApiClient,
        ["ReadAdministrationQuery"] = Administrator | Operator,
        // Places
        ["AddExceptionalDayCommand"] = Administrator | Operator,
        ["CreateCalendarCommand"] = Administrator | Operator,
        ["ImportBankHolidaysCommand"] = Administrator | Operator,
        ["ImportConstituenciesCommand"] = Administrator | Operator,
        ["ImportPostcodesCommand"] = Administrator | Operator,
        ["BeginPlaceImportCommand"] = Administrator | Operator,
        ["TellPlaceImportCommand"] = Job | Operator,
        ["TellWeightLearningCommand"] = Job | Operator,
        ["SeePlaceImportsQuery"] = Administrator | Operator,
        ["ImportWardsCommand"] = Administrator | Operator,
        ["ListBankHolidaysQuery"] = Administrator | Operator,
        ["ListCalendarsQuery"] = Administrator | Operator,
        ["ReadCalendarQuery"] = Administrator | Operator,
        ["RemoveExceptionalDayCommand"] = Administrator | Operator,
        ["RenameCalendarCommand"] = Administrator | Operator,
        ["SetCalendarHoursCommand"] = Administrator | Operator,
        ["ChangeOfficeCommand"] = Administrator | Operator,
        ["CreateOfficeCommand"] = Administrator | Operator,
        ["ListAreasQuery"] = Administrator | Operator,
        ["ListOfficesQuery"] = Administrator | Operator,
        ["LookUpPostcodeQuery"] = Administrator | Operator,
        ["CountPostcodesQuery"] = Administrator | Operator,
        ["PreviewOpeningQuery"] = Administrator | Operator,
        // Members
        ["GetWardTicketQuery"] = Member,
        ["SeeWardQuery"] = Member,
        // Reporting
        ["FirstContactReportQuery"] = Manager | ApiClient | Operator,
        ["PerformanceReportQuery"] = Manager | ApiClient | Operator,
        ["GetOverviewQuery"] = Manager | ApiClient | Operator,
        ["GetBreakdownQuery"] = Manager | ApiClient | Operator,
        ["GetBacklogQuery"] = Manager | ApiClient | Operator,
        ["ListReportedContactsQuery"] = Manager | ApiClient | Operator,
        // Accounts
        ["ChangePasswordCommand"] = AllStaff,
        ["ChangeStaffCommand"] = Administrator | Operator,
        ["CreateApiClientCommand"] = Administrator,
        ["CreateStaffCommand"] = Administrator | Operator,
        ["DeactivateStaffCommand"] = Administrator | Operator,
        ["ReactivateStaffCommand"] = Administrator | Operator,
        ["ListApiClientsQuery"] = Administrator,
        ["ListStaffQuery"] = Administrator | Operator,
        ["ListStaffChoicesQuery"] = Administrator | Operator,
        ["MyAccountQuery"] = AllStaff,
        ["ReadStaffQuery"] = Administrator | Operator,
        ["RecordKeyUseCommand"] = Job | Operator,
        ["IssueOneTimePasswordCommand"] = Administrator | Operator,
        ["ResetTwoFactorCommand"] = Administrator | Operator,
        ["UnlockStaffCommand"] = Administrator | Operator,
        ["RevokeApiClientCommand"] = Administrator,
        ["ListRolePoliciesQuery"] = Administrator | Operator,
        ["SetRolePolicyCommand"] = Administrator | Operator,
        ["ServeWardCommand"] = Administrator | Operator,
        ["EndWardCommand"] = Administrator | Operator,
        ["BeginTwoFactorCommand"] = AllStaff,
        ["TwoFactorKeyQuery"] = AllStaff,
        ["TurnOnTwoFactorCommand"] = AllStaff,
        ["RenewRecoveryCodesCommand"] = AllStaff,
        ["TurnOffTwoFactorCommand"] = AllStaff,
        ["SignInCommand"] = Everybody,
        ["SignOutCommand"] = AllStaff,
        ["SwitchKeyboardShortcutsCommand"] = AllStaff,
        ["KeepDraftCommand"] = AllStaff,
        ["GetDraftQuery"] = AllStaff,
        ["EraseDraftsCommand"] = Job | Operator,
        ["VerifySecondFactorCommand"] = Everybody,
        // Demonstration
        ["SeedDemoCommand"] = Operator,
    };

    [Fact]
    public void Every_request_is_listed_and_nothing_else()
    {
        var requests = Registration.RequestTypes().Select(t => t.Name).ToHashSet();
        var (missing, gone) = (requests.Except(s_mayBeSentBy.Keys).Order(StringComparer.Ordinal).ToList(), s_mayBeSentBy.Keys.Except(requests).Order(StringComparer.Ordinal).ToList());
        Assert.True(missing.Count + gone.Count == 0, $"Add a line to the table for: {string.Join(", ", missing)}. Take out: {string.Join(", ", gone)}.");
        Assert.All(Registration.RequestTypes(), t => Assert.NotNull(t.GetCustomAttribute<NeedsAttribute>()));
    }

    [Fact]
    public async Task Every_request_is_refused_to_exactly_those_who_may_not_send_it()
    {
        await using var services = Services();
        var wrong = new StringBuilder();
        foreach (var request in Registration.RequestTypes())
        {
            foreach (var (who, actor) in Senders())
            {
                var may = s_mayBeSentBy.GetValueOrDefault(request.Name).HasFlag(who);
                var sent = await SendAsync(services, request, actor);
                Assert.True(sent is Forbidden or Reached, $"{request.Name} by {who}: {sent.GetType().Name}");
                if (sent is Reached != may) wrong.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{request.Name}: {who} {(may ? "was refused" : "got through")}");
            }
        }
        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    [Fact]
    public async Task Somebody_without_any_role_may_send_no_more_than_the_public()
    {
        await using var services = Services();
        var nobody = new Actor(ActorKind.Staff, Guid.NewGuid(), "Nobody");
        foreach (var request in Registration.RequestTypes()) Assert.IsType<Forbidden>(await SendAsync(services, request, nobody));
    }

    private static IEnumerable<(Who, Actor)> Senders() =>
        Enum.GetValues<Role>().Select(role => ((Who)(1 << (int)role), new Actor(ActorKind.Staff, Guid.NewGuid(), $"{role}") { Roles = new HashSet<Role> { role }, Permissions = Permissions.Of(role).ToHashSet() }))
            .Append((Public, Actor.Public)).Append((Job, Actor.Job)).Append((Operator, Actor.Operator))
            .Append((ApiClient, new Actor(ActorKind.ApiClient, Guid.NewGuid(), "Client") { Permissions = Permissions.Of(ActorKind.ApiClient).ToHashSet() }));

    // The application as it is put together everywhere, with every handler replaced by one that only says that it was reached. The request has no
    // values, so whatever runs before the handler must not need them: what comes after the permission is taken out too.
    private static ServiceProvider Services()
    {
        var services = new ServiceCollection().AddLogging().AddCustomerFirst("Host=nowhere");
        foreach (var request in Registration.RequestTypes())
        {
            var response = request.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>)).GetGenericArguments()[0];
            var behaviours = typeof(IPipelineBehavior<,>).MakeGenericType(request, response);
            var first = services.First(s => s.ServiceType == behaviours);
            Assert.Equal(typeof(AuthoriseBehaviour<,>).MakeGenericType(request, response), first.ImplementationType);
            services.RemoveAll(behaviours);
            services.Add(first);
            services.Replace(ServiceDescriptor.Scoped(typeof(IRequestHandler<,>).MakeGenericType(request, response), typeof(SaysReached<,>).MakeGenericType(request, response)));
        }
        return services.BuildServiceProvider();
    }

    private static async Task<Error> SendAsync(ServiceProvider services, Type request, Actor actor)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
        var answer = request.GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>)).GetGenericArguments()[0].GetGenericArguments()[0];
        var send = typeof(PermissionMatrixTests).GetMethod(nameof(ErrorAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(answer);
        return await (Task<Error>)send.Invoke(null, [scope.ServiceProvider.GetRequiredService<IMediator>(), RuntimeHelpers.GetUninitializedObject(request)])!;
    }

    private static async Task<Error> ErrorAsync<T>(IMediator mediator, IRequest<Result<T>> request) => (await mediator.Send(request)).Error!;

    private sealed record Reached() : Error(ErrorKind.Conflict, "Reached.");

    private sealed class SaysReached<TRequest, TResponse> : IRequestHandler<TRequest, TResponse> where TRequest : IRequest<TResponse> where TResponse : IResult<TResponse>
    {
        public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken) => Task.FromResult(TResponse.Failed(new Reached()));
    }
}
