//! Joins the executor's door to what the fleet shares in Redis.

use crate::{
    discord::{Allowance, AllowanceAnswer, AllowanceAsk, AllowanceAway},
    store::redis::allowance::{Grant, SharedAllowance, Wish},
};
use async_trait::async_trait;

/// The allowance in Redis, for the REST executor.
#[derive(Debug)]
pub struct FleetAllowance(pub SharedAllowance);

#[async_trait]
impl Allowance for FleetAllowance {
    async fn ask(&self, ask: &AllowanceAsk) -> Result<AllowanceAnswer, AllowanceAway> {
        let AllowanceAsk { people, others, after, invalid, pause, block, block_over, may_probe } =
            *ask;
        let wish = Wish { people, others, after, invalid, pause, block, block_over, may_probe };
        let Grant { places, pause, block, invalid, workers } =
            self.0.ask(&wish).await.map_err(|away| AllowanceAway(away.to_string()))?;
        Ok(AllowanceAnswer { places, pause, block, invalid, workers })
    }
}
