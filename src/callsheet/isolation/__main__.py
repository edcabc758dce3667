"""``python -m callsheet.isolation MEGABYTES``: started by ``callsheet.isolation``, not by hand."""

import sys

from callsheet.isolation.worker import serve

if __name__ == "__main__":
    serve(int(sys.argv[1]))
