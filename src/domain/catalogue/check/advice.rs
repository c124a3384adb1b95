//! What an admin may want to change in a catalogue that can be used.

use super::super::{
    CatalogueFault, CatalogueProblem, Discount, OptionKind, Part, Product, ProductOption, Tariff,
};

/// What is said of a tariff and of products, in their order.
pub(in super::super) fn advice_on(products: &[Product], tariff: &Tariff) -> Vec<CatalogueFault> {
    let discounts = tariff.discounts.iter().enumerate().filter(|(_, it)| is_for_everybody(it));
    let discounts = discounts.map(|(at, discount)| CatalogueFault {
        part: Part::Discount(at),
        problem: CatalogueProblem::ForEveryOrder { name: discount.name.clone() },
    });
    let options = products.iter().enumerate().flat_map(|(at, product)| {
        let options = product.options.iter().filter(|option| asks_for_nothing(option));
        options.map(move |option| CatalogueFault {
            part: Part::Product(at),
            problem: CatalogueProblem::OneChoice { option: option.name.clone() },
        })
    });
    discounts.chain(options).collect()
}

/// Whether there is no order that does not get it: each has one piece at least.
fn is_for_everybody(discount: &Discount) -> bool {
    discount.role.is_none()
        && discount.from_items.is_none_or(|items| items <= 1)
        && discount.from_subtotal.is_none_or(|amount| amount.is_zero())
}

/// Whether there is one answer only. An option that nobody needs may be taken or left.
fn asks_for_nothing(option: &ProductOption) -> bool {
    let one = matches!(&option.kind, OptionKind::Choice { choices } if choices.len() == 1);
    one && option.required
}
