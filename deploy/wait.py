"""Wait until a part answers: python deploy/wait.py PORT|SOCKET [SECONDS]. Ends with 1 when it is not in time.

Whatever it answers for itself, it has started: one whose database or bus is away says so (503), and is not to be
started again and again for it.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # also where Python is told not to look beside the program

from probe import ask

end = time.monotonic() + float(sys.argv[2] if len(sys.argv) > 2 else 90)
while '"status"' not in (answer := ask(sys.argv[1]))[1]:  # by what the part is ours
    if time.monotonic() > end:
        sys.exit(f"it did not answer in time: {answer}")
    time.sleep(0.25)
print(*answer)
