using CustomerFirst.Application.Contacts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerFirst.Application.Tickets;

/// <summary>What commands and queries about tickets and contacts share.</summary>
internal static class TicketsRegistration
{
    public static void AddTickets(this IServiceCollection services)
    {
        services.AddSingleton<TicketReferences>();
        services.AddSingleton<TicketPlaces>();
        services.AddSingleton<LikelyDuplicates>();
        services.AddSingleton<BeforeRaising>();
        services.AddSingleton<TicketTimeline>();
        services.AddSingleton<TicketCustomers>();
        services.AddSingleton<TicketList>();
        services.AddSingleton<TrackingTries>();
        services.AddSingleton<Members.WardFigures>();
        services.AddScoped<TicketsAtWork>();
        services.AddScoped<WhoCanHaveIt>();
        services.AddScoped<ContactsAtWork>();
        services.AddScoped<ContactRows>();
        services.AddSingleton(provider => AttachmentOptions.From(provider.GetService<IConfiguration>()));
        services.AddScoped<AttachmentsInDatabase>();
        services.AddScoped<AttachmentsInFolder>();
        services.AddScoped<IAttachmentContents>(provider => string.IsNullOrWhiteSpace(provider.GetRequiredService<AttachmentOptions>().Folder)
            ? provider.GetRequiredService<AttachmentsInDatabase>() : provider.GetRequiredService<AttachmentsInFolder>());
    }
}
