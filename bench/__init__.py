"""Measures speed, memory and start-up time: `python -m bench`."""

import os

# One thread for both sides; the libraries read these as they load, so this must come before them.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"
