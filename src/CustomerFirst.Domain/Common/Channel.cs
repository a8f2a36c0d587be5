namespace CustomerFirst.Domain.Common;

/// <summary>The ways in which a customer reaches the council.</summary>
public enum Channel
{
    Phone, Counter, Web, Email, Sms, Post, Social, Webchat, HomeVisit, Kiosk, Api, Other,
}

/// <summary>What the hub knows about channels.</summary>
public static class Channels
{
    /// <summary>On a live channel customer and staff speak at once, so the first reply is met on the spot.</summary>
    public static bool IsLive(this Channel channel) => channel is Channel.Phone or Channel.Counter or Channel.Webchat or Channel.HomeVisit;

    /// <summary>The word for it on a page, in lower case.</summary>
    public static string Words(this Channel channel) => channel switch
    {
        Channel.Phone => "telephone",
        Channel.Counter => "counter",
        Channel.Web => "web form",
        Channel.Email => "e-mail",
        Channel.Sms => "text message",
        Channel.Post => "letter",
        Channel.Social => "social media",
        Channel.Webchat => "web chat",
        Channel.HomeVisit => "home visit",
        Channel.Kiosk => "kiosk",
        Channel.Api => "another system",
        Channel.Other => "other",
        _ => throw new ArgumentOutOfRangeException(nameof(channel)),
    };
}
