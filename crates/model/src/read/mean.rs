//! `mean`: how the parts of a node are combined, the same key in every kind of model.

use super::table::Table;
use crate::text::Text;
use shuheng_engine::mean::GREATEST_EXPONENT;
use shuheng_engine::{Exponent, Mean};

/// The `mean` of a node; arithmetic when it is not given.
pub(super) fn mean(table: &Table<'_, '_>) -> Mean {
    if table.type_of("mean") == Some("table") {
        return table.table_opt("mean").and_then(|power| power_mean(&power)).unwrap_or_default();
    }
    let Some(name) = table.string_opt("mean") else { return Mean::Arithmetic };
    match name.value.as_str() {
        "arithmetic" => Mean::Arithmetic,
        "geometric" => Mean::Geometric,
        "harmonic" => Mean::Harmonic,
        "minimum" => Mean::Minimum,
        other => {
            table.error(
                &name.place,
                Text::new(format!("不认识的聚合方法“{other}”"), format!("unknown mean `{other}`")),
                Text::new(
                    "用arithmetic、geometric、harmonic、minimum或{ power = 0.5 }",
                    "use arithmetic, geometric, harmonic, minimum or { power = 0.5 }",
                ),
            );
            Mean::Arithmetic
        }
    }
}

/// `{ power = p }`.
fn power_mean(table: &Table<'_, '_>) -> Option<Mean> {
    let power = table.number("power");
    table.finish();
    let power = power?;
    Exponent::new(power.value)
        .map_err(|_| {
            table.error(
                &power.place,
                Text::new(
                    format!("幂指数{}不在±{GREATEST_EXPONENT}以内", power.value),
                    format!("the exponent {} is not within ±{GREATEST_EXPONENT}", power.value),
                ),
                Text::new(
                    "用较小的指数；1为算术平均，0为几何平均，−1为调和平均",
                    "use a smaller one; 1 is the arithmetic mean, 0 the geometric, −1 the harmonic",
                ),
            );
        })
        .ok()
        .map(Mean::Power)
}
