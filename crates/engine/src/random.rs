//! Streams of random numbers: the same seed gives the same draws on every system, whatever the number of threads.
//!
//! ChaCha with 8 rounds (Bernstein, *ChaCha, a variant of Salsa20*, 2008). The key is the seed, the nonce is the number of the
//! stream. Each draw of a Monte Carlo run reads a stream of its own, so it does not matter which thread makes it, or when.

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

/// One stream of random numbers.
#[derive(Debug)]
pub struct Stream(ChaCha8Rng);

impl Stream {
    /// Stream number `number` of a seed.
    #[must_use]
    pub fn new(seed: u64, number: u64) -> Self {
        let mut key = [0_u8; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(number);
        Self(generator)
    }

    /// A number of [0, 1), every multiple of 2⁻⁵³ equally likely.
    pub fn uniform(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
        (self.0.next_u64() >> 11) as f64 * STEP
    }
}

/// The exponential number of mean 1 at a uniform number of [0, 1), by inversion: `−ln(1 − u)`.
pub(crate) fn exponential(uniform: f64) -> f64 {
    -libm::log1p(-uniform)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The key stream of ChaCha8 for a zero key and nonce begins 3e 00 ef 2f 89 5f 40 d6 (Strombergson, *Test Vectors for the
    /// Stream Cipher ChaCha*, draft-strombergson-chacha-test-vectors, TC1, 8 rounds, 256-bit key).
    #[test]
    fn published_key_stream() {
        let first = u64::from_le_bytes([0x3e, 0x00, 0xef, 0x2f, 0x89, 0x5f, 0x40, 0xd6]);
        assert_eq!(Stream::new(0, 0).uniform(), (first >> 11) as f64 / 2_f64.powi(53));
    }

    #[test]
    fn seeds_and_streams_differ() {
        let first = |seed, number| Stream::new(seed, number).uniform();
        assert_eq!(first(1, 2), first(1, 2));
        assert_ne!(first(1, 2), first(2, 2));
        assert_ne!(first(1, 2), first(1, 3));
    }

    /// The median of an exponential number of mean 1 is ln 2.
    #[test]
    fn an_exponential_number_at_its_median() {
        assert!((exponential(0.5) - std::f64::consts::LN_2).abs() < 1e-15);
        assert_eq!(exponential(0.0), 0.0);
    }

    #[test]
    fn means_and_spreads() {
        let mut stream = Stream::new(7, 0);
        let draws = 20_000;
        let uniform: f64 = (0..draws).map(|_| stream.uniform()).sum::<f64>() / f64::from(draws);
        let exponential: f64 = (0..draws).map(|_| exponential(stream.uniform())).sum::<f64>() / f64::from(draws);
        // Four standard errors: 1/√12 and 1 over √20,000.
        assert!((uniform - 0.5).abs() < 0.0082, "{uniform}");
        assert!((exponential - 1.0).abs() < 0.029, "{exponential}");
    }

    proptest! {
        #[test]
        fn within_bounds(seed: u64, number: u64) {
            let mut stream = Stream::new(seed, number);
            for _ in 0..40 {
                prop_assert!((0.0..1.0).contains(&stream.uniform()));
                let exponential = exponential(stream.uniform());
                prop_assert!(exponential >= 0.0 && exponential.is_finite());
            }
        }
    }
}
