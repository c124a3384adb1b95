//! The words that carry no product: numbers, joining words, requests and fillers.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word does when it is no part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// Counts: "two", "dozen".
    Number(u32),
    /// "twenty": may be followed by a unit.
    Tens(u32),
    /// "x", "times", "qty": the number beside it counts.
    Times,
    /// "a couple of", "half a dozen": stands between a number and what it counts.
    Between,
    /// "each": the number counts for all.
    Each,
    /// "and": parts one wish from the next.
    Joins,
    /// "want", "buy": what follows is wished for.
    Request,
    /// A word that says what kind of number follows: "account 123".
    Labels,
    /// A word that says what kind of number came before: "5 million".
    Measures,
    /// Carries nothing.
    Filler,
}

/// What `key`, a folded word, does.
pub(super) fn meaning(key: &str) -> Option<Word> {
    WORDS.get(key).copied()
}

static WORDS: LazyLock<HashMap<&'static str, Word>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (list, word) in LISTS {
        words.extend(list.split_whitespace().map(|key| (key, *word)));
    }
    for (value, list) in (0..).zip(NUMBERS) {
        words.extend(list.split_whitespace().map(|key| (key, Word::Number(value))));
    }
    for (value, list) in (2..).zip(TENS) {
        words.extend(list.split_whitespace().map(|key| (key, Word::Tens(value * 10))));
    }
    words.extend([("couple", 2), ("pair", 2), ("dozen", 12)].map(|(k, n)| (k, Word::Number(n))));
    words.extend([("dutzend", 12), ("douzaine", 12)].map(|(k, n)| (k, Word::Number(n))));
    words.extend(
        [("docena", 12), ("duzia", 12), ("dozzina", 12)].map(|(k, n)| (k, Word::Number(n))),
    );
    words.extend(
        [("dozijn", 12), ("tuzin", 12), ("hundred", 100)].map(|(k, n)| (k, Word::Number(n))),
    );
    words
});

/// Folded forms of 0, 1, 2 … in English, German, French, Spanish, Portuguese, Italian, Dutch and
/// Polish. Articles are not numbers: without a number one is meant anyway.
const NUMBERS: [&str; 21] = [
    "zero",
    "one another eins uno jeden jedna jedno",
    "two zwei zwo deux dos dois duas due twee dwa dwie",
    "three drei trois tres tre drie trzy",
    "four vier quatre cuatro quatro quattro cztery",
    "five funf fuenf cinq cinco cinque vijf piec",
    "six sechs seis sei zes szesc",
    "seven sieben sept siete sete sette zeven siedem",
    "eight acht huit ocho oito otto osiem",
    "nine neun neuf nueve nove negen dziewiec",
    "ten zehn dix diez dez dieci tien dziesiec",
    "eleven elf onze once undici jedenascie",
    "twelve zwolf zwoelf douze doce doze dodici twaalf dwanascie",
    "thirteen dreizehn treize trece tredici dertien trzynascie",
    "fourteen vierzehn quatorze catorce quattordici veertien czternascie",
    "fifteen funfzehn fuenfzehn quinze quince quindici vijftien pietnascie",
    "sixteen sechzehn seize dieciseis sedici zestien szesnascie",
    "seventeen siebzehn diecisiete diciassette zeventien siedemnascie",
    "eighteen achtzehn dieciocho diciotto achttien osiemnascie",
    "nineteen neunzehn diecinueve diciannove negentien dziewietnascie",
    "zwanzig vingt veinte vinte venti twintig dwadziescia",
];

