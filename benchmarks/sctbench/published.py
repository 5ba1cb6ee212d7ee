"""The schedules to the first bug from publications, and from models of the programs.

"Authors" are the mean values of SURW's published raw data (20 trials of 10,000 schedules; in brackets, the
number of trials that found the bug), for PERIOD the values that RFF's data quotes, and for RFF and ``reorder_100`` its
own data (20 trials; mean ± standard deviation). "Model" are generator models of the same programs in which every
shared access is a scheduling point (100 seeds of 10,000 schedules); for IPB and IDB they are schedules @ bound. The
classes are Mazurkiewicz traces, counted with source sets and sleep sets, and equal to GenMC's published counts where
both exist.
"""

from __future__ import annotations

from dataclasses import dataclass, field

AUTHORS = "random pct3 pos surw period rff".split()
MODEL = "random pct3 pos surw ipb idb dfs dpor".split()
NOT_GIVEN = "."

# program | authors, in the order of AUTHORS | model, in the order of MODEL | classes
TABLE = """
account         | 18 4 4 6 2 .                              | 5.9 4.3 4.5 3.9 10@0 16@1 2486 4                | 6
bluetooth       | 215 112 36 70 9 .                         | 9 42 9.7 7.9 11@1 11@1 873 4                    | 10
carter01        | 1 5 2 never 5 .                           | 2.2 3.5 3 1.5 1135@1 22@1 >10k 2                | 4
circular_buffer | 4 9 2 3 17 .                              | 1.1 5.3 1.2 1.5 78@1 113@2 114 4                | 467
deadlock01      | 3 13 4 2 3 .                              | 3.3 10.7 6 4.8 18@1 13@1 74 2                   | 3
lazy01          | 21 5 5 2 3 .                              | 1.8 2.1 2.3 2.4 1@0 1@0 1 1                     | 6
phase01         | . . . . . .                               | 1 1 1 1 1@0 1@0 1 1                             | 6
queue           | 1 3 1 2 25 .                              | 1 3.1 1.1 1.5 276@1 284@2 344 3                 | >30k
reorder_3       | never 185 86 7 6 .                        | 39 28 16 6.8 59@1 37@2 922 9                    | 56
reorder_4       | never 554 533 7 9 .                       | 104 62 27 9.2 538@1 421@3 >10k 97               | 1,248
reorder_5       | never 647 2169 10 12 .                    | 426 117 40 10 5342@1 3972@4 >10k 1825           | >30k
reorder_10      | never 3225(16/20) never 17 27 .           | 3128(5/100) 883 1131 22 never never never never | .
reorder_20      | never 3005 never 6 39 .                   | never 320-446 520 4.5 never never never never   | .
reorder_100     | . ?(1/20) never 194±214 . 6±4             | . . . . . . . .                                 | .
stack           | 176 3 2 5 2 .                             | 1.7 3.2 1.8 1.6 98@1 90@1 1100 2                | >30k
token_ring      | 13 8 9 8 4 .                              | 8.1 9.7 5.5 6.4 35@0 282@2 >10k 7               | 24
twostage        | 464 13 15 8 3 .                           | 59 8.5 11.5 14 17@1 13@1 631 2                  | 3
twostage_100    | never 7466(3/20) 6674(3/20) 454 690 56±71 | never never never 132(2/5) . . . .              | .
wronglock_3     | 36 58 11 9 6 .                            | 3.6 11.9 4.5 5.5 1394@1 18@1 >10k 7             | 360
wronglock       | 36 51 10 7 10 .                           | 3.5 18.6 3.2 7 never 38@1 >10k 5041             | >30k
"""

FIRST_SCHEDULE = (
    "arithmetic_prog din_phil2 din_phil3 din_phil4 din_phil5 din_phil6 din_phil7 fsbench sync01 sync02".split()
)
"""Programs that fail on the first schedule of any strategy: they test the oracles."""


@dataclass(frozen=True)
class Published:
    """The published figures of one program.

    Attributes:
        authors: the published figure for each strategy.
        model: the figure of the models for each strategy.
        classes: the published number of classes; "" if there is none.
    """

    authors: dict[str, str] = field(default_factory=dict)
    model: dict[str, str] = field(default_factory=dict)
    classes: str = ""


def _figures(strategies: list[str], text: str) -> dict[str, str]:
    pairs = zip(strategies, text.split(), strict=True)
    return {strategy: figure for strategy, figure in pairs if figure != NOT_GIVEN}


def _read() -> dict[str, Published]:
    known = {name: Published() for name in FIRST_SCHEDULE}
    for line in TABLE.strip().splitlines():
        name, authors, model, classes = (part.strip() for part in line.split("|"))
        known[name] = Published(_figures(AUTHORS, authors), _figures(MODEL, model), classes.strip(NOT_GIVEN))
    return known


PUBLISHED = _read()
