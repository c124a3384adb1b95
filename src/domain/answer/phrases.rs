//! The phrases that answer, folded, without apostrophes.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Yes,
    No,
    /// Neither: "please", "thank you".
    Courtesy,
}

/// The most words of a phrase.
pub(super) const LONGEST_PHRASE: usize = 7;

/// What `phrase`, folded words with one space between them, says.
pub(super) fn meaning(phrase: &str) -> Option<Said> {
    PHRASES.get(phrase).copied()
}

/// The word that a sign such as 👍 stands for.
pub(super) fn sign(letter: char) -> Option<&'static str> {
    match letter {
        '👍' | '✅' | '✔' | '☑' | '👌' | '🆗' | '💯' => Some("yes"),
        '👎' | '❌' | '✖' | '🚫' | '⛔' | '❎' => Some("no"),
        _ => None,
    }
}

static PHRASES: LazyLock<FxHashMap<&'static str, Said>> = LazyLock::new(|| {
    let said = |lists: &'static [&'static str], said| {
        lists.iter().flat_map(|list| list.split(',')).map(move |phrase| (phrase.trim(), said))
    };
    said(COURTESIES, Said::Courtesy).chain(said(YES, Said::Yes)).chain(said(NO, Said::No)).collect()
});

/// English, German, French, Spanish, Portuguese, Italian, Dutch, Polish.
const YES: &[&str] = &[
    "yes, y, ye, yea, yeah, yep, yeh, yup, ya, yas, yessir, aye, affirmative, ok, okay, okey, oki, \
     okie, k, kk, sure, sure thing, certainly, absolutely, definitely, indeed, confirm, confirmed, \
     i confirm, correct, thats correct, that is correct, its correct, right, thats right, \
     that is right, all right, alright, agree, agreed, i agree, i do agree, i do, accept, accepted, \
     i accept, looks good, looks right, looks good to me, sounds good, all good, its good, good, \
     great, perfect, fine, thats fine, exactly, of course, go ahead, go for it, do it, true, lgtm, \
     yes i do, yes it is, approved, i approve, \
     i agree to the terms, i agree to your terms, i agree to these terms, i agree with the terms, \
     i agree to the terms and conditions, i agree with that, i agree to that, i agree to everything, \
     i agree with everything, i accept the terms, i accept your terms, i accept these terms, \
     i accept the terms and conditions, i accept the conditions, i accept that, i accept everything, \
     agree to the terms, agreed to the terms, accept the terms, sure why not, yes why not, \
     yeah why not, ok why not, yes thats all, yes thats it, yeah thats all, yeah thats it, \
     yep thats all, yep thats it, ok thats all, ok thats it, okay thats all, sure thats all, \
     yes order it, sure order it, ok order it",
    "ja, j, jo, jep, jap, jup, jawohl, klar, na klar, sicher, genau, passt, das passt, passt so, stimmt, \
     das stimmt, richtig, korrekt, in ordnung, einverstanden, ich bin einverstanden, \
     ich stimme zu, bestatigt, akzeptiert, gerne, natuerlich, naturlich, alles klar, \
     ich akzeptiere, ich akzeptiere das, \
     ich akzeptiere die bedingungen, ich akzeptiere die agb, ich akzeptiere die agbs, \
     ich stimme den bedingungen zu, ich stimme den agb zu, ich stimme dem zu, ich stimme allem zu, \
     ich bin damit einverstanden, damit einverstanden, damit bin ich einverstanden, \
     ich bin mit den bedingungen einverstanden, ich bin mit allem einverstanden, \
     mit den bedingungen einverstanden, ja warum nicht, klar warum nicht, ja das wars, ja das ist alles",
    "oui, ouais, ouep, daccord, je suis daccord, dac, bien sur, exact, exactement, cest ca, \
     cest bon, parfait, jaccepte, je confirme, confirme, tout a fait, certainement, \
     jaccepte les conditions, \
     jaccepte vos conditions, jaccepte les termes, jaccepte les cgv, jaccepte tout, je les accepte, \
     je suis daccord avec les conditions, je suis daccord avec tout, daccord avec les conditions, \
     oui pourquoi pas, oui cest tout",
    "si, sip, claro, claro que si, de acuerdo, estoy de acuerdo, vale, correcto, exacto, confirmo, \
     acepto, por supuesto, perfecto, asi es, esta bien, dale, confirmado, \
     acepto los terminos, \
     acepto las condiciones, acepto los terminos y condiciones, acepto todo, \
     acepto los terminos y las condiciones, estoy de acuerdo con los terminos, \
     estoy de acuerdo con las condiciones, estoy de acuerdo con todo, de acuerdo con los terminos, \
     si por que no, claro por que no, si eso es todo",
    "sim, s, isso, isso mesmo, certo, correto, ta certo, pode ser, concordo, aceito, com certeza, \
     beleza, blz, perfeito, de acordo, \
     eu aceito, eu concordo, estou de acordo, \
     aceito os termos, eu aceito os termos, aceito as condicoes, aceito os termos e condicoes, \
     aceito tudo, concordo com os termos, eu concordo com os termos, concordo com as condicoes, \
     concordo com tudo, estou de acordo com os termos, sim por que nao, claro por que nao",
    "va bene, certo, certamente, esatto, giusto, corretto, daccordo, sono daccordo, accetto, \
     confermo, confermato, perfetto, ok va bene",
    "jazeker, jawel, akkoord, ik ga akkoord, klopt, dat klopt, zeker, goed, is goed, prima, mee eens, \
     juist, bevestigd, natuurlijk",
    "tak, zgoda, zgadzam sie, dobrze, dobra, pewnie, jasne, oczywiscie, potwierdzam, akceptuje, \
     zgadza sie, poprawnie",
];

