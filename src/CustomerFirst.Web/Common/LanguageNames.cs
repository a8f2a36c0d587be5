using System.Collections.Frozen;

namespace CustomerFirst.Web.Common;

/// <summary>Languages by their codes. The table stands here because the program runs without the library that knows them.</summary>
internal static class LanguageNames
{
    // All of ISO 639-1, and what else is spoken or signed in British cities, by ISO 639-3.
    private static readonly FrozenDictionary<string, string> s_names = """
        aa Afar|ab Abkhazian|ae Avestan|af Afrikaans|ak Akan (Twi, Fante)|am Amharic|an Aragonese|ar Arabic|as Assamese|av Avar|ay Aymara|az Azerbaijani|ba Bashkir|be Belarusian|bg Bulgarian
        |bi Bislama|bm Bambara|bn Bengali|bo Tibetan|br Breton|bs Bosnian|ca Catalan|ce Chechen|ch Chamorro|co Corsican|cr Cree|cs Czech|cu Church Slavonic|cv Chuvash|cy Welsh|da Danish|de German
        |dv Dhivehi|dz Dzongkha|ee Ewe|el Greek|en English|eo Esperanto|es Spanish|et Estonian|eu Basque|fa Farsi|ff Fula|fi Finnish|fj Fijian|fo Faroese|fr French|fy Western Frisian|ga Irish
        |gd Scottish Gaelic|gl Galician|gn Guarani|gu Gujarati|gv Manx|ha Hausa|he Hebrew|hi Hindi|ho Hiri Motu|hr Croatian|ht Haitian Creole|hu Hungarian|hy Armenian|hz Herero|ia Interlingua
        |id Indonesian|ie Interlingue|ig Igbo|ii Nuosu|ik Inupiaq|io Ido|is Icelandic|it Italian|iu Inuktitut|ja Japanese|jv Javanese|ka Georgian|kg Kongo|ki Kikuyu|kj Kwanyama|kk Kazakh
        |kl Greenlandic|km Khmer|kn Kannada|ko Korean|kr Kanuri|ks Kashmiri|ku Kurdish|kv Komi|kw Cornish|ky Kyrgyz|la Latin|lb Luxembourgish|lg Luganda|li Limburgish|ln Lingala|lo Lao|lt Lithuanian
        |lu Luba-Katanga|lv Latvian|mg Malagasy|mh Marshallese|mi Maori|mk Macedonian|ml Malayalam|mn Mongolian|mr Marathi|ms Malay|mt Maltese|my Burmese|na Nauruan|nb Norwegian Bokmål
        |nd Northern Ndebele|ne Nepali|ng Ndonga|nl Dutch|nn Norwegian Nynorsk|no Norwegian|nr Southern Ndebele|nv Navajo|ny Chichewa|oc Occitan|oj Ojibwe|om Oromo|or Odia|os Ossetian|pa Punjabi
        |pi Pali|pl Polish|ps Pashto|pt Portuguese|qu Quechua|rm Romansh|rn Kirundi|ro Romanian|ru Russian|rw Kinyarwanda|sa Sanskrit|sc Sardinian|sd Sindhi|se Northern Sami|sg Sango|si Sinhala
        |sk Slovak|sl Slovenian|sm Samoan|sn Shona|so Somali|sq Albanian|sr Serbian|ss Swazi|st Southern Sotho|su Sundanese|sv Swedish|sw Swahili|ta Tamil|te Telugu|tg Tajik|th Thai|ti Tigrinya
        |tk Turkmen|tl Tagalog|tn Tswana|to Tongan|tr Turkish|ts Tsonga|tt Tatar|tw Twi|ty Tahitian|ug Uyghur|uk Ukrainian|ur Urdu|uz Uzbek|ve Venda|vi Vietnamese|vo Volapük|wa Walloon|wo Wolof
        |xh Xhosa|yi Yiddish|yo Yoruba|za Zhuang|zh Chinese|zu Zulu|bfi British Sign Language|cmn Mandarin|fil Filipino|kmr Kurmanji|ckb Sorani|pnb Western Punjabi|rom Romani|syl Sylheti
        |yue Cantonese|wuu Shanghainese|sco Scots|isg Irish Sign Language|ase American Sign Language|sgn Sign language|skr Saraiki|hnd Hindko|nan Min Nan|hak Hakka|prs Dari|pcm Nigerian Pidgin
        |kri Krio
        """.ReplaceLineEndings("").Split('|').Select(row => row.Trim().Split(' ', 2)).ToFrozenDictionary(row => row[0], row => row[1], StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of the language of a BCP 47 tag, with what else the tag says: "Polish", "Portuguese (pt-BR)", "Another language (xyz)".</summary>
    public static string Of(string tag)
    {
        var end = tag.IndexOf('-', StringComparison.Ordinal);
        if (!s_names.TryGetValue(end < 0 ? tag : tag[..end], out var name)) return $"Another language ({tag})";
        return end < 0 ? name : $"{name} ({tag})";
    }
}
