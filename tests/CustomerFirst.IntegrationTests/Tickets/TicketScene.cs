using CustomerFirst.Application.Contacts;
using CustomerFirst.Application.Staff;
using CustomerFirst.Application.Tickets;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Places;
using CustomerFirst.Domain.Services;
using CustomerFirst.Domain.Staff;
using CustomerFirst.Domain.Tickets;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Tickets;

/// <summary>A small council: two service areas with their teams, an ordinary and a restricted service, and one person of each role.</summary>
internal sealed partial class TicketScene
{
    private readonly Hub _hub;

    private TicketScene(Hub hub) => _hub = hub;

    public ServiceArea Area { get; } = A.ServiceArea();
    public ServiceArea OtherArea { get; } = A.ServiceArea();
    public Team Team { get; private set; } = null!;
    public Team OtherTeam { get; private set; } = null!;
    public Team FirstTeam { get; } = Domain.Services.Team.Create(A.Key(), $"First response {A.Key():N}", ResponseTier.First, null);
    public Calendar Calendar { get; } = A.OfficeHours();
    public Service Bins { get; private set; } = null!;
    public Service Graffiti { get; private set; } = null!;
    public Service Refuge { get; private set; } = null!;
    public Ward Ward { get; } = Domain.Places.Ward.Create(A.Key(), $"E05{Random.Shared.Next(1, 999_999):000000}", "Hillside", new DateOnly(2024, 5, 2), """{"type":"Polygon","coordinates":[[[-2,52.4],[-1.8,52.4],[-1.8,52.6],[-2,52.6],[-2,52.4]]]}""");
    public Customer Customer { get; } = NewCustomer("Rosa", "Marlow");
    public Customer Neighbour { get; } = NewCustomer("Idris", "Kent");

    public StaffAccount AdviserAccount { get; } = A.Staff("Ada Adviser", Role.Adviser);
    public StaffAccount OfficerAccount { get; } = A.Staff("Olu Officer", Role.Officer);
    public StaffAccount RefugeAccount { get; } = A.Staff("Rhea Refuge", Role.Officer);
    public StaffAccount ManagerAccount { get; } = A.Staff("Mo Manager", Role.Manager);

    public Actor Adviser => A.Actor(AdviserAccount);
    public Actor Officer => A.Actor(OfficerAccount, [Area], [Team]);
    /// <summary>An officer of the area that the restricted service belongs to.</summary>
    public Actor RefugeOfficer => A.Actor(RefugeAccount, [OtherArea], [OtherTeam]);
    public Actor Manager => A.Actor(ManagerAccount);

    /// <summary>Saves it all.</summary>
    /// <param name="prepare">Done to each account before it is saved, for instance to give it a password.</param>
    public static async Task<TicketScene> SetAsync(Hub hub, Action<StaffAccount>? prepare = null)
    {
        var scene = new TicketScene(hub);
        if (prepare is not null) foreach (var account in new[] { scene.AdviserAccount, scene.OfficerAccount, scene.RefugeAccount, scene.ManagerAccount }) prepare(account);
        scene.Team = A.Team(scene.Area);
        scene.OtherTeam = A.Team(scene.OtherArea);
        scene.Bins = A.Service(scene.Area, team: scene.Team, atCustomersAddress: true, questions:
        [
            new Question("bin", "Which bin was missed?", null, QuestionKind.Choice, Required: false, ["Grey", "Green"]),
            new Question("since", "Since when?", null, QuestionKind.Date, Required: false, []),
        ]);
        scene.Graffiti = A.Service(scene.Area, team: scene.Team, canFinishAtFirstContact: false);
        scene.Refuge = A.Service(scene.OtherArea, restricted: true, team: scene.OtherTeam);
        scene.OfficerAccount.ServiceAreas.Add(new StaffServiceArea { StaffId = scene.OfficerAccount.Id, ServiceAreaId = scene.Area.Id });
        scene.OfficerAccount.Teams.Add(new StaffTeam { StaffId = scene.OfficerAccount.Id, TeamId = scene.Team.Id });
        scene.RefugeAccount.ServiceAreas.Add(new StaffServiceArea { StaffId = scene.RefugeAccount.Id, ServiceAreaId = scene.OtherArea.Id });
        scene.RefugeAccount.Teams.Add(new StaffTeam { StaffId = scene.RefugeAccount.Id, TeamId = scene.OtherTeam.Id });
        await hub.SaveAsync(scene.Area, scene.OtherArea, scene.Team, scene.OtherTeam, scene.FirstTeam, scene.Calendar, scene.Ward, scene.Bins, scene.Graffiti, scene.Refuge,
            A.Sla(scene.Bins, scene.Calendar), A.Sla(scene.Graffiti, scene.Calendar), A.Sla(scene.Refuge, scene.Calendar),
            scene.AdviserAccount, scene.OfficerAccount, scene.RefugeAccount, scene.ManagerAccount,
            scene.Customer, CustomerKey.Of(scene.Customer.Id), scene.Neighbour, CustomerKey.Of(scene.Neighbour.Id));
        return scene;
    }

    /// <summary>A person with a name and nothing else.</summary>
    public static Customer NewCustomer(string given, string family)
    {
        var customer = Customer.Create(A.Key(), CustomerKind.Person, DateTimeOffset.UnixEpoch);
        customer.IsCalled(A.Key(), null, given, family, "test", Verification.Unverified, DateTimeOffset.UnixEpoch);
        customer.Reindex();
        return customer;
    }

    /// <summary>A command that raises a ticket about missed bins by web, for nobody in particular.</summary>
    public RaiseTicketCommand Raising(Service? service = null) => new() { ServiceId = (service ?? Bins).Id, Channel = Channel.Web, DespiteDuplicates = true };

    /// <summary>Raises a ticket.</summary>
    public async Task<RaisedTicket> RaiseAsync(RaiseTicketCommand? command = null, Actor? by = null) => await _hub.DoAsync(command ?? Raising(), by ?? Adviser);

    /// <summary>Raises a restricted ticket as one of its own officers.</summary>
    public Task<RaisedTicket> RaiseRestrictedAsync(Guid? customerId = null) => RaiseAsync(Raising(Refuge) with { CustomerId = customerId }, RefugeOfficer);

    /// <summary>A telephone call that the adviser takes.</summary>
    public Task<ContactAfter> CallAsync(Guid? customerId = null, Actor? by = null) => _hub.DoAsync(new BeginContactCommand(Channel.Phone, CustomerId: customerId), by ?? Adviser);

    /// <summary>The ticket as somebody sees it.</summary>
    public Task<TicketView> GetAsync(Guid ticketId, Actor? by = null) => _hub.DoAsync(new GetTicketQuery(ticketId), by ?? Adviser);
}
