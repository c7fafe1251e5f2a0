from . import rate_wizard
from . import rate_line
