//! What is an answer and what is not.

use super::*;

#[test]
fn every_spelling_of_yes() {
    for text in YES {
        assert_eq!(read_answer(text), Some(Answer::Yes), "{text:?}");
    }
}

#[test]
fn every_spelling_of_no() {
    for text in NO {
        assert_eq!(read_answer(text), Some(Answer::No), "{text:?}");
    }
}

#[test]
fn more_than_an_answer_is_none() {
    for text in NEITHER {
        assert_eq!(read_answer(text), None, "{text:?}");
    }
    assert_eq!(read_answer(&"yes ".repeat(1000)), None);
}

#[test]
fn a_phrase_stands_alone() {
    let is_refresh = |text| phrase(text).as_deref() == Some("refresh");
    for text in
        ["refresh", "Refresh", "REFRESH!", " refresh. ", "!refresh", "\"refresh\"", "**refresh**"]
    {
        assert!(is_refresh(text), "{text:?}");
    }
    for text in ["", "please refresh", "refresh it", "refreshing", "refresh?", "re fresh"] {
        assert!(!is_refresh(text), "{text:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_passes_unharmed(text in "\\PC{0,90}") {
        let padded = format!(" *{text}* ");
        proptest::prop_assert_eq!(read_answer(&text), read_answer(&padded));
        proptest::prop_assert_eq!(phrase(&text), phrase(&padded));
    }
}

const YES: &[&str] = &[
    "yes",
    "Yes",
    "YES!!",
    "y",
    "Y.",
    "yep",
    "yeah",
    "ya",
    "yup",
    "ok",
    "OK",
    "okay",
    "k",
    "kk",
    "sure",
    "confirm",
    "confirmed",
    "correct",
    "right",
    "agreed",
    "I agree",
    "accept",
    "i accept",
    "👍",
    "👍🏽",
    "✅",
    "✔️",
    "👌",
    "yes please",
    "yes!!",
    "yesss",
    "yeeees",
    "yes, thank you",
    "**yes**",
    "`yes`",
    "yes yes",
    "ok yes",
    "that's right",
    "looks good",
    "sounds good",
    "go ahead",
    "of course",
    "yes 👍",
    "i do",
    "ｙｅｓ",
    "all good",
    "i confirm",
    "ja",
    "ja bitte",
    "jawohl",
    "genau",
    "passt",
    "einverstanden",
    "stimmt",
    "oui",
    "Oui merci",
    "d'accord",
    "d’accord",
    "ouais",
    "bien sûr",
    "sí",
    "si",
    "claro",
    "de acuerdo",
    "vale",
    "sim",
    "pode ser",
    "concordo",
    "isso",
    "sì",
    "va bene",
    "certo",
    "esatto",
    "jazeker",
    "akkoord",
    "klopt",
    "tak",
    "zgoda",
    "zgadzam się",
    "dobrze",
    "i agree to the terms",
    "Yes, I agree to the terms and conditions.",
    "I accept the terms, thanks",
    "sure, why not",
    "yes!! and thx",
    "yes!!! and thank you so much",
    "Yes, thanks a lot!",
    "ja, und herzlichen Dank",
    "oui et merci beaucoup",
    "sim, muito obrigado",
    "ich akzeptiere die Bedingungen",
    "Ja, ich stimme den AGB zu",
    "ja und danke",
    "j'accepte les conditions",
    "oui, je suis d'accord avec les conditions",
    "acepto los términos y condiciones",
    "sí, estoy de acuerdo con los términos",
    "eu aceito os termos",
    "concordo com as condições",
];

const NO: &[&str] = &[
    "no",
    "No.",
    "NO!!!",
    "n",
    "nope",
    "nah",
    "nooo",
    "wrong",
    "cancel",
    "decline",
    "disagree",
    "I disagree",
    "no thanks",
    "no thank you",
    "👎",
    "❌",
    "🚫",
    "not ok",
    "don't agree",
    "I don't agree",
    "i do not agree",
    "dont agree",
    "not correct",
    "incorrect",
    "no no",
    "no, that's wrong",
    "not right",
    "i do not accept",
    "never",
    "nein",
    "nein danke",
    "falsch",
    "ne",
    "nö",
    "non",
    "non merci",
    "pas d'accord",
    "no gracias",
    "no estoy de acuerdo",
    "não",
    "nao",
    "não concordo",
    "no grazie",
    "sbagliato",
    "nee",
    "nee dank je",
    "niet akkoord",
    "nie",
    "nie dziękuję",
    "nie zgadzam się",
    "źle",
];

const NEITHER: &[&str] = &[
    "",
    " ",
    "!",
    "?",
    "no wait make it 3",
    "yes but make it 3",
    "yes no",
    "y/n",
    "yes?",
    "right?",
    "is that correct?",
    "no problem",
    "no adder",
    "okay so I want a sultan",
    "thanks",
    "please",
    "bitte",
    "2",
    "adder",
    "I know",
    "yesterday",
    "nothing",
    "noted",
    "yes and one adder",
    "🚗",
    "not",
    "i",
    "no idea",
    "cancel the adder",
    "make it right",
    "refresh",
    "thats all",
    "no, thats all",
    "nein das wars",
    "why not",
    "warum nicht",
    "pourquoi pas",
    "and thx",
    "thank you so much",
    "yes, so much",
    "i agree to the terms but not the price",
    "i accept the terms if delivery is free",
    "i read the terms",
    "the terms",
    "ich akzeptiere die Bedingungen nicht",
    "no, i accept the terms",
    "je n'accepte pas les conditions",
];
