# Works with GNU make 3.81 and later. Another Python: make test PYTHON=python3.13
PYTHON ?= python3
PY := .venv/bin/python
READY := .venv/.ready
GRADER := .venv/grader
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help report test browser golden notebooks lab pins clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

report: $(READY) ## make the reports, one HTML file for each pair of states, under reports/
	@$(PY) -m bilateral report $(ARGS)

test: $(READY) $(GRADER)/.ready ## run every test and every notebook (some of them: make test ARGS="-k dates")
	@$(PY) -m pytest -n logical --dist loadscope $(ARGS)

browser: $(READY) ## run every notebook in JupyterLab in a browser (Chromium), some minutes
	@$(PY) -m pytest -m lab -p no:xdist tests/test_lab.py $(ARGS)

golden: $(READY) ## show how the tables differ from the frozen ones
	@$(PY) tests/golden.py $(ARGS)

notebooks: $(READY) ## run every notebook anew and keep its outputs
	@$(PY) -m jupyter nbconvert --to notebook --execute --inplace --log-level=ERROR --ExecutePreprocessor.record_timing=False \
		--ExecutePreprocessor.extra_arguments="['--IPKernelApp.log_level=40']" \
		notebooks/*.ipynb notebooks/lessons/*/*.ipynb
	@$(PY) tests/picture.py

lab: $(READY) ## open JupyterLab in notebooks/
	@cd notebooks && ../$(PY) -m jupyterlab $(ARGS)

pins: ## write requirements.txt anew, with the newest releases
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && $(PYTHON) -m venv "$$dir" && \
	"$$dir/bin/python" -m pip install --quiet --disable-pip-version-check uv && \
	"$$dir/bin/uv" --no-config --quiet pip compile pyproject.toml --extra test --group build --python "$$dir/bin/python" \
		--universal --python-version 3.11 --generate-hashes --no-header --output-file "$$dir/pins" && \
	{ echo '# Every package at one version, for every platform and Python >= 3.11. Made by: make pins'; \
	cat "$$dir/pins"; } > requirements.txt && echo "requirements.txt written" && \
	"$$dir/bin/uv" --no-config --quiet pip compile pyproject.toml --extra lessons --extra types --constraint requirements.txt \
		$$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/--no-emit-package \1/p' requirements.txt | sort -u) --python "$$dir/bin/python" \
		--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --output-file "$$dir/grader" && \
	{ echo '# What the grader of the workbooks and pyright need besides requirements.txt. Made by: make pins'; \
	cat "$$dir/grader"; } > tests/grader.txt && echo "tests/grader.txt written"

clean: ## remove .venv, reports/ and caches
	@rm -rf .venv reports dist build .pytest_cache .hypothesis .ruff_cache
	@find data notebooks src tests -name __pycache__ -o -name .ipynb_checkpoints | xargs rm -rf

# The stamp comes last: a set-up that was interrupted starts anew.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed; '$(PYTHON)' is not. Name another: make $(MAKECMDGOALS) PYTHON=python3.13"; exit 1; }
	@echo "Setting up .venv; this takes a minute or two, once ..."
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(PY) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt
	@$(PY) -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# An environment on top of the first, with the grader and pyright, which tests run and nothing else does.
$(GRADER)/.ready: $(READY) tests/grader.txt
	@rm -rf $(GRADER)
	@$(PY) -m venv --without-pip $(GRADER)
	@$(PY) -m pip --python $(GRADER)/bin/python install -qq --disable-pip-version-check --no-deps --require-hashes -r tests/grader.txt
	@$(PY) -c 'import sysconfig; print("import site; site.addsitedir(%r)" % sysconfig.get_path("purelib"))' \
		> $$($(GRADER)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/below.pth
	@touch $@
