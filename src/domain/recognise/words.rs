//! The words that carry no product: numbers, joining words, requests and fillers.

mod counting;
mod english;
mod kinds;
mod past;
mod phrases;
mod trims;
mod twisted;

pub(super) use counting::*;
pub use counting::{is_both, is_one_left};
pub(super) use english::{is_common, is_english};
pub(super) use kinds::*;
pub(super) use past::*;
pub(super) use phrases::phrases;
pub(super) use trims::{SIZE_CODES, is_size, is_size_code, is_trim};

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

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
    /// "price", "stock", "do you have" in one word: the product beside it is asked after.
    Inquires,
    /// "not", "without": what follows is not wished for.
    Negates,
    /// "remove", "cancel": what follows is wished for no longer.
    Removes,
    /// "but", "keep": ends what "not" and "remove" speak of.
    Turns,
    /// "just", "only": nothing else is wished for.
    Only,
    /// "instead of", in one word: what follows gives way to what is named beside it.
    Replaces,
    /// "wait", "meant", "instead": what follows takes the place of what was said.
    Corrects,
    /// "swap", "change": the first name that follows gives way to the second.
    Swaps,
    /// "also": what follows is wished for as well.
    Adds,
    /// "2 more": so many are wished for as well.
    More,
    /// "2 fewer".
    Fewer,
    /// "my", "sold", "crashed": what follows is had, or was.
    Tells,
    /// A word of a sentence that is no order as such: "he", "was", "what".
    Grammar,
    /// A word that says what kind of number follows: "account 123".
    Labels,
    /// A word that says what kind of number came before: "5 million".
    Measures,
    /// "whichever", "idc": any of what is named will do.
    Indifferent,
    /// Carries nothing.
    Filler,
}

/// What `key`, a folded word, does.
pub(super) fn meaning(key: &str) -> Option<Word> {
    WORDS.get(key).copied()
}

/// Whether `key` has a letter three times in a row.
pub(super) fn is_drawn_out(key: &str) -> bool {
    let mut run = (None, 0_u8);
    key.chars().any(|letter| {
        run = if run.0 == Some(letter) { (run.0, run.1 + 1) } else { (Some(letter), 1) };
        run.1 == 3
    })
}

/// What a courtesy or a request whose letters are drawn out does: "pleaseee", "hiiii".
pub(super) fn drawn_out(key: &str) -> Option<Word> {
    if !is_drawn_out(key) {
        return None;
    }
    let letters: Vec<char> = key.chars().collect();
    let squeezed = |most: usize| {
        let mut word = String::with_capacity(key.len());
        for run in letters.chunk_by(|one, other| one == other) {
            // "helloooo" has two that are meant.
            let most = if run.len() < 3 { run.len() } else { most };
            word.extend(run.iter().take(most));
        }
        // "xxx" is no "x".
        meaning(&word).filter(|_| word.len() > 1 && !is_colour(&word))
    };
    let said = squeezed(2).or_else(|| squeezed(1));
    said.filter(|word| matches!(word, Word::Filler | Word::Request))
}

static WORDS: LazyLock<FxHashMap<Box<str>, Word>> = LazyLock::new(|| {
    let mut words: FxHashMap<Box<str>, Word> = FxHashMap::default();
    words.extend(joined_numbers().map(|(key, value)| (key.into(), Word::Number(value))));
    words.extend(COLOURS.iter().map(|key| ((*key).into(), Word::Filler)));
    for (list, word) in LISTS {
        words.extend(list.split_whitespace().map(|key| (key.into(), *word)));
    }
    for (value, list) in (0..).zip(NUMBERS) {
        words.extend(list.split_whitespace().map(|key| (key.into(), Word::Number(value))));
    }
    for (value, list) in (2..).zip(TENS) {
        words.extend(list.split_whitespace().map(|key| (key.into(), Word::Tens(value * 10))));
    }
    for (value, list) in [
        (2, "couple pair paire paio coppia"),
        (12, "dozen dutzend douzaine docena duzia dozzina dozijn tuzin tuzina"),
        (100, "hundred hundert cien cem cento honderd"),
    ] {
        words.extend(list.split_whitespace().map(|key| (key.into(), Word::Number(value))));
    }
    twisted::add(&mut words);
    words
});

/// Folded forms of 0, 1, 2 … in English, German, French, Spanish, Portuguese, Italian, Dutch and
/// Polish. Articles are not numbers: without a number one is meant anyway.
const NUMBERS: [&str; 20] = [
    "zero",
    "one another eins einmal uno jeden jedna jedno jedne",
    "two zwei zwo zweimal deux dos dois duas due twee dwa dwie",
    "three drei dreimal trois tres tre drie trzy",
    "four vier viermal quatre cuatro quatro quattro cztery",
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
];

