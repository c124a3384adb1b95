//! Anything that an admin may ask for.

use super::*;

pub(super) fn a_wish() -> BoxedStrategy<Wish> {
    let id = || (1u64..6).prop_map(Id::new);
    prop_oneof![
        (a_settings(), id(), a_survey()).prop_map(|(settings, panel_channel, survey)| {
            let wish = SetUpWish { settings, panel_channel, language: Language::ENGLISH };
            Wish::SetUp { wish, survey }
        }),
        any::<bool>().prop_map(|good| {
            let stock = shelf().stock.filter(|_| good);
            let given =
                stock.map(|it| GivenCatalogue { catalogue: it.catalogue.clone(), advice: vec![] });
            Wish::CatalogueGiven { of: None, catalogue: given.ok_or_else(Vec::new) }
        }),
        (a_type(), option::of(0u32..9)).prop_map(|(of, version)| Wish::DocumentAsked {
            of,
            form: DocumentForm::CatalogueJson,
            version
        }),
        (a_type(), text()).prop_map(|(of, text)| Wish::TermsGiven { of, text: Ok(text) }),
        a_type().prop_map(|of| {
            let flow = Flow::built_in().as_ref().clone();
            Wish::FlowGiven { of, flow: Ok(GivenFlow { flow, advice: vec![] }) }
        }),
        a_type().prop_map(|of| Wish::HistoryAsked { of, what: Pinned::Terms }),
        (a_type(), 0u32..9).prop_map(|(of, version)| Wish::RolledBack {
            of,
            what: Pinned::Flow,
            version
        }),
        (a_type(), a_survey()).prop_map(|(of, survey)| {
            let kind = of_type((of.or(Some(TypeId::typed("?"))), vec![], None, false));
            Wish::TypeGiven { kind: kind.expect("it has a name"), survey }
        }),
        a_type().prop_map(|of| Wish::TypeRetired { of: of.unwrap_or(TypeId::typed("?")) }),
        Just(Wish::TypesAsked),
        a_type().prop_map(|of| Wish::StockAsked { of }),
        (a_type(), 0u32..9).prop_map(|(of, left)| Wish::Recounted {
            of,
            product: "t20".to_owned(),
            left,
        }),
        (0u32..3).prop_map(|many| {
            let texts = GivenTexts { language: Language::GERMAN, source: String::new(), many };
            Wish::TextsGiven { texts: Ok(texts) }
        }),
        Just(Wish::TextsAsked { language: None }),
        Just(Wish::TextsReset { language: None }),
        any::<bool>().prop_map(|on| Wish::RefreshSwitched { on }),
    ]
    .boxed()
}

fn a_survey() -> impl Strategy<Value = Survey> {
    let role = (id(), any::<u64>(), any::<bool>()).prop_map(|(id, bits, mentionable)| RoleFacts {
        id,
        permissions: Permissions(bits),
        mentionable,
    });
    let kind =
        prop_oneof![Just(ChannelKind::Text), Just(ChannelKind::Category), Just(ChannelKind::Other)];
    let channel = (id(), kind).prop_map(|(id, kind)| ChannelFacts { id, kind, overwrites: vec![] });
    (vec(id(), 0..3), vec(role, 0..5), vec(channel, 0..5)).prop_map(
        |(my_roles, roles, channels)| Survey {
            guild: GUILD,
            me: Id::new(9),
            my_roles,
            roles,
            channels,
        },
    )
}
