"""Runs the tests that are named, or all, then stops the server and the browser.

On a busy machine a page may come too late for a test. Those that failed run once more, alone, and are named; what fails
twice has failed.
"""

import sys
import unittest

from page_case import FOLDER, Stage


def run(suite):
    return unittest.TextTestRunner(verbosity=2).run(suite)


loader = unittest.defaultTestLoader
names = sys.argv[1:]
try:
    outcome = run(loader.loadTestsFromNames(names) if names else loader.discover(str(FOLDER), pattern="test_*.py"))
    failed = [test.id() for test, _ in outcome.failures + outcome.errors]
    if failed and all(name.startswith("test_") for name in failed):
        print("once more:", ", ".join(failed), flush=True)
        outcome = run(loader.loadTestsFromNames(failed))
finally:
    Stage.close()
sys.exit(0 if outcome.wasSuccessful() and outcome.testsRun else 1)
