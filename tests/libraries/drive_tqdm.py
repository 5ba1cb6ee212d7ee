"""One thread looks for a free line among the progress bars while another thread adds its bar to them.

tqdm 4.32.2, pull request #754: "Fix tqdm._instances race" ("Set changed size during iteration", #481, #700).
BUGGY 4.32.1, FIXED 4.32.2.
"""

import io
from threading import Thread

from tqdm import tqdm

tqdm.monitor_interval = 0


def scenario():
    bars = [tqdm(total=1, file=io.StringIO())]

    def show(disable):
        bars.append(tqdm(total=1, file=io.StringIO(), disable=disable))

    threads = [Thread(target=show, args=(disable,)) for disable in (True, False)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bars) == 3
    for bar in bars:
        bar.close()
