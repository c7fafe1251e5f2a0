from . import checkpoint
from . import drain
