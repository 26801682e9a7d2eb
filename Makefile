.PHONY: demo test check eval bench clean

.venv/demo: pyproject.toml tools/setup.py
	python3 tools/setup.py
	touch $@

.venv/test: pyproject.toml tools/setup.py
	python3 tools/setup.py test
	touch $@

demo: .venv/demo
	.venv/bin/depesche read examples/*.txt
	rm -f demo.db demo.db-shm demo.db-wal
	.venv/bin/depesche add --record demo.db examples
	.venv/bin/depesche events --record demo.db --limit 12

test: .venv/test
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/pytest

eval: .venv/test
	.venv/bin/python -m evaluation --check

bench: .venv/test
	.venv/bin/python -m evaluation.speed

clean:
	rm -rf .venv build demo.db demo.db-shm demo.db-wal
