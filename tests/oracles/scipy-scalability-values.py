"""An independent opinion on the Universal Scalability Law (pip install scipy): values for src/statistics/scipy-scalability-values.json.

python scipy-scalability-values.py > ../../src/statistics/scipy-scalability-values.json, then prettier. The same values each
time: inputs come from a generator that the tests have too, so that only what SciPy says of them has to be kept.
"""
import numpy
from scipy import optimize
from oracle import inputs, write


def significant(value):
    return float(f'{value:.10g}')


def law(n, rate, contention, coherency):
    """X(N), as Gunther writes it."""
    return rate * n / (1 + contention * (n - 1) + coherency * n * (n - 1))


def points(seed):
    """From 6 to 15 runs: in flight from 0.2 to 60, and mean times in seconds that follow some curve up to 30 %."""
    count = 6 + seed % 10
    alone, waiting, crosstalk, *dice = inputs(seed, 3 + 2 * count)
    flying = 0.2 + 59.8 * numpy.array(dice[:count])
    errors = numpy.exp(0.6 * (numpy.array(dice[count:]) - 0.5))
    # Seeds 1, 4, 7 … have no crosstalk, 2, 5, 8 … no waiting: there a bound is often met.
    times = 0.05 * alone + 0.01 * waiting * (seed % 3 != 2) * flying + 0.0005 * crosstalk * (seed % 3 != 1) * flying**2
    return flying, times * errors


def fit(seed):
    """[ms alone, waiting, crosstalk] of the least squares of relative errors, none negative"""
    flying, times = points(seed)
    columns = numpy.stack([numpy.ones_like(flying), flying, flying * (flying - 1)], axis=1)
    found, _ = optimize.nnls(columns / times[:, None], numpy.ones_like(times))
    if seed % 10 == 0:
        confirm(flying, times, found)
    return [significant(1000 * term) for term in found]


def confirm(flying, times, found):
    """The same by another way: a bounded non-linear fit of N / X(N) by the law's own parameters comes to no smaller error."""
    error = lambda predicted: float((((predicted - times) / times) ** 2).sum())
    linear = error(found[0] + found[1] * flying + found[2] * flying * (flying - 1))
    first = max(found[0] + found[1], 1e-9)
    start = [1 / first, min(max(found[1] / first, 1e-6), 1), max(found[2] / first, 1e-9)]
    curved, _ = optimize.curve_fit(
        lambda n, *law_of: n / law(n, *law_of), flying, times, p0=start, sigma=times, bounds=([1e-9, 0, 0], [1e9, 1, 1e9])
    )
    assert error(flying / law(flying, *curved)) >= linear * (1 - 1e-9), (linear, curved)


def mean(seed):
    """mean time in ms at a share of the peak's throughput, and that throughput, by a root of the law"""
    rate, contention, coherency, share = inputs(seed, 4)
    rate, coherency = 1 + 99 * rate, 0.01 * coherency
    peak = ((1 - contention) / coherency) ** 0.5
    throughput = share * law(peak, rate, contention, coherency)
    flying = optimize.brentq(lambda n: law(n, rate, contention, coherency) - throughput, 1e-12, peak, xtol=1e-14, rtol=1e-14)
    return [significant(throughput), significant(1000 * flying / throughput)]


write(
    __file__,
    fit=(fit(seed) for seed in range(1, 1501)),
    mean=(mean(seed) for seed in range(1, 501)),
)
