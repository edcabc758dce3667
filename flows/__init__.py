"""Prefect wraps callsheet's plain functions here; nothing else imports Prefect."""

import os

# The temporary server needs half a minute on a machine's first flow, more than Prefect's own limit of 20 s; and nothing
# about a run leaves the machine. Both are defaults: what is already set in the environment wins.
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "180")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
