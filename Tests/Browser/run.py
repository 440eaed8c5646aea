"""Runs the tests that are named, or all, then stops the server and the browser."""

import sys
import unittest

from page_case import FOLDER, Stage

loader = unittest.defaultTestLoader
names = sys.argv[1:]
suite = loader.loadTestsFromNames(names) if names else loader.discover(str(FOLDER), pattern="test_*.py")
try:
    outcome = unittest.TextTestRunner(verbosity=2).run(suite)
finally:
    Stage.close()
sys.exit(0 if outcome.wasSuccessful() and outcome.testsRun else 1)
