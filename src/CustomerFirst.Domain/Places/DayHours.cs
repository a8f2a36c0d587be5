namespace CustomerFirst.Domain.Places;

/// <summary>The windows of one day: in order, each beginning no earlier than the one before ends.</summary>
internal static class DayHours
{
    /// <summary>A copy of the windows.</summary>
    /// <exception cref="ArgumentException">A window is empty, out of order, or overlaps the one before it.</exception>
    public static OpeningWindow[] Checked(IReadOnlyList<OpeningWindow> windows)
    {
        var copy = windows.ToArray();
        for (var i = 0; i < copy.Length; i++)
        {
            if (copy[i].ClosesAt <= copy[i].OpensAt)
                throw new ArgumentException("A window must close after it opens.", nameof(windows));
            if (i > 0 && copy[i].OpensAt < copy[i - 1].ClosesAt)
                throw new ArgumentException($"Window {copy[i]} is out of order with, or overlaps, {copy[i - 1]}.", nameof(windows));
        }

        return copy;
    }

    /// <summary>Open time on the wall clock.</summary>
    public static TimeSpan Open(IReadOnlyList<OpeningWindow> windows) => TimeSpan.FromMinutes(windows.Sum(w => w.ClosesAt - w.OpensAt));
}
