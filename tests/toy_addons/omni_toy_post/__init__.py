from . import carriers
