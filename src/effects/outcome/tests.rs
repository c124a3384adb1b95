//! What each answer of Discord's leads to.

use super::*;
use crate::{
    discord::{NoReply, Refusal, RestError},
    domain::{
        effect::DocumentForm,
        ids::{EffectId, TicketNumber},
        language::Language,
        notice::{Answered, Notice},
        reply::ReplyTo,
        time::Timestamp,
        tongue::{Tongue, Tongues},
    },
};
use serde_json::{Value, json};
use twilight_model::id::Id;

fn refusal(status: u16, code: Option<u64>, errors: Value) -> Refusal {
    Refusal { status, code, message: "a text".to_owned(), errors }
}

fn refused(code: u64) -> RestError {
    RestError::Refused(Box::new(refusal(400, Some(code), Value::Null)))
}

#[test]
fn each_failure_says_whether_it_may_have_been_done_and_how_long_to_wait() {
    let seconds = Duration::from_secs;
    let no_reply = || NoReply::TimedOut;
    let table = [
        (
            RestError::RateLimited { retry_after: seconds(7) },
            false,
            seconds(7),
            Obstacle::Unavailable,
        ),
        (RestError::Unavailable { status: 502 }, true, seconds(0), Obstacle::Unavailable),
        (RestError::OutcomeUnknown { source: no_reply() }, true, seconds(0), Obstacle::Unavailable),
        (RestError::NotSent { source: no_reply() }, false, seconds(0), Obstacle::Unavailable),
        (RestError::Unreadable { line: 1, column: 1 }, true, seconds(0), Obstacle::Unavailable),
        (RestError::Unauthorized, false, seconds(30), Obstacle::Unavailable),
        (RestError::Stopped { invalid: 9 }, false, seconds(30), Obstacle::Unavailable),
        (refused(30_013), false, seconds(0), Obstacle::GuildFull),
        (refused(50_013), false, seconds(0), Obstacle::MissingPermission),
        (refused(50_001), false, seconds(0), Obstacle::MissingPermission),
        (refused(50_035), false, seconds(0), Obstacle::Other),
    ];
    for (fault, may_be_done, after, obstacle) in table {
        let words = fault.to_string();
        let setback = Setback::from(fault);
        assert_eq!(setback.may_be_done, may_be_done, "{words}");
        assert_eq!(setback.after, after, "{words}");
        assert_eq!(setback.obstacle, obstacle, "{words}");
        assert_eq!(setback.to_string(), words);
    }
}

#[test]
fn a_lacking_permission_is_waited_for_until_an_admin_can_have_given_it() {
    let setback = Setback::forbidden(&refusal(403, Some(50_013), Value::Null));
    assert!(!setback.may_be_done);
    assert_eq!(setback.after, MENDED_BY_ADMIN);
    assert_eq!(setback.obstacle, Obstacle::MissingPermission);
}

#[test]
fn only_a_refused_parent_is_the_fault_of_the_category() {
    let parent = json!({"parent_id": {"_errors": [{"code": "CHANNEL_PARENT_MAX_CHANNELS"}]}});
    let name = json!({"name": {"_errors": []}});
    for (code, errors, blamed) in [
        (50_035, parent.clone(), true),
        (50_035, name, false),
        (50_035, Value::Null, false),
        (50_013, parent, false),
    ] {
        assert_eq!(blames_category(&refusal(400, Some(code), errors)), blamed);
    }
    assert!(!blames_category(&refusal(400, None, Value::Null)));
}

fn reply() -> ReplyTo {
    ReplyTo {
        application: Id::new(1),
        interaction: Id::new(2),
        token: "t".into(),
        language: Language::ENGLISH,
        month_first: false,
    }
}

/// Every kind of effect.
fn effects() -> [Effect; 8] {
    let channel = Id::new(3);
    let (tongue, tongues) = (Tongue::default(), Tongues::default());
    [
        Effect::CreateChannel {
            customer: Id::new(4),
            staff: vec![],
            category: None,
            opened_at: Timestamp(0),
        },
        Effect::HideChannel { channel, managers: vec![], category: None, by: Id::new(4) },
        Effect::PostPanel {
            channel,
            text: None,
            offers: vec![],
            former: None,
            reply: reply(),
            tongue,
        },
        Effect::Say {
            channel,
            notice: Notice::CustomerLeft { customer: Id::new(1) },
            via: None,
            tongues,
        },
        Effect::Reply { to: reply(), answer: Answered::TicketComes, hint: None, tongue },
        Effect::SendDocument { to: reply(), version: 1, form: DocumentForm::CatalogueCsv, tongue },
        Effect::SendTexts { to: reply(), texts: tongue, tongue },
        Effect::SendDossier { to: reply(), ticket: TicketNumber(5), by: Id::new(4), tongue },
    ]
}

#[test]
fn patience_is_as_long_as_somebody_waits() {
    let minutes = effects().map(|effect| patience(&effect).as_secs() / 60);
    assert_eq!(minutes, [10, 10, 10, 360, 15, 15, 15, 15]);
}

#[test]
fn what_is_given_up_is_reported_where_something_waits_for_it() {
    let ticket = TicketNumber(5);
    let why = Obstacle::MissingPermission;
    let setback = Setback::forbidden(&refusal(403, Some(50_013), Value::Null));
    let id = EffectId { guild: Id::new(1), owner: Owner::Ticket(ticket), commit: 6, index: 0 };
    let reports = effects().map(|effect| {
        let entry = Entry { id, effect, decided_at: Timestamp(0) };
        give_up(&entry, &setback)
    });
    let [create, hide, panel, say, answers @ ..] = reports;
    assert!(matches!(
        create,
        Some(Event::ChannelRefused { effect, ticket: of, why: told })
            if effect == id && of == ticket && told == why
    ));
    assert!(matches!(
        hide,
        Some(Event::HideRefused { effect, ticket: of, why: HideRefused::Obstacle(told) })
            if effect == id && of == ticket && told == why
    ));
    assert!(matches!(
        panel,
        Some(Event::PanelRefused { effect, why: told, reply: to })
            if effect == id && told == why && to == reply()
    ));
    assert!(say.is_none() && answers.iter().all(Option::is_none));
}
