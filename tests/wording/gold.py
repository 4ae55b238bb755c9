"""What a person says about the bundled documents: which labels are one, which wordings one text or levels."""

from __future__ import annotations

# Pairs of the 42 labels as printed (861 pairs) that name one competency.
ONE_COMPETENCY = [
    ("Self Management", "Self-Management"),
    ("Self Management", "Self-Direction"),
    ("Self-Management", "Self-Direction"),
    ("Writing", "Written Communication"),
    ("Speaking", "Oral Communication"),
    ("Customer Service", "Client Orientation"),
    ("Teamwork", "Team Building"),
    ("Diversity", "Managing Diverse Workforce"),
    ("Decision Making", "Decisiveness"),
]
# Wordings (document, line) of one competency that an analyst would print as one text.
ONE_TEXT = [
    (("001", 89), ("004", 1354)),
    (("000", 95), ("004", 336)),
    (("000", 79), ("001", 93)),
    (("000", 79), ("004", 1334)),
    (("001", 93), ("004", 1334)),
    (("000", 85), ("001", 87)),
    (("000", 99), ("001", 85)),
    (("000", 103), ("004", 340)),
    (("000", 75), ("004", 1336)),
]
# Wordings for the director and for the operations manager below her: levels of one competency.
LEVELS = [
    (("004", director), ("004", manager))
    for director, manager in [
        *((814, 994), (800, 982), (806, 986), (804, 984), (810, 990), (826, 1008), (798, 980), (816, 996)),
        *((822, 1002), (794, 976), (818, 998), (808, 988), (812, 992), (824, 1004), (828, 1010), (796, 978)),
    ]
]
# Clauses that stand nearly word for word under two competencies.
MOVED = [
    (("003", 68), ("004", 1354)),
    (("003", 68), ("001", 89)),
    (("003", 72), ("000", 81)),
    (("004", 800), ("004", 980)),
    (("004", 982), ("004", 980)),
]
