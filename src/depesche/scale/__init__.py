"""Scale: shards of many reports, read by supervised processes here or on a Dask cluster; one shard, one output."""

from .driver import Status, run_jobs
from .manifest import Manifest, ShardRow
from .reading import Refused, Setup
from .shard import Job, run_shard

__all__ = ["Job", "Manifest", "Refused", "Setup", "ShardRow", "Status", "run_jobs", "run_shard"]
