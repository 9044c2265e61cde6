"""Matrix products for the parser: the rows of each text are multiplied alone, by NumPy's own BLAS in one thread.

In one product over a whole batch the last bit of a row may depend on how many rows the batch has and on where the row stands among them;
with an unlucky tie the tree would then depend on the sentences beside it. Alone, a text's rows are the same bits in every batch and process.
NumPy's BLAS also knows processors on which thinc's own one falls back to plain C and takes three times as long.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import numpy as np
from thinc.api import NumpyOps

# Between the texts of a batch a window layer puts so many empty rows: the words on each side that the parser's encoder sees.
_WINDOW_ROWS = 4
# A product of 25 rows takes longer than one of 28: BLAS works on so many at once.
_ROWS_AT_ONCE = 4


class RowsApart(NumpyOps):  # type: ignore[misc]
    """thinc's operations, with products by text. `lengths` are the numbers of words of the batch's texts, in their order."""

    name = "selon_rows_apart"

    def __init__(self, lengths: Sequence[int] = ()) -> None:
        super().__init__()
        self.lengths = lengths

    def gemm(self, x: Any, y: Any, *, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices; where the left one has a row for each word of the batch, text by text."""
        rest = len(x) - sum(self.lengths)
        between = {0: 0, _WINDOW_ROWS * (len(self.lengths) + 1): _WINDOW_ROWS}.get(rest)
        if between is None or trans1 or out is not None:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        right = y.T if trans2 else y
        product = np.empty((len(x) + _ROWS_AT_ONCE, right.shape[1]), dtype=np.float32)
        start = 0
        for length in self.lengths:
            end = start + length + 2 * between
            # The nearer half of the rows between two texts is what the text before looks at: it stays as that one's product has it.
            others = product[start : start + (between // 2 if start else 0)].copy()
            rows = _round_number_of(x, start, end)
            np.matmul(rows, right, out=product[start : start + len(rows)])
            product[start : start + len(others)] = others
            start = end - between
        return product[: len(x)]


def _round_number_of(x: Any, start: int, end: int) -> Any:
    """The rows of one text, and some behind them, so that their number is a multiple of `_ROWS_AT_ONCE`: what comes of the others is not used."""
    more = -(end - start) % _ROWS_AT_ONCE if end - start > _ROWS_AT_ONCE else 0
    if end + more <= len(x):
        return x[start : end + more]
    return np.concatenate([x[start:end], np.zeros((more, x.shape[1]), dtype=x.dtype)])


@contextmanager
def one_thread() -> Iterator[None]:
    """NumPy's BLAS uses one thread: these products are too small to share, and every core has a process of its own."""
    blas = ctypes.CDLL(import_module("numpy._core._multiarray_umath").__file__)
    try:
        told, tell = blas.scipy_openblas_get_num_threads64_, blas.scipy_openblas_set_num_threads64_
    except AttributeError:  # another BLAS, which has its own ways
        yield
        return
    before = told()
    tell(1)
    try:
        yield
    finally:
        tell(before)
