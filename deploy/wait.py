"""Wait until a part is well: python deploy/wait.py PORT|SOCKET [SECONDS]. Ends with 1 when it is not in time."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # also where Python is told not to look beside the program

from probe import main

end = time.monotonic() + float(sys.argv[2] if len(sys.argv) > 2 else 90)
while main(sys.argv[1]):
    if time.monotonic() > end:
        sys.exit(1)
    time.sleep(0.25)
