//! What a pool refuses, as sentences.

use crate::view::Text;
use shuheng_benchmark::pool::PoolFault;
use std::path::Path;

/// The stable code of a fault.
pub(crate) fn code(fault: &PoolFault) -> &'static str {
    match fault {
        PoolFault::NotAPool => "SH-2201",
        PoolFault::Newer { .. } => "SH-2202",
        PoolFault::NotAKey | PoolFault::WrongKey => "SH-2204",
        PoolFault::OtherKey => "SH-2205",
        PoolFault::UnknownMember(_) => "SH-2206",
        PoolFault::BadContribution(_) => "SH-2207",
        _ => "SH-2203",
    }
}

/// What happened, where, and what to do next. `path` is the pool, or the key where the key is at fault.
pub(crate) fn message(path: &Path, fault: &PoolFault) -> Text {
    let path = path.display();
    match fault {
        PoolFault::NotAPool => {
            Text::new(format!("{path}不是对标池，选一个.shuheng-pool文件"), format!("{path} is no pool; choose a .shuheng-pool file"))
        }
        PoolFault::Newer { found, known } => Text::new(
            format!("{path}由更新的版本写成（格式{found}，本程序认识到{known}），升级程序后再打开"),
            format!("{path} was written by a newer version (format {found}, known here up to {known}); update the program to open it"),
        ),
        PoolFault::Altered => Text::new(
            format!("{path}的内容与校验值不符，文件不完整或被改过，换用备份"),
            format!("{path} does not match its digest: it was cut off or edited; use a backup"),
        ),
        PoolFault::NotAKey => Text::new(
            format!("{path}不是对标池的密钥，选建池时生成的.shuheng-pool-key文件"),
            format!("{path} is no key of a pool; choose the .shuheng-pool-key file made with the pool"),
        ),
        PoolFault::WrongKey => Text::new(
            format!("{path}是另一个池的密钥，换成建这个池时生成的密钥"),
            format!("{path} is the key of another pool; use the one made with this pool"),
        ),
        PoolFault::OtherKey => Text::new(
            format!("{path}用的是另一把密钥，同一机构在两边编号不同，不能合并；用同一把密钥另建一个池，再从档案重新加入"),
            format!(
                "{path} was made with another key, so the same institution has another number there and they cannot be merged; create a pool with the common key and add the engagements anew"
            ),
        ),
        PoolFault::UnknownMember(number) => Text::new(
            format!("{path}中没有成员{number}，用shuheng pool list查看编号"),
            format!("{path} has no member {number}; shuheng pool list shows the numbers"),
        ),
        PoolFault::BadContribution(detail) => Text::new(
            format!("这份评估不能加入{path}（{detail}），检查评估模型与规模层级"),
            format!("This assessment cannot go into {path} ({detail}); check its model and size tier"),
        ),
        fault => {
            Text::new(format!("{path}中有不成立的内容（{fault}），换用备份"), format!("{path} says what cannot be ({fault}); use a backup"))
        }
    }
}
