//! The first answer to an interaction, mentioning nobody unless told to.

use twilight_http::{request::Request, routing::Route};
use twilight_model::{
    channel::message::AllowedMentions,
    http::interaction::{InteractionResponse, InteractionResponseType},
    id::{Id, marker::InteractionMarker},
};

use super::{call::Call, error::RestError};

/// The call that answers an interaction. Discord accepts one, within three seconds.
///
/// twilight sends an answer without `allowed_mentions` as it is, and Discord then mentions whomever
/// the text names: here nobody is mentioned unless the answer says whom.
///
/// # Errors
/// `RestError::Invalid` when the answer cannot be written as JSON.
pub fn answer_interaction(
    interaction: Id<InteractionMarker>,
    token: &str,
    mut answer: InteractionResponse,
) -> Result<Call, RestError> {
    use InteractionResponseType::{ChannelMessageWithSource, UpdateMessage};
    if matches!(answer.kind, ChannelMessageWithSource | UpdateMessage)
        && let Some(data) = &mut answer.data
    {
        data.allowed_mentions.get_or_insert_with(AllowedMentions::default);
    }
    let route = Route::InteractionCallback {
        interaction_id: interaction.get(),
        interaction_token: token,
        with_response: false,
    };
    let request = Request::builder(&route).json(&answer).use_authorization_token(false).build();
    Ok(request.map_err(|source| RestError::Invalid { source: source.into() })?.into())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use twilight_model::http::interaction::InteractionResponseData;

    use super::*;

    fn sent(kind: InteractionResponseType, data: InteractionResponseData) -> Value {
        let answer = InteractionResponse { kind, data: Some(data) };
        let call = answer_interaction(Id::new(5), "token", answer).unwrap();
        assert!(!call.request.use_authorization_token());
        assert!(call.request.path().starts_with("interactions/5/token/callback"));
        serde_json::from_slice(call.request.body().unwrap()).unwrap()
    }

    #[test]
    fn a_message_mentions_nobody_unless_told() {
        let content = Some("hi @everyone".to_owned());
        let data = InteractionResponseData { content, ..InteractionResponseData::default() };
        let kind = InteractionResponseType::ChannelMessageWithSource;
        let body = sent(kind, data.clone());
        assert_eq!(body["data"]["allowed_mentions"], json!({"parse": []}));
        let allowed_mentions =
            Some(AllowedMentions { users: vec![Id::new(7)], ..Default::default() });
        let body = sent(kind, InteractionResponseData { allowed_mentions, ..data });
        assert_eq!(body["data"]["allowed_mentions"]["users"], json!(["7"]));
    }

    #[test]
    fn a_modal_stays_as_it_is() {
        let title = Some("Order".to_owned());
        let data = InteractionResponseData { title, ..InteractionResponseData::default() };
        let body = sent(InteractionResponseType::Modal, data);
        assert_eq!(body["data"], json!({"title": "Order"}));
    }
}
