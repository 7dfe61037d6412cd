"""Times: expressions of time in the text, and the days they mean.

``find_times`` finds them by their words alone; ``TimeExpression.resolve`` gives the days against the publication date, the
tense of the verb and the last dated happening. Nothing here ever looks at today's date.

``find`` has the search, ``rules`` the table of ways to tell a time, ``words`` their vocabulary, ``meanings`` what they mean,
``interval`` the arithmetic.
"""

from communique.reading.times.find import TimeExpression, find_times
from communique.reading.times.interval import Interval

__all__ = ["Interval", "TimeExpression", "find_times"]
