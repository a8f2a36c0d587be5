using CustomerFirst.Domain.Common;
using CustomerFirst.Domain.Customers;

namespace CustomerFirst.Application.Database.Demo;

/// <summary>What some of the demonstration's customers said when they were asked for consent: two in five said something, some changed their mind.</summary>
internal static class DemoConsents
{
    /// <summary>Tells one customer's words. Goes by their index, so that the same council comes out each time.</summary>
    /// <param name="now">Nothing is said later than this.</param>
    public static void Tell(Customer customer, DemoCustomer demo, IReadOnlyList<Guid> advisers, DateTimeOffset now)
    {
        if (demo.Index % 5 > 1) return;
        var asked = CouncilTime.StartOf(demo.Since).AddHours(9 + demo.Index % 8).AddMinutes(demo.Index % 60);
        var written = demo.PreferredChannel is "post" or "email";
        if (demo.Emails.Count > 0) Say(ConsentPurpose.NewsByEmail, demo.Index % 3 == 0 ? ConsentWord.Refused : ConsentWord.Given, asked);
        if (demo.Telephones.Any(t => t.Kind == "mobile")) Say(ConsentPurpose.NewsByText, demo.Index % 4 == 0 ? ConsentWord.Given : ConsentWord.Refused, asked);
        if (demo.Index % 10 == 0) Say(ConsentPurpose.SharingWithPartners, ConsentWord.Given, asked);
        if (demo.Index % 10 == 1) Say(ConsentPurpose.CallKeptForTraining, ConsentWord.Given, asked);
        // Once every so often somebody has had enough of news.
        if (demo.Index % 15 == 1 && demo.Emails.Count > 0) Say(ConsentPurpose.NewsByEmail, ConsentWord.Withdrawn, asked.AddDays(40 + demo.Index % 50));

        void Say(ConsentPurpose purpose, ConsentWord word, DateTimeOffset at)
        {
            if (at >= now) return;
            var how = written && purpose != ConsentPurpose.CallKeptForTraining ? ConsentHow.InWriting : ConsentHow.ByTelephone;
            customer.Says(Ids.New(at), purpose, word, how, null, "staff", advisers[demo.Index % advisers.Count], at, at);
        }
    }
}
