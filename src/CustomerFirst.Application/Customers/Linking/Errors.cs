using CustomerFirst.Domain.Common;

namespace CustomerFirst.Application.Customers.Linking;

/// <summary>A file or a map cannot be used, for a reason that its owner can mend. The message names the row and the column.</summary>
public sealed record UnusableFile(string Why) : Error(ErrorKind.Invalid, Why);

/// <summary>What was learnt would join people for living together, or could not be learnt at all.</summary>
public sealed record ModelRefused(string Why) : Error(ErrorKind.Conflict, Why);
