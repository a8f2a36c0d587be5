using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CustomerFirst.Application.Database;
using CustomerFirst.Application.Pipeline;
using CustomerFirst.Domain.Tickets;

namespace CustomerFirst.UnitTests.Common;

/// <summary>The house keeps its shape: which rooms there are, who may lean on whom, what nobody is called.</summary>
public sealed partial class HouseTests
{
    private static readonly string[] s_features =
        ["Customers", "Contacts", "Tickets", "Services", "Knowledge", "Correspondence", "Appointments", "Crisis", "Members", "Reporting", "Quality", "Training", "Places", "Staff"];

    // A Service is what customers ask for; these are about one.
    private static readonly string[] s_aboutServices = ["Service", "DemoService", "FoundService", "OfferedService", "SearchableService", "RestrictTicketsOfService"];

    private static readonly Dictionary<string, string[]> s_leansOn = new()
    {
        ["CustomerFirst.Domain"] = [],
        ["CustomerFirst.Application"] = ["CustomerFirst.Domain"],
        ["CustomerFirst.Web"] = ["CustomerFirst.Application"],
        ["CustomerFirst.Cli"] = ["CustomerFirst.Application"],
    };

    [Fact]
    public void Projects_lean_on_one_another_one_way_only()
    {
        foreach (var (project, allowed) in s_leansOn)
        {
            var referenced = Project(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).ToList();
            Assert.Equal(allowed, referenced);
        }
        Assert.Equal(s_leansOn.Keys.Order(), Directory.GetDirectories(Source("")).Select(d => Path.GetFileName(d)).Order());
    }

