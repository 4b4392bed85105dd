"""An independent opinion on growth (pip install scipy): values for src/statistics/scipy-growth-values.json.

python scipy-growth-values.py > ../../src/statistics/scipy-growth-values.json, then prettier. The same values each time: inputs
come from a generator that the tests have too, so that only what SciPy says of them has to be kept.
"""
import numpy
from scipy import stats
from oracle import inputs, write


def significant(value):
    return float(f'{value:.8g}')


def growth(seed):
    """[slope, its standard error, lower bound at 1 % and upper at 5 % as shares of the mean]"""
    batches = 5 + seed % 26
    y = 1 + inputs(seed, batches)
    x = numpy.arange(batches)
    line = stats.linregress(x, y)
    left = y - line.intercept - line.slope * x
    correlation = (left[1:] @ left[:-1]) / (left @ left)
    alike = min(0.9, max(0, correlation + 2 / batches))
    error = line.stderr * ((1 + alike) / (1 - alike)) ** 0.5
    bounds = [line.slope + error * stats.t.ppf(0.01, batches - 2), line.slope + error * stats.t.ppf(0.95, batches - 2)]
    return [significant(x) for x in (line.slope, line.stderr, *(bound / y.mean() for bound in bounds))]


write(__file__, growth=(growth(seed) for seed in range(1, 2001)))
