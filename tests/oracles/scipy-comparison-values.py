"""An independent opinion on comparisons of runs (pip install scipy): values for src/statistics/scipy-comparison-values.json.

python scipy-comparison-values.py > ../../src/statistics/scipy-comparison-values.json, then prettier. The same values each
time: inputs come from a generator that the tests have too, so that only what SciPy says of them has to be kept.
"""
import itertools
import numpy
from scipy import stats
from oracle import inputs, write


def significant(value):
    return float(f'{value:.12g}')


def signed_rank(seed):
    """[2^pairs times the exact p-value of "less", Hodges-Lehmann estimate]"""
    pairs = 1 + seed % 30
    values = inputs(seed, pairs + 1)
    tested = values[-1]
    p = stats.wilcoxon(values[:-1] - tested, method='exact', alternative='less').pvalue
    averages = [(values[i] + values[j]) / 2 for i in range(pairs) for j in range(i, pairs)]
    return [round(p * 2**pairs), significant(numpy.median(averages))]


def prediction(seed):
    """[upper and lower bound of ln(now / geometric mean of the earlier ones) at 5 %, lower at 5 % / 4]"""
    runs = 5 + seed % 26
    values = numpy.log(1 + inputs(seed, runs + 1))
    difference = values[-1] - values[:-1].mean()
    error = values[:-1].std(ddof=1) * (1 + 1 / runs) ** 0.5
    interval = lambda error_share: stats.t.interval(1 - 2 * error_share, runs - 1, difference, error)
    return [significant(x) for x in (interval(0.05)[1], interval(0.05)[0], interval(0.0125)[0])]


def two_looks(first, second):
    """Share of the 1024 signs that reach either sum: on average over the 210 sets of ranks that six of ten can have, and worst."""
    signs = (numpy.arange(1024)[:, None] >> numpy.arange(10)) & 1
    shares = []
    for early in itertools.combinations(range(10), 6):
        late = [rank for rank in range(10) if rank not in early]
        ranks = numpy.array([*early, *late]) + 1
        hits = (signs[:, :6] @ numpy.arange(1, 7) <= first) | (signs @ ranks <= second)
        shares.append(hits.mean())
    return [significant(numpy.mean(shares)), significant(max(shares))]


write(
    __file__,
    signedRank=(signed_rank(seed) for seed in range(1, 1501)),
    prediction=(prediction(seed) for seed in range(1, 501)),
    student=([error, freedom, significant(stats.t.isf(error, freedom))] for error in (0.5, 0.05, 0.025, 0.05 / 3, 0.0125, 1e-6) for freedom in (1, 2, 3, 4, 5, 9, 29, 1000)),
    chiSquaredAt5=([freedom, significant(stats.chi2.ppf(0.05, freedom))] for freedom in range(4, 30)),
    twoLooks=([first, second, *two_looks(first, second)] for first, second in ((0, 9), (-1, 8), (-1, 6), (-1, 5), (0, 10), (-1, 9), (-1, 7))),
)
