namespace CustomerFirst.Domain.Tickets;

/// <summary>How pressing a ticket is; SLAs have targets for each.</summary>
public enum Priority { Low, Normal, High, Urgent }
