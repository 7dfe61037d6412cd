"""Events as tables: POLECAT-style rows, classic source-action-target rows, flat CSV and Parquet, and JSON Lines.

``docs/exports.md`` documents every column; ``columns_of`` gives the same from code.
"""

from communique.exports.columns import Column, Row
from communique.exports.formats import FORMATS, columns_of, rows_of
from communique.exports.select import Selection
from communique.exports.stored import stored_readings
from communique.exports.write import write_export

__all__ = ["FORMATS", "Column", "Row", "Selection", "columns_of", "rows_of", "stored_readings", "write_export"]
