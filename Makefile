.PHONY: demo test check eval bench clean

.venv/demo: pyproject.toml tools/setup.py
	python3 tools/setup.py web
	touch $@

.venv/test: pyproject.toml tools/setup.py
	python3 tools/setup.py test web browser
	touch $@

demo: .venv/demo
	.venv/bin/depesche read examples/*.txt
	.venv/bin/python tools/demo_record.py demo.db
	.venv/bin/depesche happenings --record demo.db --limit 8
	@echo
	@echo "Open the demo record in the browser:"
	@echo "  .venv/bin/depesche serve --record demo.db"

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