/// 20, 30 … in the same languages.
const TENS: [&str; 8] = [
    "twenty zwanzig vingt veinte vinte venti twintig dwadziescia",
    "thirty dreissig dreizig trente treinta trinta trenta dertig trzydziesci",
    "forty fourty vierzig quarante cuarenta quarenta quaranta veertig czterdziesci",
    "fifty funfzig fuenfzig cinquante cincuenta cinquenta cinquanta vijftig piecdziesiat",
    "sixty sechzig soixante sesenta sessenta sessanta zestig szescdziesiat",
    "seventy siebzig setenta settanta zeventig siedemdziesiat",
    "eighty achtzig ochenta oitenta ottanta tachtig osiemdziesiat",
    "ninety neunzig noventa novanta negentig dziewiecdziesiat",
];

/// The units and what joins them to the tens that follow: "zweiundzwanzig", "tweeentwintig".
const BEFORE_TENS: [(&str, &str, &str); 2] = [
    ("ein zwei drei vier funf sechs sieben acht neun", "und", "zig ssig"),
    ("een twee drie vier vijf zes zeven acht negen", "en", "tig"),
];

/// The tens and the units that follow them in one word: "veintidos", "ventidue".
const BEHIND_TENS: [(&str, u32, &str); 9] = [
    ("veinti", 20, "uno dos tres cuatro cinco seis siete ocho nueve"),
    ("vent", 20, "uno idue itre iquattro icinque isei isette otto inove"),
    ("trent", 30, "uno adue atre aquattro acinque asei asette otto anove"),
    ("quarant", 40, "uno adue atre aquattro acinque asei asette otto anove"),
    ("cinquant", 50, "uno adue atre aquattro acinque asei asette otto anove"),
    ("sessant", 60, "uno adue atre aquattro acinque asei asette otto anove"),
    ("settant", 70, "uno adue atre aquattro acinque asei asette otto anove"),
    ("ottant", 80, "uno adue atre aquattro acinque asei asette otto anove"),
    ("novant", 90, "uno adue atre aquattro acinque asei asette otto anove"),
];

/// Numbers that are written in one word of a unit and tens.
fn joined_numbers() -> impl Iterator<Item = (String, u32)> {
    let before = BEFORE_TENS.iter().flat_map(|(units, join, ends)| {
        let tens = (20..).step_by(10).zip(TENS);
        tens.flat_map(move |(ten, list)| {
            let tens = list.split_whitespace();
            let tens = tens.filter(|it| ends.split_whitespace().any(|end| it.ends_with(end)));
            tens.flat_map(move |of| {
                let units = (1..).zip(units.split_whitespace());
                units.map(move |(unit, word)| (format!("{word}{join}{of}"), ten + unit))
            })
        })
    });
    let behind = BEHIND_TENS.iter().flat_map(|(tens, value, units)| {
        let units = (1..).zip(units.split_whitespace());
        units.map(move |(unit, word)| (format!("{tens}{word}"), value + unit))
    });
    before.chain(behind)
}

