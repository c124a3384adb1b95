//! The words by which questions and judgements are told from orders.

/// "can I": who says so asks for something.
pub(in super::super) const MAY: &[&str] = &[
    "can", "could", "may", "might", "kann", "konnte", "darf", "puis", "peux", "pourrais", "kan",
    "mag",
];

/// "half a margherita".
pub(super) const HALVES: &[&str] = &[
    "half", "halbe", "halber", "halbes", "halben", "demi", "demie", "media", "medio", "meia",
    "meio", "mezza", "mezzo", "halve",
];

/// "for us".
pub(in super::super) const US: &[&str] =
    &["me", "us", "mich", "uns", "moi", "nous", "mi", "nosotros", "mij", "ons"];

/// "for me".
pub(in super::super) const FOR: &[&str] = &["for", "fur", "pour", "para", "per", "voor"];

/// "do i": who says so asks whether something is so.
pub(super) const DO_I: &[&str] = &["do", "does", "did", "will", "would", "should", "must"];

/// What a question begins with, and hardly anything else.
pub(super) const ASKS: &[&str] = &[
    "is", "are", "was", "were", "does", "do", "did", "what", "whats", "which", "how", "why",
    "when", "where", "who",
];

/// A name before them is judged.
pub(in super::super) const IS: &[&str] = &[
    "is", "are", "was", "were", "looks", "look", "seems", "seem", "sounds", "sucks", "ist", "sind",
    "war", "est", "sont", "es", "son", "jest",
];

/// How much something is what it is judged to be.
pub(super) const DEGREES: &[&str] = &[
    "too",
    "zu",
    "trop",
    "demasiado",
    "troppo",
    "so",
    "very",
    "really",
    "way",
    "a",
    "bit",
    "not",
    "sehr",
    "tres",
    "muy",
    "molto",
];

/// "2 sultans is fine" is an order.
pub(super) const APPROVES: &[&str] =
    &["fine", "great", "perfect", "enough", "gut", "bien", "bueno", "parfait", "perfecto"];

/// Words beside a name that leave it alone.
pub(super) const NO_MORE: &[&str] = &[
    "any", "some", "it", "that", "s", "a", "an", "ein", "eine", "einen", "un", "une", "una", "uma",
    "um", "een", "hi", "hello", "hey", "hallo", "bonjour", "hola", "ciao",
];

/// Who orders.
pub(super) const FIRST_PERSONS: &[&str] =
    &["i", "we", "ich", "wir", "je", "j", "nous", "yo", "io", "ik", "wij", "eu"];

/// Words that a question of another language begins with, and other sentences too.
pub(super) const BEGINS_FOREIGN: &[&str] = &[
    "ist", "sind", "hat", "wie", "welche", "welcher", "welches", "welchen", "wann", "warum", "wo",
    "est", "sont", "quel", "quelle", "quels", "quelles", "comment", "pourquoi", "quand", "es",
    "son", "que", "cual", "como", "cuando", "qual", "quale", "come", "zijn", "wat", "hoe", "welke",
    "jest", "czy", "jaki", "jaka",
];

/// Whom a question is put to.
pub(super) const YOU_HAVE: &[&str] = &["you", "u", "ya", "guys", "yall", "they"];
