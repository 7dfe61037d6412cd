"""The same reading on Spark: files in, Parquet tables out, across as many machines as there are.

The way of a corpus: ``take`` (files to documents, each once), ``read`` (documents to readings, a slice at a time), ``families``
(near-duplicates), ``happenings`` (what several reports tell of), ``tables`` (what is written). ``run`` takes these in order.
"""
