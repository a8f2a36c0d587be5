using System.Text;
using CustomerFirst.Application.Customers;
using CustomerFirst.Application.Customers.Importing;
using CustomerFirst.Cli.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;
using CustomerFirst.IntegrationTests.Common;

namespace CustomerFirst.IntegrationTests.Customers;

/// <summary>What tests of files of people share: one layout, people like no others, and the import as code and as command line.</summary>
public abstract class PeopleImport(Hub hub)
{
    protected const string Heading = "ref,given,family,born,phone,mail,no,street,town,pc,nino\n";
    protected const string Columns = """
        "given": "givenName", "family": "familyName", "born": "dateOfBirth", "phone": "telephone", "mail": "email", "no": "houseNumber", "street": "street", "town": "town", "pc": "postcode", "nino": "identifier"
        """;

    protected Hub Hub { get; } = hub;

    // A name like no other, that looks and sounds like a name.
    protected static string Name() => string.Concat("Q" + TheCustomer.Word()[2..], "enthwaite");

    protected static MemoryStream File(string text) => new(Encoding.UTF8.GetBytes(text));

    protected static ImportCustomersCommand Command(string source, string csv, string more, TextWriter? rejects, bool dry) =>
        new(File(csv), source + ".csv", CustomerMap.Read($"{{\"source\": \"{source}\", \"id\": \"ref\", \"columns\": {{{Columns}}}{(more.Length > 0 ? ", " + more : "")}}}", "map.json").Value, () => rejects ?? TextWriter.Null, dry);

    protected Task<ImportCustomersSummary> ImportAsync(string source, string csv, string more = "", TextWriter? rejects = null, bool dry = false) => Hub.DoAsync(Command(source, csv, more, rejects, dry), Actor.Operator);

    protected async Task<Customer> CustomerAsync(string source, string reference)
    {
        var id = await Hub.ScalarAsync<Guid>("select k.customer_id from customer_references r join customer_keys k on k.key = r.customer_id where r.system = @source and r.reference = @reference", ("source", source), ("reference", reference));
        return (await Hub.DatabaseAsync(db => db.LoadAsync(id, default)))!;
    }

    protected async Task<(int Status, string Output, string Said)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = await CommandLine.RunAsync([.. arguments, "--connection", Hub.ConnectionString], new Terminal(output, error));
        return (status, output.ToString(), error.ToString());
    }
}
