using System.Globalization;
using System.Text;

namespace CustomerFirst.Benchmarks.Customers;

/// <summary>People of 1600 to 1920 in many sources: see <see cref="PeopleSets.Historical"/>.</summary>
/// <param name="records">How many records a person has besides the first, on average.</param>
/// <param name="spoilt">How much oftener than usual something is wrong or missing.</param>
internal sealed class HistoricalPeople(int seed, int records, double spoilt)
{
    private static readonly (string Name, string[] Forms)[] s_familiar =
    [
        ("william", ["bill", "will", "wm"]), ("thomas", ["tom", "thos"]), ("robert", ["bob", "rob"]), ("richard", ["dick", "rich"]), ("henry", ["harry"]), ("edward", ["ned", "ted", "ed"]), ("elizabeth", ["liz", "betty", "eliza"]), ("margaret", ["peggy", "maggie"]), ("catherine", ["kate", "kitty"]),
        ("john", ["jack", "jno"]), ("james", ["jim", "jas"]), ("charles", ["charlie", "chas"]), ("joseph", ["joe", "jos"]), ("samuel", ["sam", "saml"]), ("alexander", ["alex", "sandy"]), ("frederick", ["fred"]), ("george", ["geo", "georgie"]), ("mary", ["polly", "molly"]), ("sarah", ["sally"]), ("ann", ["nancy", "annie"]), ("francis", ["frank"]), ("walter", ["wat", "walt"]),
    ];
    private static readonly string[] s_men = "john william thomas james george charles henry robert edward joseph samuel richard francis alexander frederick walter david peter arthur benjamin daniel hugh philip stephen matthew andrew michael nicholas edmund ralph roger simon anthony christopher gilbert lancelot augustus horatio".Split(' ');
    private static readonly string[] s_women = "mary elizabeth ann sarah jane margaret catherine martha hannah eleanor charlotte frances harriet dorothy alice anne lucy agnes isabella caroline emma susan joan rebecca julia".Split(' ');
    private static readonly string[] s_titles = ["sir", "dr", "rev", "captain", "colonel", "lord", "lady", "professor", "major"];

    private readonly Random _random = new(seed);

    public void Write(TextWriter to, int people)
    {
        var (words, spoil) = (new Words(_random), new Slips(_random));
        var places = Enumerable.Range(0, 400).Select(i => (Town: i < Words.Towns.Length ? Words.Towns[i] : words.Rare(), District: $"{(char)('a' + _random.Next(26))}{(char)('a' + _random.Next(26))}{_random.Next(1, 30)}")).ToArray();
        to.Write("id,cluster,full_name,first_name,surname,dob,birth_place,postcode_fake,gender,occupation\n");
        var n = 0;
        for (var person = 0; person < people; person++)
        {
            var man = spoil.Now(0.85);
            var (given, middle, family) = (words.Common(man ? s_men : s_women), spoil.Now(0.35) ? words.Common(man ? s_men : s_women) : "", words.Family(0.55));
            var title = spoil.Now(0.2) ? words.Any(s_titles) : "";
            var peer = spoil.Now(0.08) ? $", {_random.Next(1, 9)}{"th"} {words.Any(["baron", "earl", "viscount", "baronet"])}{(spoil.Now(0.5) ? $" of {words.Rare()}" : "")}" : "";
            var year = 1600 + (int)(320 * Math.Sqrt(_random.NextDouble()));
            var yearOnly = spoil.Now(0.3);
            var born = yearOnly ? new DateOnly(year, 1, 1) : new DateOnly(year, 1, 1).AddDays(_random.Next(365));
            var place = places[(int)(places.Length * Math.Pow(_random.NextDouble(), 2))];
            var postcode = $"{place.District} {_random.Next(10)}{(char)('a' + _random.Next(26))}{(char)('a' + _random.Next(26))}";
            var job = spoil.Now(0.15) ? "" : words.Common(Words.Jobs);
            var count = 1 + (int)(-records * Math.Log(1 - _random.NextDouble()));
            // A source is good or bad as a whole.
            for (var copy = 0; copy < Math.Min(count, 30); copy++) Record(copy == 0 ? 0 : spoilt * (0.3 + (1.4 * _random.NextDouble())));

            void Record(double bad)
            {
                bool Bad(double share) => spoil.Now(bad * share);
                var (g, f) = (given, family);
                if (Bad(0.15) && s_familiar.FirstOrDefault(x => x.Name == g).Forms is { } forms) g = words.Any(forms);
                if (Bad(0.10)) g = spoil.Letter(g);
                if (Bad(0.03)) g = g[..1];
                if (Bad(0.12)) f = spoil.Now(0.4) ? spoil.Sound(f) : spoil.Letter(f);
                if (Bad(0.03)) f = spoil.Letter(f);
                if (!man && Bad(0.05)) f = words.Family();
                if (Bad(0.02)) (g, f) = (f, g);
                var full = new StringBuilder();
                if (title.Length > 0 && spoil.Now(0.6)) full.Append(title).Append(' ');
                full.Append(g);
                if (middle.Length > 0 && spoil.Now(0.6)) full.Append(' ').Append(Bad(0.3) ? middle[..1] : middle);
                full.Append(' ').Append(f);
                if (spoil.Now(0.6)) full.Append(peer);
                var date = born;
                if (Bad(0.12)) date = new DateOnly(date.Year, 1, 1);
                if (Bad(0.06)) date = new DateOnly(date.Year + _random.Next(-3, 4), date.Month, Math.Min(date.Day, 28));
                if (Bad(0.04) && date.Day <= 12) date = new DateOnly(date.Year, date.Day, date.Month);
                if (Bad(0.05)) date = date.AddDays(_random.Next(-20, 20));
                var text = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                if (Bad(0.04)) text = spoil.Digit(text);
                if (Bad(0.22)) text = "";
                var town = Bad(0.25) ? "" : Bad(0.08) ? spoil.Letter(place.Town) : Bad(0.05) ? places[_random.Next(places.Length)].Town : place.Town;
                var code = Bad(0.25) ? "" : Bad(0.08) ? spoil.Letter(postcode) : Bad(0.2) ? $"{place.District} {_random.Next(10)}{(char)('a' + _random.Next(26))}{(char)('a' + _random.Next(26))}" : postcode;
                var occupation = job.Length == 0 || Bad(0.3) ? "" : Bad(0.1) ? words.Common(Words.Jobs) : job;
                var line = new StringBuilder().Append(n++).Append(',').Append(person).Append(',');
                PeopleSets.Field(line, full.ToString()).Append(',').Append(Bad(0.05) ? "" : g).Append(',').Append(Bad(0.05) ? "" : f).Append(',').Append(text).Append(',').Append(town).Append(',').Append(code).Append(',')
                    .Append(Bad(0.15) ? "" : man ? "male" : "female").Append(',').Append(occupation).Append('\n');
                to.Write(line);
            }
        }
    }
}
