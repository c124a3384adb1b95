//! A catalogue as JSON, written so that `selling_read` and the readers of files take it back.

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::domain::catalogue::{
    Catalogue, Choice, DEFAULT_LONGEST, Discount, Limits, OptionKind, Product, ProductId,
    ProductOption, Tariff,
};
use crate::domain::ids::RoleId;
use crate::domain::money::{Amount, Currency};

/// A catalogue with more than its products.
#[derive(Serialize)]
pub(super) struct Written<'c> {
    #[serde(skip_serializing_if = "Currency::is_unstated")]
    currency: &'c Currency,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) discounts: Vec<WrittenDiscount<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) limits: Option<WrittenLimits>,
    pub(super) products: Vec<WrittenProduct<'c>>,
}

#[derive(Serialize)]
pub(super) struct WrittenDiscount<'c> {
    name: &'c str,
    percent: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from_items: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from_subtotal: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<RoleId>,
}

#[derive(Serialize)]
pub(super) struct WrittenLimits {
    #[serde(skip_serializing_if = "Option::is_none")]
    most_lines: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most_items: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most_total: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hold_hours: Option<u32>,
}

#[derive(Serialize)]
pub(super) struct WrittenProduct<'c> {
    id: &'c ProductId,
    name: &'c str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    aliases: &'c [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<WrittenOption<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stock: Option<u32>,
    #[serde(flatten)]
    extra: &'c Map<String, Value>,
}

#[derive(Serialize)]
pub(super) struct WrittenOption<'c> {
    name: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<WrittenChoice<'c>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest: Option<u16>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum WrittenChoice<'c> {
    Label(&'c str),
    More {
        label: &'c str,
        #[serde(skip_serializing_if = "<[String]>::is_empty")]
        aliases: &'c [String],
        #[serde(skip_serializing_if = "Option::is_none")]
        surcharge: Option<Box<RawValue>>,
    },
}

impl<'c> Written<'c> {
    pub(super) fn of(catalogue: &'c Catalogue) -> Self {
        let Tariff { currency, discounts, limits } = catalogue.tariff();
        Self {
            currency,
            discounts: discounts.iter().map(|it| WrittenDiscount::of(it, currency)).collect(),
            limits: (!limits.is_none()).then(|| WrittenLimits::of(limits, currency)),
            products: catalogue
                .products()
                .iter()
                .map(|product| WrittenProduct::of(product, currency))
                .collect(),
        }
    }
}

impl<'c> WrittenDiscount<'c> {
    fn of(discount: &'c Discount, currency: &Currency) -> Self {
        Self {
            name: &discount.name,
            percent: raw(discount.percent.to_string()),
            from_items: discount.from_items,
            from_subtotal: discount.from_subtotal.map(|amount| number(amount, currency)),
            role: discount.role,
        }
    }
}

impl WrittenLimits {
    fn of(limits: &Limits, currency: &Currency) -> Self {
        Self {
            most_lines: limits.most_lines,
            most_items: limits.most_items,
            most_total: limits.most_total.map(|amount| number(amount, currency)),
            hold_hours: limits.hold_hours,
        }
    }
}

impl<'c> WrittenProduct<'c> {
    fn of(product: &'c Product, currency: &Currency) -> Self {
        Self {
            id: &product.id,
            name: &product.name,
            aliases: &product.aliases,
            price: product.price.map(|amount| number(amount, currency)),
            options: options(&product.options, currency),
            most: product.most,
            stock: product.stock,
            extra: &product.extra,
        }
    }
}

pub(super) fn options<'c>(
    options: &'c [ProductOption],
    currency: &Currency,
) -> Vec<WrittenOption<'c>> {
    options.iter().map(|option| WrittenOption::of(option, currency)).collect()
}

impl<'c> WrittenOption<'c> {
    fn of(option: &'c ProductOption, currency: &Currency) -> Self {
        let mut written = Self {
            name: &option.name,
            required: (!option.required).then_some(false),
            choices: None,
            pattern: None,
            hint: None,
            longest: None,
        };
        match &option.kind {
            OptionKind::Choice { choices } => {
                let choice = |choice: &'c Choice| WrittenChoice::of(choice, currency);
                written.choices = Some(choices.iter().map(choice).collect());
            }
            OptionKind::Text(rule) => {
                written.pattern = rule.pattern.as_deref();
                written.hint = rule.hint.as_deref();
                written.longest = (rule.longest != DEFAULT_LONGEST).then_some(rule.longest);
            }
        }
        written
    }
}

impl<'c> WrittenChoice<'c> {
    fn of(choice: &'c Choice, currency: &Currency) -> Self {
        let Choice { label, aliases, surcharge } = choice;
        if surcharge.is_zero() && aliases.is_empty() {
            return Self::Label(label);
        }
        let surcharge = (!surcharge.is_zero()).then(|| number(*surcharge, currency));
        Self::More { label, aliases, surcharge }
    }
}

/// The amount as a number of JSON with all its decimals.
fn number(amount: Amount, currency: &Currency) -> Box<RawValue> {
    raw(currency.write(amount))
}

fn raw(digits: String) -> Box<RawValue> {
    RawValue::from_string(digits).expect("digits with a point between them")
}
