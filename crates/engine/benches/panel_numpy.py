"""The ranking of `panel.rs` in NumPy, for comparison: 5,000 units, 60 indicators, 10,000 draws of the weights, rank p5/p50/p95.

One matrix product, one argsort and one scatter a batch of draws, partitions for the quantiles, all on two threads (NumPy lets go of
the interpreter's lock in each of them). Run with OPENBLAS_NUM_THREADS=1, so that the threads are those of the program.
"""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

UNITS, INDICATORS, DRAWS, THREADS, BATCH, BLOCK = 5000, 60, 10000, 2, 500, 250
rng = np.random.default_rng(1)
figures = rng.uniform(0, 100, (UNITS, INDICATORS))


def intervals():
    weights = rng.uniform(0.75, 1.25, (DRAWS, INDICATORS))
    weights /= weights.sum(axis=1, keepdims=True)
    ranks = np.empty((DRAWS, UNITS), np.uint16)
    places = np.arange(1, UNITS + 1, dtype=np.uint16)[None, :]

    def draw(first):
        scores = weights[first : first + BATCH] @ figures.T
        order = np.argsort(np.negative(scores, out=scores), axis=1)
        np.put_along_axis(ranks[first : first + BATCH], order, places, axis=1)

    at = [p * (DRAWS - 1) for p in (0.05, 0.5, 0.95)]
    wanted = sorted({index for place in at for index in (int(place), int(place) + 1)})
    quantiles = np.empty((3, UNITS))

    def count(first):
        block = np.ascontiguousarray(ranks[:, first : first + BLOCK].T)
        block.partition(wanted, axis=1)
        for row, place in enumerate(at):
            low = int(place)
            below, above = block[:, low].astype(float), block[:, low + 1].astype(float)
            quantiles[row, first : first + BLOCK] = below + (place - low) * (above - below)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(draw, range(0, DRAWS, BATCH)))
        list(pool.map(count, range(0, UNITS, BLOCK)))
    return quantiles


for _ in range(5):
    start = time.perf_counter()
    intervals()
    print(f"{time.perf_counter() - start:.3f} s")