const LISTS: &[(&str, Word)] = &[
    (FILLERS, Word::Filler),
    (MORE_FILLERS, Word::Filler),
    (
        "whichever whatever idc idm idgaf egal igual cualquiera indifferente qualsiasi obojetnie \
         obojetne",
        Word::Indifferent,
    ),
    (GRAMMAR, Word::Grammar),
    ("x times qty quantity amount mal fois veces vezes volte keer razy", Word::Times),
    (
        "of the those these them new brand unit units piece pieces pcs pc stuck stueck stk pezzi pezzo unidad unidades \
         unidade stuks sztuk sztuki szt half a von de \
         di van den dem der die das le la les los las el o os il lo gli het",
        Word::Between,
    ),
    (
        "each apiece jeweils chacun chacune chaque cada ciascuno ciascuna ognuno ognuna elk ieder iedere kazdy kazdego kazdej",
        Word::Each,
    ),
    (
        "and und et y e ed i en then with mit avec con com or oder ou oppure albo lub czy nor sowie mais",
        Word::Joins,
    ),
    (
        "also plus too additionally oraz auch tambien tambem aussi anche ook tez as well add adding adds \
         include including other ajoute ajouter anade anadir agrega agregar adiciona adicionar \
         acrescenta erbij aggiungi aggiungere toevoegen dodaj hinzu",
        Word::Adds,
    ),
    (
        "more noch extra additional further mehr weitere weiterer weiteren weiteres encore autre autres \
         otro otra otros otras outro outra outros outras altro altra altri altre ancora piu meer \
         nog jeszcze wiecej kolejny kolejna kolejne",
        Word::More,
    ),
    ("less fewer weniger moins menos meno minder mniej", Word::Fewer),
    ("anstatt statt zamiast lieu lugar vez plaats", Word::Replaces),
    (
        "just only nur bloss solo juste solamente seulement uniquement apenas soltanto alleen slechts \
         tylko",
        Word::Only,
    ),
    (
        "want wanna wana wnat wants buy order get gimme give need needs needed take leave purchase have hav looking lookin gettin buyin \
         grab bring wanted wish ordering buying getting request requesting interested \
         chance reserve deliver book wtb lf appointment commander ordenar pedir nehm pones ponga \
         mochte mochten will brauche brauchen brauchte brauchten kaufen nehme nehmen hatte hatten gern gerne bestelle \
         veux voudrais voulons voudrions prends prendre prendrai prendrais prendrons souhaite mettre tenermi portarmi prepararmi acheter aimerais aimerions commande quiero queremos quisiera \
         quisieramos necesito necesitamos comprar dame ponme reservame pido pedimos quero queria queriamos quer gostaria gostava gostavamos \
         preciso precisamos encomendar vorrei vorremmo voglio vogliamo prendo prendiamo prenderei comprare ordino ordinare ordiniamo \
         gradirei desidero graag wil willen neem nemen kopen bestel chce chcemy chcialbym chcialabym chcielibysmy poprosze poprosimy kupic biore wezme \
         suche suchen cherche cherchons busco buscamos procuro cerco cerchiamo zoek zoeken szukam tryna wezmiemy prosic zamawiam zamawiamy zamowic zamowie wollen bekomme",
        Word::Request,
    ),
    (
        "sell sells selling quote quotes price prices priced pricing cost costs stock available availability left much many \
         kostet kosten preis preise verfugbar vorratig lieferbar viel wieviel habt hast hattet gibt gibts \
         verkauft combien coute coutent prix disponible disponibles dispo avez vendez cuanto cuanta \
         cuantos cuesta cuestan precio precios tienen tienes tiene teneis hay venden quanto custa \
         custam preco disponivel tem vendem prezzo prezzi disponibile avete vendete hoeveel kost prijs \
         voorraad beschikbaar heeft hebben hebt ile kosztuje kosztuja dostepny dostepna dostepne \
         macie",
        Word::Inquires,
    ),
    (
        "account acc acct ref reference plate plates ticket invoice id number num nr route \
         level lvl age room apartment apt code pin phone tel discord since until till til at around \
         before after konto compte cuenta conta rekening budget route highway block street",
        Word::Labels,
    ),
    (
        "k m mil mill million millions mio bn billion grand bucks buck dollar dollars euro euros eur \
         usd gbp pln zl quid pound pounds am pm h hr hrs hour hours min mins minute minutes sec \
         secs day days week weeks month months year years oclock uhr st nd rd th km mph kmh percent \
         people players guys person seats stars kills",
        Word::Measures,
    ),
    (
        "not no nein nee don dont without never neither except minus isn isnt aren arent doesn doesnt didn didnt won wont wouldn wouldnt cant \
         nicht kein keine keinen keiner keins ohne pas sans sin nao sem non senza niet geen \
         zonder nie bez niente nada nichts rien niets nic nessun nessuna ningun ninguna nenhum \
         nenhuma aucun aucune zaden zadnych",
        Word::Negates,
    ),
    (
        "remove rid cancel cancelled canceled drop scratch forget skip disregard ignore delete scrap ditch exclude omit \
         nevermind nvm storniere stornieren streich streiche streichen vergiss entferne annule enleve oublie quita cancela \
         olvida annulez enlevez supprimez retirez tira remova togli annulla verwijder annuleer vergeet usun anuluj remover entfernen \
         losch losche loschen weglassen annullate annullare cancellate togliete rimuovete cancelem cancele removam annuleren schrappen usunac usuncie anulowac \
         anulujcie anuluje oubliez raus heraus weg enlever retire retirer supprime supprimer annuler quitar \
         elimina eliminar borra borrar cancelar tirar retirar rimuovi eliminare togliere schrap \
         verwijderen eraf wywal skasuj odejmij",
        Word::Removes,
    ),
    ("but sondern sino mas maar ale ma keep rather", Word::Turns),
    (
        "wait actually sorry meant mean instead invece oops edit typo correction correct digo perdon \
         sry soz nah nope meinte eigentlich doch plutot desole scusa lieber warte moment espera attends aspetta wacht cioe finalement finalmente eigenlijk bedoel jk przepraszam raczej whoops pardon anzi jednak",
        Word::Corrects,
    ),
    (
        "swap change replace switch exchange reduce increase reduziere erhohe augmente aumenta cambio ersetze ersetzen remplacez changez echangez tausche tauschen wechsle remplace \
         remplacer changer cambia cambiar reemplaza reemplazar troca trocar substitui substituir \
         cambiare sostituisci vervang vervangen verander wissel ruil zamien zmien",
        Word::Swaps,
    ),
    (
        "my his her their our your own owned wts sold bought crashed lost stole stolen wrecked totaled \
         destroyed blew refund refunded driving drove exploded broke broken insurance \
         remboursement remboursez ruckerstattung erstattung reembolso devolucion rembourse remboursee reembolsen reembolsem rimborso rimborsate rimborsatemi terugbetaling zwrot",
        Word::Tells,
    ),
];

