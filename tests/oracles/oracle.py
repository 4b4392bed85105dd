"""What all oracles share: the inputs that they and the tests make alike, and the JSON file that they write."""
import itertools, json, pathlib
import numpy, scipy


def uniforms(seed):
    """Park & Miller's generator: exact in doubles, so that every language has the same inputs."""
    while True:
        seed = seed * 48271 % 2147483647
        yield seed / 2147483647


def inputs(seed, count):
    return numpy.array(list(itertools.islice(uniforms(seed), count)))


def rows(values):
    return '[\n    ' + ',\n    '.join(json.dumps(value) for value in values) + '\n  ]'


def write(script, **tables):
    """Prints a file of tables, each by its name, a row a line."""
    told = [f'"source": "SciPy {scipy.__version__}, by tests/oracles/{pathlib.Path(script).name}"']
    told += [f'"{name}": {rows(values)}' for name, values in tables.items()]
    print('{\n  ' + ',\n  '.join(told) + '\n}')
