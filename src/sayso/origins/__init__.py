"""Origins: ten outlets that carry one agency text, or quote one ministry, are one origin.

`origins_of` finds them among reports in memory. For a store, adding one report: `fingerprint_of` gives the keys to
look earlier reports up by, `copy_between` confirms each candidate, `voices_of` says on whose word its statements
stand; all three are kept, and `gathered` makes the origins of any choice of statements from what was kept. Where that
is too much for one process, it is done in its four steps: `heard_in` report by report and `known_among` group by
group, `Texts` for reports that are tied by copies, `shares_of` statement by statement, `brought_together` by origin.
"""

from sayso.origins.copies import Copy, copies_among, copy_between
from sayso.origins.gathering import (
    Origin,
    Share,
    brought_together,
    gathered,
    independent,
    origins_of,
    shares_of,
    text_for,
)
from sayso.origins.names import Heard, Known, group_of, heard_in, known_among
from sayso.origins.passages import KEYS_VERSION, Fingerprint, fingerprint_of
from sayso.origins.texts import Text, Texts
from sayso.origins.voices import Voice, voices_of

__all__ = [
    "KEYS_VERSION",
    "Copy",
    "Fingerprint",
    "Heard",
    "Known",
    "Origin",
    "Share",
    "Text",
    "Texts",
    "Voice",
    "brought_together",
    "copies_among",
    "copy_between",
    "fingerprint_of",
    "gathered",
    "group_of",
    "heard_in",
    "independent",
    "known_among",
    "origins_of",
    "shares_of",
    "text_for",
    "voices_of",
]