/// Politeness and other words that leave an order an order.
const FILLERS: &str = "hi hello hey heya hiya yo sup howdy good morning evening afternoon greetings \
    mate bro man dude sir madam guys team staff admin please pls plz plss ty thx thanks thank tnx \
    cheers tysm asap kindly i id im ive ill me us u ur mine one an here \
    can could would may shall let lets gotta to in on for from by \
    so really very maybe perhaps some any all every everything anything thing whole entire anymore mind things something \
    stuff possible hmm hm uh um er oh ok okay yes yeah yep now today tomorrow atm imo irl fyi ofc tmr tmrw tmw wbu hbu \
    tonight soon again still already well right sure listing list both total lol haha hope hoping \
    either preferably plain regular normal standard up make making put set that this it myself \
    urgently later sized immediately quick quickly fast delivered delivery pickup dm lmk fr rn tbh btw ngl omg lmao \
    xd pay paying cash card pretty bit lil btw fam ppl dc np yet full fully tuned maxed upgraded modded tho though thanx thnx tks cya yall color colour altogether overall ones
    insgesamt zusammen totale totaal sumie";

const COLOURS: [&str; 17] = [
    "red", "blue", "green", "black", "white", "gold", "golden", "silver", "yellow", "orange",
    "purple", "pink", "grey", "gray", "brown", "chrome", "matte",
];

/// Words that a sentence which asks for nothing has as well.
const GRAMMAR: &str = "we you yours he she they its there who what whats which when where why how \
    am is are was were be been being do does did should might must got going gonna go come about into \
    if wenn falls jesli wie than because cause cuz out off away over start as using like love think know see saw guess said had has \
    thats theres heres whos youre theyre weve youve theyve itll youll theyll";

const MORE_FILLERS: &str = "hallo moin servus guten tag morgen abend bitte danke ich mir wir uns du sie \
    ein eine einen einem einer ist sind war kann konnte konnten konnt wurde wurden vais mejor mettez bestellen haben geben gib gebt ihr \
    fur zu zum auf es dann ja nein \
    bonjour salut bonsoir merci svp sil vous plait je j moi nous on un une des du au aux est ce \
    cette pour sur l d qu que qui oui s t n c puis \
    hola buenas buenos dias tardes noches gracias favor por yo mi nos una unas unos del al es para \
    se si puedo puede puedes podria podrias podeis pueden dar das doe mag peux peut pouvez \
     pourriez pourrais donnez donne donner avoir puoi potete potrei dare kun kunt geef geven krijgen \
    ola bom boa dia tarde noite obrigado obrigada eu meu um uma uns umas do da dos das em na em \
    sim posso pode todo todos todas tudo tutto tutti tout toutes tous wszystko alles alle beide \
    mach machs mache mets fais pon haz faz fai maak zrob draus durch par door gegen contre tegen ne twice thrice \
    ciao salve buongiorno buonasera grazie per io ci dei delle della posso sono \
    bei euch ihnen nen ner nem voces vcs vc \
    hoi goedemorgen goedendag alsjeblieft alstublieft aub bedankt dank ik mij wij een dit dat \
    voor naar \
    czesc dzien dobry witam prosze dziekuje ja mnie na do z jest moge moglbym moglabym mozna \
    sff pfv sfv obg wieder weer juz \
    stp stpl pr pcq bcp bjr bsr dsl mdr slt q xq pq porfa porfi xfa xfavor tqm mfg \
    grz xke cmq scusi scusate desculpa desculpe potrebbe potreste gentilmente auriez pzdr dzk mvg blz vlw oggi domani hoy manana ahora adesso amanha hoje \
    demain maintenant vandaag jutro dzis teraz parte";

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
        for (key, value) in [
            ("two", 2),
            ("deux", 2),
            ("dziesiec", 10),
            ("quinze", 15),
            ("dozen", 12),
            ("zweiundzwanzig", 22),
            ("tweeentwintig", 22),
            ("veintidos", 22),
            ("trentotto", 38),
        ] {
            assert_eq!(meaning(key), Some(Word::Number(value)));
        }
        assert_eq!(meaning("thirty"), Some(Word::Tens(30)));
        assert_eq!(meaning("dreissig"), Some(Word::Tens(30)));
        assert_eq!(meaning("adder"), None);
    }
}
