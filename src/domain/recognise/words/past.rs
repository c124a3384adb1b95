//! Words that tell of what was before.

/// Whether `key` says that something is there no more, or is to be given back.
pub(in super::super) fn is_lost(key: &str) -> bool {
    matches!(
        key,
        "stole"
            | "stolen"
            | "lost"
            | "sold"
            | "refund"
            | "refunded"
            | "refunds"
            | "remboursement"
            | "rembourse"
            | "remboursee"
            | "rimborso"
            | "reembolso"
            | "devolucion"
            | "zwrot"
            | "return"
            | "returning"
            | "returned"
            | "vendu"
            | "vendi"
            | "vendido"
            | "verkauft"
    )
}

/// Whether `key` says that something was had; in German behind it as well.
pub(in super::super) fn is_had(key: &str, behind: bool) -> bool {
    let german = matches!(
        key,
        "bestellt" | "gekauft" | "bekommen" | "hatte" | "hatten" | "fehlte" | "fehlten"
    );
    let others = matches!(
        key,
        "achete"
            | "commande"
            | "recu"
            | "avais"
            | "avait"
            | "pris"
            | "preso"
            | "presi"
            | "ordinato"
            | "comprato"
            | "pusisteis"
            | "pusieron"
            | "pedi"
            | "compre"
            | "comprei"
            | "pedimos"
            | "compramos"
    );
    // "la margherita de ayer estaba fria".
    let was = matches!(
        key,
        "war"
            | "waren"
            | "etait"
            | "etaient"
            | "estaba"
            | "estaban"
            | "llego"
            | "llegaron"
            | "estava"
            | "estavam"
            | "chegou"
            | "chegaram"
    );
    german
        || (was && behind)
        || (others && !behind)
        || (!behind
            && matches!(
                key,
                "ordered"
                    | "bought"
                    | "had"
                    | "got"
                    | "received"
                    | "purchased"
                    | "was"
                    | "were"
                    | "picked"
            ))
}