const TENS: [&str; 8] =
    ["twenty", "thirty", "forty fourty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const LISTS: &[(&str, Word)] = &[
    ("x times qty quantity amount mal fois veces vezes volte keer razy", Word::Times),
    (
        "of the those these them more new brand unit units piece pieces pcs pc stuck half a von de \
         di van der die das le la les los las el o os il lo gli het",
        Word::Between,
    ),
    ("each apiece chacun chaque cada ciascuno elk", Word::Each),
    (
        "and also plus und et y e ed i oraz en then with mit avec con com or oder ou albo",
        Word::Joins,
    ),
    (
        "want wanna buy order get gimme give need like love take purchase have looking grab bring \
         sell price cost stock mochte mochten will brauche kaufen nehme hatte gern gerne bestelle \
         veux voudrais prends prendre acheter aimerais commande quiero quisiera necesito comprar \
         dame ponme pido quero queria preciso vorrei voglio prendo comprare ordino graag wil neem \
         kopen bestel chce chcialbym chcialabym poprosze kupic biore wezme",
        Word::Request,
    ),
    (
        "account acc acct ref reference plate plates ticket invoice id number num nr route \
         level lvl age room apartment apt code pin phone tel discord since until till at around \
         konto compte cuenta conta rekening budget route highway block street",
        Word::Labels,
    ),
    (
        "k m mil mill million millions mio bn billion grand bucks buck dollar dollars euro euros eur \
         usd gbp pln zl quid pound pounds cash am pm h hr hrs hour hours min mins minute minutes sec \
         secs day days week weeks month months year years oclock uhr st nd rd th km mph kmh percent \
         people players guys person",
        Word::Measures,
    ),
    (FILLERS, Word::Filler),
    (MORE_FILLERS, Word::Filler),
];

/// Words such as "not" are absent on purpose: they change what is meant, so they are shown as not
/// understood rather than passed over.
const FILLERS: &str = "whichever hi hello hey heya hiya yo sup howdy good morning evening afternoon greetings \
    mate bro man dude sir madam guys team staff admin please pls plz plss ty thx thanks thank tnx \
    cheers tysm asap kindly i id im ive ill me my mine myself we us our you u ur your yours he she \
    it its they their there here this that who what whats which when where why how an am is are was \
    were be been being do does did done    can cant could would wouldn should will wont \
    may might must shall let lets got gotta going gonna go come to from in on for by about into as \
    if so but just only really very much too maybe perhaps some any all every thing things something \
    stuff possible available hmm hm uh um er oh ok okay yes yeah now today tomorrow \
    tonight soon again still already well right sure actually basically guess think know see \
    wanted ordering buying getting request requesting interested add adding make \
    making put list both total lol haha hope hoping than because cause cuz up out off own set";

const MORE_FILLERS: &str = "hallo moin servus guten tag morgen abend bitte danke ich mir wir uns du sie \
    ein eine einen einem einer den dem ist sind war kann konnte konnten bestellen haben auch noch nur \
    fur zu zum auf es dann ja nein \
    bonjour salut bonsoir merci svp sil vous plait je j me moi nous on un une des du au aux est ce \
    cette pour sur l d qu que qui oui s t n c m aussi puis \
    hola buenas buenos dias tardes noches gracias favor por yo mi nos una unas unos del al es para \
    se si tambien puedo puede \
    ola bom boa dia tarde noite obrigado obrigada eu meu um uma uns umas do da dos das em na  \
    sim tambem posso pode \
    ciao salve buongiorno buonasera grazie favore per io mio ci dei delle della anche posso sono \
    hoi goedemorgen goedendag alsjeblieft alstublieft aub bedankt dank ik mij wij een dit dat ook \
    voor naar \
    czesc dzien dobry witam prosze dziekuje ja mnie my to na do z tez jest";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stored_as_they_are_looked_up() {
        for key in WORDS.keys() {
            assert_eq!(crate::domain::text::folded(key), **key);
        }
    }

    #[test]
    fn numbers_count() {
        for (key, value) in
            [("two", 2), ("deux", 2), ("dziesiec", 10), ("vingt", 20), ("dozen", 12)]
        {
            assert_eq!(meaning(key), Some(Word::Number(value)));
        }
        assert_eq!(meaning("thirty"), Some(Word::Tens(30)));
        assert_eq!(meaning("adder"), None);
    }
}
