"""A Spark session for reading: the one of ``spark-submit``, or one of our own on this machine or on a master."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from communique.errors import CommuniqueError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LOCAL = re.compile(r"local\[(\d+|\*)\]")
# A reading process holds the model and the tables; Spark counts it beside the memory of Java.
_SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "128",
    "spark.sql.files.maxPartitionBytes": "64m",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


def session(master: str | None) -> SparkSession:
    """The session; ``master`` as Spark names it, None for what ``spark-submit`` or the environment says (else this machine).

    Raises UsageError without pyspark, CommuniqueError when Spark does not start (mostly for want of Java).
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError("this needs Spark, which is not installed: pip install 'communique[spark]' (and Java 17)") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("communique")
    if master is not None:
        # Spark tries a task only once on one machine, and a process that is killed would cost its slice.
        builder = builder.master(_LOCAL.sub(r"local[\1,4]", master))
    elif "SPARK_ENV_LOADED" not in os.environ and "MASTER" not in os.environ:
        builder = builder.master("local[*,4]").config("spark.driver.memory", "4g")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        raise CommuniqueError(f"Spark does not start; it needs Java 17 or newer ({str(error).splitlines()[0][:200]})") from error
