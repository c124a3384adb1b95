//! Words that tell products of one kind apart.

/// What sizes are written as.
pub(in super::super) const SIZE_CODES: [&str; 8] =
    ["xs", "s", "m", "l", "xl", "xxl", "xxs", "xxxl"];

pub(in super::super) fn is_size_code(key: &str) -> bool {
    SIZE_CODES.contains(&key)
}

/// Whether `key` says how large something is.
pub(in super::super) fn is_size(key: &str) -> bool {
    is_size_code(key)
        || matches!(
            key,
            "small"
                | "medium"
                | "large"
                | "big"
                | "tiny"
                | "huge"
                | "full"
                | "half"
                | "single"
                | "double"
                | "triple"
                | "normal"
                | "regular"
                | "klein"
                | "kleine"
                | "kleinen"
                | "gross"
                | "grosse"
                | "grossen"
                | "petit"
                | "petite"
                | "grand"
                | "grande"
        )
}

/// Whether `key` names a trim or an edition, also of what is not sold in it: "banshee widebody".
pub(in super::super) fn is_trim(key: &str) -> bool {
    matches!(
        key,
        "widebody"
            | "sport"
            | "sports"
            | "classic"
            | "custom"
            | "turbo"
            | "cabrio"
            | "deluxe"
            | "premium"
            | "racing"
            | "drift"
            | "mini"
            | "lite"
            | "retro"
            | "edition"
            | "convertible"
            | "spider"
            | "spyder"
            | "roadster"
            | "coupe"
            | "targa"
            | "evo"
            | "pro"
            | "max"
            | "ultra"
    )
}
