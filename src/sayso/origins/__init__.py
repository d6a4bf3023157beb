"""Origins: ten outlets that carry one agency text, or quote one ministry, are one origin.

`origins_of` finds them among reports in memory. For a store, adding one report: `fingerprint_of` gives the keys to
look earlier reports up by, `copy_between` confirms each candidate, `voices_of` says on whose word its statements
stand; all three are kept, and `gathered` makes the origins of any choice of statements from what was kept.
"""

from sayso.origins.copies import Copy, copies_among, copy_between
from sayso.origins.gathering import Origin, gathered, independent, origins_of
from sayso.origins.passages import KEYS_VERSION, Fingerprint, fingerprint_of
from sayso.origins.texts import Text, Texts
from sayso.origins.voices import Voice, voices_of

__all__ = [
    "KEYS_VERSION",
    "Copy",
    "Fingerprint",
    "Origin",
    "Text",
    "Texts",
    "Voice",
    "copies_among",
    "copy_between",
    "fingerprint_of",
    "gathered",
    "independent",
    "origins_of",
    "voices_of",
]
