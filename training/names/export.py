"""Writes the trained weights in half precision, and the vocabulary beside them."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from network import Sizes
from torch import Tensor

from depesche.annotators.names.model import FORMAT, LABELS


def write_model(target: Path, words: Sequence[str], state: Mapping[str, Tensor], *, version: str) -> None:
    """Write `names.npz` and `names.json.gz` into the folder; the same weights give the same bytes."""
    values = {name: tensor.detach().numpy() for name, tensor in state.items()}
    made = {f"table{n}": values[f"tables.{n}.weight"] for n in range(7)}
    made |= {"entry": values["entry.weight"].T, "entry_bias": values["entry.bias"]}
    dilations = Sizes(0).dilations
    for n in range(len(dilations)):
        kernel = values[f"blocks.{n}.weight"]
        made[f"block{n}"] = kernel.transpose(2, 1, 0).reshape(-1, kernel.shape[0])
        made[f"block{n}_bias"] = values[f"blocks.{n}.bias"]
    made |= {"exit": values["exit.weight"].T, "exit_bias": values["exit.bias"]}
    made |= {"steps": values["steps"], "first": values["first"]}
    target.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target / "names.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(made):
            buffer = io.BytesIO()
            np.save(buffer, np.ascontiguousarray(made[name], np.float16))
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (2020, 1, 1, 0, 0, 0)), buffer.getvalue(), zipfile.ZIP_DEFLATED)
    content = {"format": FORMAT, "version": version, "labels": list(LABELS), "dilations": list(dilations), "words": list(words)}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (target / "names.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