    [Fact]
    public void The_domain_has_no_packages_and_no_frameworks()
    {
        Assert.DoesNotContain(Project("CustomerFirst.Domain").Descendants(), e => e.Name.LocalName is "PackageReference" or "FrameworkReference");
        Assert.All(typeof(Ticket).Assembly.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_know_nothing_of_files_networks_or_databases()
    {
        foreach (var file in Code("CustomerFirst.Domain"))
            Assert.DoesNotMatch(@"\busing System\.(IO|Net|Data)\b|\b(File|Directory|HttpClient|Environment|Console)\.", File.ReadAllText(file));
    }

    [Fact]
    public void Every_folder_is_a_feature_or_one_of_the_few_others()
    {
        foreach (var (project, more) in new (string, string[])[]
                 {
                     ("CustomerFirst.Domain", ["Common"]), ("CustomerFirst.Application", ["Common", "Database", "Pipeline"]),
                     ("CustomerFirst.Web", ["Common", "Pages", "Api", "wwwroot"]), ("CustomerFirst.Cli", ["Common", "Database"]),
                     ("CustomerFirst.Web/Pages", ["Shared", "Account"]), ("CustomerFirst.Web/Api", ["Common"]),
                 })
        {
            var rooms = Directory.GetDirectories(Source(project)).Select(d => Path.GetFileName(d)).Except(["bin", "obj"]);
            Assert.Empty(rooms.Except(s_features).Except(more).Select(room => $"{project}/{room}"));
        }
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        foreach (var file in s_leansOn.Keys.SelectMany(Code))
        {
            if (NamespaceOf().Match(File.ReadAllText(file)) is not { Success: true } found) continue;
            var folder = Path.GetRelativePath(Source(""), Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.').Replace("..", ".", StringComparison.Ordinal);
            Assert.True(found.Groups[1].Value == folder, $"{file} is in the namespace {found.Groups[1].Value}.");
        }
    }

    [Fact]
    public void Nobody_is_called_manager_helper_or_utils()
    {
        var bad = s_leansOn.Keys.SelectMany(Code).SelectMany(file => TypeName().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))
            .Where(name => Forbidden().IsMatch(name) && !name.EndsWith("TagHelper", StringComparison.Ordinal) && !s_aboutServices.Contains(name)).Distinct().Order();
        Assert.Empty(bad);
    }

    [Fact]
    public void Customers_are_made_only_where_those_who_are_likely_the_same_were_looked_for()
    {
        var doors = s_leansOn.Keys.SelectMany(Code).Where(file => !file.Contains("Demo", StringComparison.Ordinal) && MakesCustomer().IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file)).Order();
        Assert.Equal(["CreateCustomer.cs", "NewCustomer.cs", "PersonIntake.cs", "RecogniseSender.cs"], doors);
    }

    [Fact]
    public void Pages_and_endpoints_send_requests_and_touch_no_database()
    {
        foreach (var folder in (string[])["Pages", "Api"])
        {
            foreach (var file in Directory.GetFiles(Source($"CustomerFirst.Web/{folder}"), "*", SearchOption.AllDirectories).Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal)))
                Assert.False(TouchesDatabase().IsMatch(File.ReadAllText(file)), $"{file} touches the database.");
        }
    }

    [Fact]
    public void Time_comes_from_the_time_provider()
    {
        foreach (var file in s_leansOn.Keys.SelectMany(Code))
            Assert.False(OwnClock().IsMatch(File.ReadAllText(file)), $"{file} asks the machine for the time.");
    }

    [Fact]
    public void Every_request_states_its_permission_is_sealed_and_has_one_handler()
    {
        var types = typeof(CustomerFirstDb).Assembly.GetTypes();
        var requests = Registration.RequestTypes().ToList();
        Assert.NotEmpty(requests);
        foreach (var request in requests)
        {
            Assert.True(request.GetCustomAttribute<NeedsAttribute>() is not null, $"{request.Name} states no permission.");
            Assert.True(request.IsSealed, $"{request.Name} is not sealed.");
            Assert.Single(types, t => t.GetInterfaces().Any(i => i.Name == "IRequestHandler`2" && i.GetGenericArguments()[0] == request));
        }
        Assert.Empty(types.Where(t => t is { IsClass: true, IsAbstract: false } && t.GetInterfaces().Any(i => i.Name == "IRequest`1") && !requests.Contains(t)).Select(t => t.Name));
    }

    [Fact]
    public void Requests_are_named_for_what_they_do_and_end_in_command_or_query()
    {
        Assert.Empty(Registration.RequestTypes().Where(t => !t.Name.EndsWith(t.GetInterfaces().Any(i => i.Name == "IQuery`1") ? "Query" : "Command", StringComparison.Ordinal)).Select(t => t.Name));
        Assert.Empty(Registration.RequestTypes().Where(t => !s_features.Append("Database").Any(f => t.Namespace!.StartsWith($"CustomerFirst.Application.{f}", StringComparison.Ordinal))).Select(t => t.FullName));
    }

    private static string Source(string below) => Path.Combine(RepositoryFolders.Root, "src", below);

    private static XDocument Project(string name) => XDocument.Load(Path.Combine(Source(name), $"{name}.csproj"));

    private static IEnumerable<string> Code(string project) =>
        Directory.EnumerateFiles(Source(project), "*.cs", SearchOption.AllDirectories).Where(f => !BuiltFile().IsMatch(f));

    [GeneratedRegex(@"[\\/](bin|obj|Migrations)[\\/]")]
    private static partial Regex BuiltFile();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceOf();

    [GeneratedRegex(@"\b(?:class|record(?:\s+struct|\s+class)?|struct|interface|enum)\s+([A-Z]\w*)")]
    private static partial Regex TypeName();

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utilities|Service|Repository|UnitOfWork|Mapper|Dto)$")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@" Customer\.Create\(|\bAddNewCustomer\(")]
    private static partial Regex MakesCustomer();

    [GeneratedRegex(@"\b(CustomerFirstDb|DbContext|NpgsqlDataSource|NpgsqlCommand|EntityFrameworkCore)\b")]
    private static partial Regex TouchesDatabase();

    [GeneratedRegex(@"\bDateTime(?:Offset)?\.(?:UtcNow|Now|Today)\b")]
    private static partial Regex OwnClock();
}
