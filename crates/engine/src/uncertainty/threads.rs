//! Work shared out among threads, with results that do not depend on how many there are.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::thread::{Builder, scope};

/// Splits `0..jobs` into neighbouring ranges, one a thread, and gives back what `work` makes of them, in order. `work` of a range
/// must be what it would be of its parts, one after the other. A panic in `work` goes on in the caller.
pub(super) fn in_order<T: Send>(jobs: usize, threads: NonZeroUsize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let share = jobs.div_ceil(threads.get()).max(1);
    let ranges: Vec<Range<usize>> = (0..jobs).step_by(share).map(|start| start..jobs.min(start + share)).collect();
    let Some((first, others)) = ranges.split_first() else { return Vec::new() };
    let work = &work;
    scope(|scope| {
        let handles: Vec<_> = others
            .iter()
            .map(|range| {
                let here = range.clone();
                (range.clone(), Builder::new().spawn_scoped(scope, move || work(here)))
            })
            .collect();
        let mut results = vec![work(first.clone())];
        for (range, handle) in handles {
            results.push(match handle.map(|handle| handle.join()) {
                Ok(Ok(result)) => result,
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                // A system that gives no more threads still gets its result.
                Err(_) => work(range),
            });
        }
        results
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_once_and_in_order() {
        for jobs in [0, 1, 2, 7, 64] {
            for threads in 1..9 {
                let threads = NonZeroUsize::new(threads).expect("a thread");
                let done: Vec<usize> = in_order(jobs, threads, |range| range.collect::<Vec<_>>()).concat();
                assert_eq!(done, (0..jobs).collect::<Vec<_>>());
            }
        }
    }
}
