using System.Collections.Frozen;

namespace CustomerFirst.Domain.Customers.Matching;

/// <summary>Familiar forms of given names in use in the United Kingdom. A form may belong to several names (Alex, Chris, Pat).</summary>
public static class Nicknames
{
    // The name first, its forms after it.
    private static readonly string[] s_groups =
    [
        "abigail abby abbie gail", "abraham abe bram", "adam ad", "adrian ade", "agnes aggie nessie", "albert al bert bertie", "alexander alex alec alick sandy sandie xander lex al eck", "alexandra alex sandra lexi lexie sasha ally alexa",
        "alfred alf alfie fred", "alice ali ally allie lissie", "alison ali ally", "amanda mandy manda", "amelia amy millie mia milly", "andrew andy drew dandy", "angela angie ange", "ann anne annie nan nancy nanny anna hannah", "anthony tony ant anton antony",
        "archibald archie archy baldie", "arthur art artie", "barbara barb barbie babs", "barnabas barney", "bartholomew bart barty", "beatrice bea trixie bee", "benjamin ben benny benji", "bernard bernie", "bethany beth", "brian bri bryan",
        "bridget biddy bridie", "cameron cam", "caroline carrie caro carol", "catherine cath cathy kate katie kitty kathy cat cathie katherine katharine kathryn kay katy catharine", "cecilia cissy celia", "charles charlie chas chuck chay", "charlotte lottie charlie lotte char",
        "christian chris", "christina chris tina chrissie", "christine chris chrissie tina", "christopher chris kit topher", "clara clare", "clement clem", "constance connie", "cornelius con neil", "cyril cy", "daniel dan danny", "david dave davy davie dai", "deborah deb debbie debs debra", "dennis den denny",
        "derek del", "dominic dom nick", "donald don donny", "dorothy dot dottie dolly dora thea", "douglas doug dougie", "edgar ed eddie", "edith edie ede", "edmund ed ned eddie ted", "edward ed eddie ned ted teddy", "edwin ed eddie ned", "eleanor ellie nell nellie nora elle ella elinor elena lenora",
        "elizabeth liz lizzie beth betty bess bessie eliza libby lisa elsie lily betsy elisabeth lizzy liza", "ellen nell nellie ella", "emily em emmie millie", "emma em emmie", "ernest ernie", "esther essie hetty", "eugene gene", "eve evie eva", "evelyn evie eve eva", "ezekiel zeke", "ferdinand ferdie", "florence flo florrie flossie", "frances fran fanny francie frankie",
        "francis frank fran frankie", "frederick fred freddie freddy frederic fritz", "gabriel gabe", "gabrielle gabby gaby", "geoffrey geoff jeff jeffrey", "george georgie geordie", "georgina georgie gina georgia", "gerald gerry ged jerry", "gerard gerry ged jerry", "gertrude gertie trudy", "gilbert gil bert", "gillian gill jill", "grace gracie", "graham gray", "gregory greg", "gwendoline gwen wendy",
        "harold harry hal", "harriet hattie harrie hetty", "helen nell nellie ellen lena", "henrietta hetty etta hattie", "henry harry hal hank", "herbert bert herb bertie", "horace horry", "howard howie", "hubert bert", "hugh hughie shug hughes", "humphrey humph", "ian iain", "isaac ike zac", "isabella bella izzy isabel isobel isabelle bell belle tibby isla", "jacob jake jack", "jacqueline jackie jacqui", "james jim jimmy jamie jem",
        "jane janey jenny janie jean", "janet jan jenny netta", "jasmine jas jazz", "jean jeannie", "jemima jem mima", "jennifer jen jenny jennie", "jeremiah jerry jem", "jeremy jerry jez jem", "jessica jess jessie", "joan joanie", "joanne jo joanna joann", "john jack johnny jon johnnie jock", "jonathan jon johnny jonny jonty", "joseph joe joey jo jos", "josephine jo josie jose", "joshua josh", "joyce joy", "judith judy", "julia julie jules", "julian jules", "juliet jules julie", "kenneth ken kenny", "kevin kev", "kimberley kim", "laura laurie lol", "lauren laurie loz",
        "laurence larry laurie lawrence lawrie loz", "leonard len lenny leo", "leslie les", "lewis lew lou louis louie", "lillian lily lil lilly lilian", "linda lin lindy", "louisa lou louise", "louise lou louisa", "lucy lucie lu lucille", "luke lu", "lydia liddy", "madeleine maddie maddy madeline", "magdalen maggie lena", "malcolm mal malc", "margaret maggie meg peggy madge marge margie daisy greta mags rita peg margery marjorie megan", "maria mary mia", "marilyn mary lyn", "mark marky", "martha mattie patty", "martin marty", "mary molly polly may mamie moll minnie maria marie", "mathilda tilly matilda maud tilda mattie", "matthew matt matty mathew", "maurice mo morris", "maximilian max", "maxwell max",
        "melanie mel", "melissa mel lissa", "michael mike mick mickey mikey micky", "michelle shell shelley mich", "mildred millie", "miriam mim mimi", "mohammed mo mohammad muhammad mohamed muhammed", "muriel mu", "nancy nan", "natalie nat nats", "natasha tash tasha nat", "nathan nat nate", "nathaniel nat nate nathan", "nicholas nick nicky nico nicolas", "nicola nicky nic nikki", "nigel nige", "norman norm", "oliver ollie olly noll", "olivia liv livvy ollie", "oscar ossie", "oswald ossie oz", "owen ow", "pamela pam pammie", "patricia pat patsy tricia trish paddy patty", "patrick pat paddy", "paul paulie", "pauline paula", "penelope penny pen", "percival percy", "peter pete", "philip phil pip phillip", "philippa pippa pip phil",
        "phoebe phoeb", "phyllis phyl phil", "prudence pru", "rachel rach rachael", "ralph rafe", "randolph randy", "raymond ray", "rebecca becky becca beck becks", "reginald reg reggie rex", "richard dick rick ricky rich richie dickie dicky", "robert bob bobby rob robbie robin bert rab", "roberta bobbie", "roderick rod roddy", "rodney rod", "roger rodge", "roland roly rollo", "ronald ron ronnie", "rosemary rose rosie", "rose rosie", "rosalind ros roz", "rupert bert", "ruth ruthie", "sabrina bri", "samantha sam sammy", "samuel sam sammy", "sandra sandy", "sarah sally sal sara sadie", "sebastian seb bas", "sharon shaz", "sheila shell", "sidney sid sydney syd", "simon si", "solomon sol solly", "sophia sophie soph", "sophie soph", "stanley stan", "stella stel", "stephen steve steph stevie steven", "stephanie steph stevie", "stuart stu stewart", "susan sue susie suzie sukey susannah suzanne", "susannah sue susie sukey", "sylvester sly", "sylvia syl", "teresa terry tess tessa theresa tracy", "terence terry tel", "theodore ted teddy theo", "theophilus theo", "thomas tom tommy thom tam", "timothy tim timmy", "tobias toby", "ursula ursie", "valentine val", "valerie val", "vanessa nessa ness", "veronica ronnie vera", "victor vic", "victoria vicky tori vicki vikki vic", "vincent vince vin", "violet vi", "virginia ginny ginger", "vivian viv", "walter wally walt wat", "wilfred wilf will", "william bill billy will willie liam willy wills wm", "winifred win winnie freda", "zachary zac zach zack", "zoe zo",
        "geo george", "chas charles", "jas james", "thos thomas", "robt robert", "saml samuel", "edwd edward", "jno john", "benj benjamin", "danl daniel", "richd richard", "fredk frederick", "eliz elizabeth", "margt margaret",
    ];

    private static readonly FrozenDictionary<string, int[]> s_of = s_groups
        .SelectMany((group, i) => group.Split(' ').Select(form => (form, i)))
        .GroupBy(pair => pair.form, pair => pair.i)
        .ToFrozenDictionary(pairs => pairs.Key, pairs => pairs.Distinct().ToArray());

    /// <summary>The names that this may stand for, as numbers; none for a name without familiar forms.</summary>
    public static int[] GroupsOf(string name) => s_of.TryGetValue(name, out var groups) ? groups : [];

    /// <summary>The full names that this is a familiar form of; none for a full name, or one without familiar forms.</summary>
    public static IEnumerable<string> FullOf(string name) => GroupsOf(name).Select(group => s_groups[group].Split(' ')[0]).Distinct().Where(full => full != name);

    /// <summary>Other forms of the names that this may stand for; none for a name without familiar forms.</summary>
    public static IEnumerable<string> FormsOf(string name) => GroupsOf(name).SelectMany(group => s_groups[group].Split(' ')).Distinct().Where(form => form != name);

    /// <summary>How many numbers <see cref="GroupsOf"/> gives.</summary>
    public static int Groups => s_groups.Length;
}
