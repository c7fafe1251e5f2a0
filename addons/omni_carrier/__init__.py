from . import carriers
from . import models
from . import wizards
