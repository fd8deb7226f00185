"""Statistics equal SciPy's, and values worked out by hand."""

import math

import pytest
import torch

from nnexplore.analysis import bootstrap, effect_size, recovery
from nnexplore.errors import ResultError

SAMPLES = [0.9, 0.7, 1.0, 0.8, 0.6, 0.2, 0.95, 0.85, 0.4, 0.75, 3.0]


@pytest.mark.parametrize(("method", "known"), [("percentile", (0.719, 1.2855)), ("bca", (0.7485, 1.332))])
def test_the_interval_is_scipys(method, known):
    """What ``scipy.stats.bootstrap`` of SciPy 1.17 gives with 400,000 resamples."""
    smooth = [-math.log(1 - (at + 0.5) / 30) for at in range(30)]  # skewed, as an exponential distribution is
    found = bootstrap(smooth, level=0.9, resamples=100_000, method=method)
    assert found.value == pytest.approx(sum(smooth) / len(smooth))
    assert (found.low, found.high) == pytest.approx(known, abs=0.006)


def test_the_interval_worked_out_by_hand():
    """Of two samples the mean has three values: 0 and 2 a quarter of the time each, 1 half of it."""
    found = bootstrap([0.0, 2.0], method="percentile", level=0.4, resamples=20_000)
    assert found == (1.0, 1.0, 1.0, 0.4)
    found = bootstrap([0.0, 2.0], method="percentile", level=0.9, resamples=20_000)
    assert found[:3] == (1.0, 0.0, 2.0)


def test_the_bca_of_a_symmetric_sample_is_the_percentile_one():
    symmetric = [-3.0, -2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0]
    one, other = bootstrap(symmetric), bootstrap(symmetric, method="percentile")
    assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=0.1)


def test_a_skewed_sample_moves_the_bca_interval():
    one, other = bootstrap(SAMPLES), bootstrap(SAMPLES, method="percentile")
    assert one.low > other.low
    assert one.high > other.high


def test_the_seed_decides():
    assert bootstrap(SAMPLES) == bootstrap(torch.tensor(SAMPLES, dtype=torch.float64))
    assert bootstrap(SAMPLES) != bootstrap(SAMPLES, seed=1)
    assert bootstrap(SAMPLES, seed=3).low < bootstrap(SAMPLES, seed=3).value < bootstrap(SAMPLES, seed=3).high


def test_another_statistic():
    found = bootstrap(SAMPLES, lambda x: x.median(-1).values, resamples=500)
    assert found.value == 0.8


def test_samples_that_agree_have_no_width():
    assert bootstrap([0.5, 0.5, 0.5]) == (0.5, 0.5, 0.5, 0.95)


@pytest.mark.parametrize(
    ("arguments", "more", "words"),
    [
        (([1.0],), {}, r"two at least; got shape \[1\]"),
        ((torch.ones(2, 2),), {}, r"got shape \[2, 2\]"),
        (([1.0, math.nan],), {}, "1 of the 2 samples are NaN"),
        (([1.0, 2.0],), {"level": 1.0}, "level is between 0 and 1"),
        (([1.0, 2.0],), {"method": "t"}, '"bca" or "percentile"'),
        (([1.0, 2.0], torch.mean), {}, r"gives \[draws\], as x.mean\(-1\) does; got \[\]"),
        (([1.0, 2.0], lambda x: 3), {}, "got int"),
    ],
)
def test_what_cannot_be_bootstrapped(arguments, more, words):
    with pytest.raises(ResultError, match=words):
        bootstrap(*arguments, **more)


def test_cohens_d_of_pairs():
    """Differences 2, 3, 4: mean 3, standard deviation 1."""
    assert effect_size([3.0, 4.0, 6.0], [1.0, 1.0, 2.0]) == pytest.approx(3.0)
    assert effect_size([1.0, 1.0, 2.0], [3.0, 4.0, 6.0]) == pytest.approx(-3.0)


def test_cohens_d_is_the_t_statistic_by_the_root_of_n():
    """The number is what ``scipy.stats.ttest_rel`` of SciPy 1.17 gives."""
    other = [value**2 for value in SAMPLES]
    assert effect_size(SAMPLES, other) * len(SAMPLES) ** 0.5 == pytest.approx(-0.7376283539750712)


def test_differences_that_agree():
    assert effect_size([2.0, 3.0], [1.0, 2.0]) == math.inf
    assert effect_size([1.0, 2.0], [2.0, 3.0]) == -math.inf
    assert math.isnan(effect_size([1.0, 2.0], [1.0, 2.0]))
    assert effect_size([1.1, 2.1, 3.1], [1.0, 2.0, 3.0]) == math.inf  # to rounding
    assert effect_size(torch.tensor([1.1, 2.1, 3.1]), [1.0, 2.0, 3.0]) == math.inf


def test_pairs_are_pairs():
    with pytest.raises(ResultError, match="got 2 and 3"):
        effect_size([1.0, 2.0], [1.0, 2.0, 3.0])


def test_recovery():
    found = recovery(torch.tensor([1.0, 3.0, 5.0, 7.0, -1.0]), clean=5.0, corrupted=1.0)
    torch.testing.assert_close(found, torch.tensor([0.0, 0.5, 1.0, 1.5, -0.5]))
    assert found.dtype == torch.float32
    assert recovery(torch.tensor([3.0]).double(), 5, 1).dtype == torch.float64


def test_recovery_of_nothing():
    with pytest.warns(UserWarning, match="the same in 1 of 2 cases, so nothing can be recovered there: NaN"):
        found = recovery(torch.tensor([1.0, 1.0]), torch.tensor([2.0, 1.000001]), torch.tensor([0.0, 1.0]))
    assert found[0] == 0.5
    assert found[1].isnan()
    with pytest.warns(UserWarning, match="1 of 1 cases"):
        assert recovery(0.0, 0.0, 0.0).isnan()
