namespace CustomerFirst.Benchmarks.Customers;

/// <summary>Names and places of which fictional people are made. The common ones come first and are taken more often (Zipf); rare ones are put together from syllables.</summary>
internal sealed class Words(Random random)
{
    public static readonly string[] Men = ("oliver george noah arthur harry leo muhammad jack charlie oscar jacob henry thomas freddie alfie theo william theodore archie joshua alexander james isaac edward lucas tommy finley max logan ethan mohammed teddy benjamin joseph samuel harrison daniel louie adam david michael john robert paul peter mark andrew stephen richard christopher anthony kevin ian brian alan "
        + "colin graham keith kenneth derek raymond ronald dennis albert ernest frederick walter harold reginald stanley leonard cyril percy herbert sidney cecil horace edwin francis charles philip simon nicholas timothy matthew jonathan patrick martin gary stuart neil craig lee darren wayne dean karl imran tariq ahmed yusuf rajesh sanjay harpreet gurpreet kwame marcus tyrone").Split(' ');

    public static readonly string[] Women = ("olivia amelia isla ava mia ivy lily isabella sophie grace freya willow evie florence emily ella rosie elsie poppy charlotte sienna phoebe daisy alice evelyn jessica millie eva sophia isabelle maisie matilda harriet ruby elizabeth mary margaret susan patricia christine linda jean barbara joan dorothy sheila maureen brenda pauline sandra carol ann janet "
        + "jacqueline karen julie deborah tracey sharon sarah nicola joanne lisa michelle claire emma rebecca laura rachel victoria catherine helen kathleen eileen doris gladys edith hilda winifred ethel violet mabel agnes annie ellen florence ada eleanor martha hannah fatima aisha zainab priya sunita amandeep simran nadia chloe megan hollie gemma kelly stacey leanne natalie").Split(' ');

    public static readonly string[] Families = ("smith jones williams taylor brown davies evans wilson thomas johnson roberts robinson thompson wright walker white edwards hughes green hall lewis harris clarke patel jackson wood turner martin cooper hill ward morris moore clark lee king baker harrison morgan allen james scott phillips watson davis parker price bennett young griffiths mitchell kelly cook "
        + "carter richardson bailey collins bell shaw murphy miller cox richards khan marshall anderson simpson ellis adams singh begum wilkinson foster chapman powell webb rogers gray mason ali hunt hussain campbell matthews owen palmer holmes mills barnes knight lloyd butler russell barker fisher stevens jenkins murray dixon harvey graham pearson ahmed fletcher walsh kaur gibson howard andrews stewart elliott reynolds saunders payne fox ford pearce day brooks west lawrence cole atkinson bradley spencer gill dawson watts burton obrien wells osborne barrett hart cunningham armstrong lane carr rees grant hayes perry bird").Split(' ');

    public static readonly string[] Towns = "birmingham london manchester leeds bristol sheffield liverpool nottingham leicester coventry bradford cardiff derby plymouth norwich hull stoke wolverhampton southampton portsmouth oxford cambridge york exeter gloucester worcester bath chester lincoln reading dudley walsall telford swindon preston bolton sunderland newcastle durham carlisle".Split(' ');

    public static readonly string[] Jobs = "politician writer lawyer physician painter soldier engineer clergyman merchant botanist actor musician judge sailor teacher architect surgeon historian poet banker astronomer chemist farmer printer sculptor explorer cricketer journalist diplomat publisher".Split(' ');

    private static readonly string[] s_starts = "ash beck brad bram burn cald carl chad clay cole cran dal den dray eld fair farn feather gar gled had hal harts hath hazel hol hun kel king lang led lin lock mar med mel mor nether new nor oak old pen pres rad rams red ross rush sel shel sher stan sten stok stri sut swin tar thorn til tun wad wal war wen wes whit wil win wood wych yar".Split(' ');
    private static readonly string[] s_ends = "bourne bridge brook burgh bury by cliffe combe cott croft dale den don field ford gate ham hurst land ley low man more ness over ridge row sall shaw sley stead stone stow thorpe thwaite ton wall well wick win wood worth yard".Split(' ');
    private static readonly string[] s_streets = "street road avenue lane close drive place crescent grove way gardens terrace".Split(' ');

    /// <summary>One of a list, the first ones more often.</summary>
    public string Common(string[] list) => list[(int)(list.Length * Math.Pow(random.NextDouble(), 1.8))];

    /// <summary>One of a list.</summary>
    public string Any(string[] list) => list[random.Next(list.Length)];

    /// <summary>A family name: common, or rare.</summary>
    public string Family(double rare = 0.4) => random.NextDouble() < rare ? Rare() : Common(Families);

    /// <summary>Two syllables that make a name or a place.</summary>
    public string Rare() => Any(s_starts) + Any(s_ends);

    /// <summary>A street.</summary>
    public string Street() => $"{(random.NextDouble() < 0.8 ? Rare() : Common(Families))} {Any(s_streets)}";
}
