using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CustomerFirst.Web.Pages.Customers;

/// <summary>What was typed for a new customer whose record turned out to be there: it travels to that record's form in an encrypted cookie.</summary>
internal static class TypedCustomer
{
    private static string Key(Guid customerId) => $"typed-{customerId:N}";

    /// <summary>Keeps it for the record's form.</summary>
    public static void Keep(ITempDataDictionary data, Guid customerId, CustomerForm form) => data[Key(customerId)] = JsonSerializer.Serialize(form);

    /// <summary>Takes it; null when there is none.</summary>
    public static CustomerForm? Take(ITempDataDictionary data, Guid customerId) => data[Key(customerId)] is string kept ? JsonSerializer.Deserialize<CustomerForm>(kept) : null;
}
