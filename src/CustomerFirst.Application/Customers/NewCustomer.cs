using CustomerFirst.Application.Database;
using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;
using CustomerFirst.Domain.Staff;

namespace CustomerFirst.Application.Customers;

/// <summary>The record of somebody new. Whoever makes one has looked before for those who are likely the same.</summary>
internal static class NewCustomer
{
    /// <summary>Adds the record with all that is known of the customer, and its key.</summary>
    /// <param name="details">Normalised.</param>
    /// <param name="by">Who says so: the source of each fact.</param>
    public static Customer AddNewCustomer(this CustomerFirstDb db, CustomerDetails details, Actor by, DateTimeOffset now)
    {
        var customer = Customer.Create(Ids.New(now), details.Kind, now);
        new CustomerFacts(customer, by.Kind.Code(), now).Become(details, FactChange.Changed, FactChange.Changed);
        customer.Reindex();
        db.AddRange(customer, CustomerKey.Of(customer.Id));
        return customer;
    }
}
