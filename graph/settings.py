"""The environment in, the settings of the command line out."""

from pathlib import Path
from typing import Final

from platformdirs import user_data_path

DATA_VARIABLE: Final = "SPACEPACT_DATA"
"""Environment variable that names the data folder."""


def default_data() -> Path:
    """The data folder where nothing names another: a folder of the user's own, as the operating system has it."""
    return user_data_path("spacepact", appauthor=False)
