from . import test_told_once
