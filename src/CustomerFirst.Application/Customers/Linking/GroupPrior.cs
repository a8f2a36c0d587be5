namespace CustomerFirst.Application.Customers.Linking;

/// <summary>What is to be made of the evidence of whole groups: how likely they are one person beforehand, and how far the evidence is to be believed (<see cref="MadeUpPeople"/>).</summary>
/// <param name="Shift">What it says too little, in bits.</param>
/// <param name="Slope">What each bit for one person is worth.</param>
/// <param name="Against">What each bit against it is worth.</param>
/// <param name="Learnt">Whether that was learnt from the files at hand.</param>
internal sealed record GroupPrior(PersonSizes Sizes, double Shift = 0, double Slope = 1, double Against = 1, bool Learnt = false)
{
    /// <summary>Log of the odds that groups are one person, made right.</summary>
    public double Right(double odds) => Shift + ((odds < 0 ? Against : Slope) * odds);
}