const NO: &[&str] = &[
    "no, n, nope, nop, nah, naw, nay, negative, never, no way, not ok, not okay, not right, \
     not correct, not good, not really, not agreed, incorrect, wrong, thats wrong, that is wrong, \
     thats not right, that is not right, thats not correct, its wrong, false, cancel, cancelled, \
     canceled, decline, declined, i decline, refuse, i refuse, reject, rejected, i reject, disagree, \
     i disagree, dont agree, do not agree, i dont agree, i do not agree, not agree, dont accept, \
     do not accept, i dont accept, i do not accept, i dont, i do not, no i dont, absolutely not, \
     of course not, certainly not, definitely not, no thats wrong",
    "nein, ne, nee, noe, nicht ok, nicht richtig, nicht korrekt, falsch, das ist falsch, \
     das stimmt nicht, stimmt nicht, passt nicht, nicht einverstanden, abbrechen, ablehnen, \
     ich lehne ab, auf keinen fall, keinesfalls",
    "non, nan, pas daccord, je refuse, je ne suis pas, faux, cest faux, incorrect, pas du tout, \
     annuler, annule, pas bon, pas correct",
    "no estoy de acuerdo, no es correcto, no acepto, incorrecto, mal, esta mal, cancelar, cancela, \
     para nada, claro que no, rechazo, de ninguna manera",
    "nao, nao concordo, nao aceito, errado, ta errado, incorreto, recuso, de jeito nenhum, \
     nao esta certo, discordo",
    "no non va bene, non va bene, non sono daccordo, non accetto, sbagliato, e sbagliato, \
     non e corretto, errato, annulla, rifiuto, per niente",
    "niet akkoord, niet goed, niet ok, niet juist, klopt niet, dat klopt niet, fout, onjuist, \
     verkeerd, annuleren, ik weiger, oneens, niet mee eens",
    "nie, nie zgadzam sie, nie akceptuje, zle, blad, anuluj, odmawiam, nie zgadza sie, \
     niepoprawnie, nieprawda",
];

const COURTESIES: &[&str] = &[
    "please, pls, plz, pleas, thanks, thank you, thank u, thx, ty, tysm, cheers, sir, mate, bro, man, \
     and thanks, and thank you, and thx, \
     thank you so much, thank you very much, thanks so much, thanks a lot, many thanks, \
     and thank you so much, and thank you very much, and thanks so much, and thanks a lot, \
     and many thanks",
    "bitte, danke, dankeschon, danke schon, vielen dank, danke sehr, besten dank, herzlichen dank, \
     und danke, und vielen dank, und danke schon, und herzlichen dank",
    "merci, merci beaucoup, merci bien, svp, sil vous plait, sil te plait, stp, \
     et merci, et merci beaucoup, et merci bien",
    "por favor, gracias, muchas gracias, mil gracias, muchisimas gracias, \
     y gracias, y muchas gracias, y mil gracias",
    "obrigado, obrigada, muito obrigado, muito obrigada, pf, pfv, \
     e obrigado, e obrigada, e muito obrigado, e muito obrigada",
    "grazie, grazie mille, per favore",
    "dank je, dank je wel, dank u, bedankt, alsjeblieft, alstublieft, aub",
    "prosze, dziekuje, dzieki",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_stored_as_they_are_looked_up() {
        for (phrase, _) in PHRASES.iter() {
            assert_eq!(crate::domain::text::folded(phrase), **phrase);
            assert!(phrase.split(' ').count() <= LONGEST_PHRASE, "{phrase}");
            assert!(
                phrase.split(' ').all(|word| word.chars().all(char::is_alphanumeric)),
                "{phrase}"
            );
        }
    }

    #[test]
    fn no_phrase_says_two_things() {
        let all: Vec<&str> =
            YES.iter().chain(NO).flat_map(|list| list.split(',')).map(str::trim).collect();
        for phrase in &all {
            let yes = YES.iter().any(|list| list.split(',').any(|p| p.trim() == *phrase));
            let no = NO.iter().any(|list| list.split(',').any(|p| p.trim() == *phrase));
            assert!(yes != no, "{phrase}");
        }
    }
}
